#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "base/error.h"
#include "cedar/conformance.h"
#include "cedar/entities_json.h"
#include "cedar/est_json.h"
#include "cedar/format.h"
#include "cedar/schema.h"

// Any JSON: as entities, with a schema and without, as a context, and as policies.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho::cedar;
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  static const Schema schema = parse_schema(R"(
    entity T;
    entity User in T = { name?: String, net?: ipaddr, at?: datetime, e?: User, s?: Set<T> } tags T;
    action view appliesTo { principal: User, resource: T, context: { n?: Long, e?: User } };
  )")
                                   .value();
  std::ignore = parse_entities_json(json);
  if (const auto entities = parse_entities_json(json, "", &schema)) {
    std::ignore = validate_entities(*entities, schema);
  }
  std::ignore = parse_context_json(json);
  std::ignore = parse_context_json(json, "", &schema, {"Action", "view"});
  const auto policies = parse_policy_set_est(json);
  if (!policies) return 0;
  const auto again = parse_policy_set_est(to_est_json(*policies));
  SEKISHO_INVARIANT(again && to_est_json(*again) == to_est_json(*policies));
  for (const Policy& policy : *policies) std::ignore = to_string(policy);
  return 0;
}
