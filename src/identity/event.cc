#include "identity/event.h"

#include "text/time_format.h"

namespace sekisho::identity {
namespace {

using text::JsonMember;
using text::JsonValue;

std::string_view name_of(ActKind act) {
  switch (act) {
    case ActKind::kAdd:
      return "add";
    case ActKind::kChange:
      return "change";
    case ActKind::kRemove:
      return "remove";
  }
  return "";
}

void add(std::vector<JsonMember>& members, std::string_view key, std::string_view value) {
  if (!value.empty()) members.push_back({std::string(key), JsonValue::string(std::string(value))});
}

std::vector<JsonMember> begin(std::string_view kind, Instant time, std::string_view system) {
  std::vector<JsonMember> members;
  add(members, "kind", kind);
  add(members, "time", text::rfc3339(time, text::kUtc));
  add(members, "system", system);
  return members;
}

JsonValue draft(const LoginEvent& event, std::string_view system,
                const SourcePseudonym& pseudonym) {
  std::vector<JsonMember> members = begin("login", event.time, system);
  add(members, "actor", event.actor);
  add(members, "result", event.success ? "success" : "failure");
  std::vector<JsonValue> factors;
  for (const std::string& factor : event.factors) factors.push_back(JsonValue::string(factor));
  if (!factors.empty()) members.push_back({"factors", JsonValue::array(std::move(factors))});
  if (event.session) add(members, "session", event.session->value);
  add(members, "reason", event.reason);
  if (pseudonym && !event.source.empty()) add(members, "source", pseudonym(event.source));
  return JsonValue::object(std::move(members));
}

JsonValue draft(const ActEvent& event, std::string_view system, const SourcePseudonym&) {
  std::vector<JsonMember> members = begin("act", event.time, system);
  add(members, "actor", event.actor.value);
  add(members, "subject", event.subject.value);
  add(members, "act", name_of(event.act));
  add(members, "on", "account");
  add(members, "target", event.target);
  std::vector<JsonMember> approval;
  add(approval, "by", event.approved_by.value);
  add(approval, "number", event.number);
  members.push_back({"approval", JsonValue::object(std::move(approval))});
  add(members, "reason", event.reason);
  return JsonValue::object(std::move(members));
}

}  // namespace

JsonValue draft_of(const Event& event, std::string_view system, const SourcePseudonym& pseudonym) {
  return std::visit([&](const auto& one) { return draft(one, system, pseudonym); }, event);
}

}  // namespace sekisho::identity
