#include "service/registers/masked_scope.h"

#include <optional>
#include <vector>

#include "text/json.h"

namespace sekisho::service {

using text::JsonValue;

std::string masked_scope(std::string_view json, const PseudonymOf& pseudonym) {
  const Result<JsonValue> scope = JsonValue::parse(json);
  if (!scope) return "{}";
  const auto exposed = [&](const JsonValue& exposure) {
    std::vector<text::JsonMember> out;
    for (const text::JsonMember& member : exposure.members()) {
      const auto account = member.key == "account" ? member.value.as_string() : std::nullopt;
      out.push_back({member.key, account ? JsonValue::string(pseudonym(*account)) : member.value});
    }
    return JsonValue::object(std::move(out));
  };
  std::vector<text::JsonMember> out;
  for (const text::JsonMember& member : scope->members()) {
    if (member.key != "exposures") {
      out.push_back(member);
      continue;
    }
    std::vector<JsonValue> exposures;
    for (const JsonValue& one : member.value.items()) exposures.push_back(exposed(one));
    out.push_back({member.key, JsonValue::array(std::move(exposures))});
  }
  return JsonValue::object(std::move(out)).to_json() + "\n";
}

}  // namespace sekisho::service
