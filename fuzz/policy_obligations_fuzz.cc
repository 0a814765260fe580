#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "policy/obligations.h"

// An annotation, and behind the first empty line the vocabulary. What is understood must survive
// being merged with itself.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho::policy;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t cut = input.find("\n\n");
  const std::string_view toml = cut == std::string_view::npos ? "" : input.substr(cut + 2);
  const auto vocabulary = Vocabulary::parse(toml, "obligations.toml");
  if (!vocabulary) return 0;
  const auto read = parse_obligations(input.substr(0, cut), *vocabulary);
  if (!read) return 0;
  Obligations twice = *read;
  twice.merge(*read);
  SEKISHO_INVARIANT(twice == *read);
  return 0;
}
