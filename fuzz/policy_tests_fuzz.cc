#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "cedar/conformance.h"
#include "cedar/schema.h"
#include "policy/test_file.h"

// A schema, an empty line, and a test file: what is read keeps to the schema.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t cut = input.find("\n\n");
  if (cut == std::string_view::npos) return 0;
  const std::string_view file = input.substr(cut + 2);
  if (const auto header = policy::parse_test_header(file, "t.toml"))
    SEKISHO_INVARIANT(header->rules.empty() != header->policies.empty());
  const auto schema = cedar::parse_schema(input.substr(0, cut));
  if (!schema) return 0;
  const auto cases = policy::parse_test_cases(file, "t.toml", "", "", *schema);
  if (!cases) return 0;
  for (const policy::TestCase& one : *cases) {
    if (one.as_of) continue;
    SEKISHO_INVARIANT(cedar::validate_request(one.request, *schema).has_value());
    for (const auto& [uid, entity] : one.entities.all()) {
      if (schema->entity_type(uid.type) == nullptr) continue;
      SEKISHO_INVARIANT(cedar::validate_entity(entity, *schema).empty());
    }
  }
  return 0;
}
