#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "cedar/format_text.h"
#include "cedar/parser.h"
#include "cedar/schema.h"
#include "cedar/schema_json.h"
#include "cedar/schema_text.h"
#include "cedar/validator.h"

// Any text as a schema in both syntaxes: what resolves converts into either without a change, and
// policies can be validated against it. What
// is read as text lays out without a change of meaning and stays so.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sekisho::cedar;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool json = text.find_first_not_of(" \n") < text.find('{') ? false : text.contains('{');
  const auto fragment = json ? parse_schema_json(text) : parse_schema_text(text);
  if (!fragment) return 0;
  if (!json) {
    const auto laid_out = format_schema(text);
    SEKISHO_INVARIANT(laid_out && format_schema(*laid_out) == *laid_out);
    const auto relaid = parse_schema_text(*laid_out);
    SEKISHO_INVARIANT(relaid && to_schema_json(*relaid) == to_schema_json(*fragment));
  }
  const auto schema = resolve_schema({*fragment});
  if (!schema) return 0;

  const auto as_json = parse_schema_json(to_schema_json(*fragment));
  SEKISHO_INVARIANT(as_json && resolve_schema({*as_json}));
  if (!json) SEKISHO_INVARIANT(same_schema(*schema, *resolve_schema({*as_json})));

  static const PolicySet policies =
      parse_policies(
          "permit(principal, action, resource) when { principal.a && context has b.c };"
          "forbid(principal is A in A::\"x\", action in [Action::\"a\"], resource)"
          "unless { principal.hasTag(\"t\") && principal.getTag(\"t\") == resource.x };")
          .value();
  (void)validate(policies, *schema, ValidationMode::kStrict);
  (void)validate(policies, *schema, ValidationMode::kPermissive);
  return 0;
}
