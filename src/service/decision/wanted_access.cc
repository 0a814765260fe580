#include "service/decision/wanted_access.h"

#include <algorithm>
#include <array>

#include "service/asked.h"

namespace sekisho::service {
namespace {

constexpr std::array kRecords{barrier::RecordKind::kSupplyPoint, barrier::RecordKind::kCustomer,
                              barrier::RecordKind::kFacility, barrier::RecordKind::kOther};
constexpr std::string_view kMask = "mask";

}  // namespace

std::optional<barrier::RecordKind> record_type(std::string_view type) {
  const auto found = std::ranges::find_if(
      kRecords, [&](barrier::RecordKind kind) { return barrier::name_of(kind) == type; });
  return found == kRecords.end() ? std::nullopt : std::optional(*found);
}

std::optional<WantedAccess> wanted_access(const authzen::Evaluation& evaluation) {
  using authzen::text_of;
  const authzen::Entity& subject = evaluation.subject;
  const authzen::Entity& resource = evaluation.resource;
  WantedAccess out;
  out.action = evaluation.action.name;
  if (subject.type == kSubjectPerson) {
    out.person = subject.id;
    out.account = text_of(subject.properties, "account");
  } else if (subject.type == kSubjectAccount) {
    out.account = subject.id;
  } else {
    return std::nullopt;
  }
  // Properties that the standard has a name for (section 5.1.1).
  out.terminal = text_of(subject.properties, "device_id");
  out.address = text_of(subject.properties, "ip_address");
  if (!check_asked_action(out.action)) return std::nullopt;
  if (resource.type == kResourceSystem) {
    out.system = resource.id;
    return out;
  }
  const auto kind = record_type(resource.type);
  if (!kind) return std::nullopt;
  out.record_kind = *kind;
  out.record = resource.id;
  out.system = text_of(resource.properties, "system");
  out.record_address = text_of(resource.properties, "address");
  if (out.system.empty()) return std::nullopt;
  return out;
}

bool can_mask(const authzen::Evaluation& evaluation) {
  const text::JsonValue* named = evaluation.context.find("obligations");
  if (named == nullptr) return false;
  return std::ranges::any_of(named->items(),
                             [](const auto& one) { return one.as_string() == kMask; });
}

}  // namespace sekisho::service
