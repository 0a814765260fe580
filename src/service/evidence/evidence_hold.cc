#include "service/evidence/evidence_hold.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "evidence/beside.h"
#include "evidence/store.h"
#include "evidence/store_reader.h"
#include "service/asked.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

text::JsonValue string(std::string_view text) {
  return text::JsonValue::string(std::string(text));
}

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

// The entry's scope, as docs/formats/retention.md writes it.
Result<std::string> target_of(const HoldAdd& request) {
  const int named = (request.subject.empty() ? 0 : 1) + (request.retention_class.empty() ? 0 : 1) +
                    (request.segment.empty() ? 0 : 1);
  if (named > 1)
    return usage("a hold is on one thing", "Add one each for a subject, a class and a segment.");
  Result<evidence::KeyId> id = evidence::KeyId::of_segment("all");
  if (!request.subject.empty()) id = evidence::KeyId::of_person(request.subject);
  if (!request.segment.empty()) id = evidence::KeyId::of_segment(request.segment);
  if (!request.retention_class.empty())
    id = evidence::KeyId::of_class(request.retention_class, "2000-01");
  if (!id) return usage(id.error().message, id.error().help);
  if (!request.retention_class.empty()) return "class." + request.retention_class;
  return named == 0 ? "all" : id->text();
}

Result<std::vector<text::JsonMember>> period_of(const HoldAdd& request) {
  std::vector<text::JsonMember> members;
  for (const auto& [name, value] :
       {std::pair("from", &request.from), std::pair("until", &request.until)}) {
    if (value->empty()) continue;
    const Result<Instant> instant = asked_instant(*value);
    if (!instant) return std::unexpected(instant.error());
    members.push_back({name, string(text::rfc3339(*instant, text::kUtc))});
  }
  return members;
}

Result<void> check_people(std::string_view reason, std::string_view actor,
                          std::string_view approval, std::string_view approver) {
  if (reason.empty()) return usage("a reason is missing", "Say it with --reason.");
  if (actor.empty()) return usage("nobody is named who asks for it", "Say it with --by.");
  if (approval.empty() || approver.empty())
    return usage("no approval is named", "Give its number and who approved it.");
  return {};
}

std::vector<text::JsonMember> act(std::string_view what, std::string_view target,
                                  std::string_view reason, std::string_view actor,
                                  std::string_view approval, std::string_view approver) {
  return {{"kind", string("act")},
          {"act", string(what)},
          {"on", string("body")},
          {"target", string(target)},
          {"reason", string(reason)},
          {"actor", string(actor)},
          {"approval",
           text::JsonValue::object({{"by", string(approver)}, {"number", string(approval)}})}};
}

Result<uint64_t> append(evidence::Store& store, std::vector<text::JsonMember> members,
                        Instant now) {
  const Result<uint64_t> entry = store.append(text::JsonValue::object(std::move(members)), now);
  if (!entry) return entry;
  if (auto published = store.log().publish(); !published) return std::unexpected(published.error());
  return entry;
}

Result<std::unique_ptr<evidence::Store>> open_store(const EvidencePlace& place) {
  return evidence::Store::open(evidence::store_at(place.directory, place.private_directory));
}

}  // namespace

Result<uint64_t> add_hold(const HoldAdd& request, Instant now) {
  const Result<std::string> target = target_of(request);
  if (!target) return std::unexpected(target.error());
  Result<std::vector<text::JsonMember>> period = period_of(request);
  if (!period) return std::unexpected(period.error());
  if (auto named = check_people(request.reason, request.actor, request.approval, request.approver);
      !named) {
    return std::unexpected(named.error());
  }
  std::vector<text::JsonMember> members =
      act("hold", *target, request.reason, request.actor, request.approval, request.approver);
  if (!period->empty()) members.push_back({"period", text::JsonValue::object(std::move(*period))});
  if (!request.subject.empty()) members.push_back({"subject", string(request.subject)});
  if (!request.retention_class.empty())
    members.push_back({"class", string(request.retention_class)});
  const auto store = open_store(request.place);
  if (!store) return std::unexpected(store.error());
  return append(**store, std::move(members), now);
}

Result<uint64_t> lift_hold(const HoldLift& request, Instant now) {
  std::optional<uint64_t> hold = evidence::hold_named(request.hold);
  if (!hold) hold = text::parse_u64(request.hold);
  if (auto named = check_people(request.reason, request.actor, request.approval, request.approver);
      !named) {
    return std::unexpected(named.error());
  }
  if (request.actor == request.approver)
    return usage("whoever lifts a hold cannot approve it", "Name another approver.");
  const auto store = open_store(request.place);
  if (!store) return std::unexpected(store.error());
  const Result<std::vector<ListedHold>> holds = list_holds(request.place.directory);
  if (!holds) return std::unexpected(holds.error());
  const std::string name = hold ? evidence::hold_name(*hold) : request.hold;
  if (std::ranges::find(*holds, name, &ListedHold::name) == holds->end()) {
    return usage(fmt::format("no hold `{}` is in force", request.hold),
                 "`sekisho evidence hold list` shows those that are.");
  }
  return append(
      **store,
      act("release", name, request.reason, request.actor, request.approval, request.approver), now);
}

Result<std::vector<ListedHold>> list_holds(const std::string& directory) {
  Result<evidence::StoreReader> log = evidence::StoreReader::open(directory);
  if (!log) return std::unexpected(log.error());
  const Result<evidence::Ledger> ledger = evidence::ledger_of(*log);
  if (!ledger) return std::unexpected(ledger.error());
  std::vector<ListedHold> out;
  for (const auto& [entry, hold] : ledger->holds()) {
    // Nobody adds one by writing into the log's files.
    if (const auto proved = log->prove(entry); !proved) return std::unexpected(proved.error());
    out.push_back({evidence::hold_name(entry), hold});
  }
  return out;
}

}  // namespace sekisho::service
