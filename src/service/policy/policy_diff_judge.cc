#include "service/policy/policy_diff_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sekisho::service {
namespace {

using cedar::PartialPolicy;
using cedar::PartialState;

constexpr std::string_view kUndetermined = "undetermined";
constexpr std::string_view kContext = "context";

bool may_err(const PartialPolicy& policy) {
  return policy.state == PartialState::kErrs ||
         (policy.state == PartialState::kOpen && policy.can_err);
}
bool may_hold(const PartialPolicy& policy) {
  return policy.state == PartialState::kHolds ||
         (policy.state == PartialState::kOpen && policy.can_hold);
}

DiffOutcome outcome_of(barrier::Outcome outcome) {
  return {std::string(barrier::name_of(outcome.verdict)), std::move(outcome.policies),
          std::move(outcome.reason), std::move(outcome.route)};
}

}  // namespace

TableJudge::TableJudge(const barrier::Rules& rules, const cedar::Schema& schema,
                       const FootprintTable& table)
    : rules_(rules), schema_(schema), table_(table) {
  find_what_is_not_held();
}

void TableJudge::note_attributes(const std::string& type, const cedar::SchemaType& declared) {
  const auto held = table_.held.find(type);
  for (const auto& [name, attribute] : declared.attributes) {
    if (!rules_.footprint.reads_attribute(name)) continue;
    const bool whole_users = type == "Account" && name == "users" && !table_.users_whole &&
                             barrier::Relevant(rules_.footprint).users_whole;
    if (held != table_.held.end() && held->second.contains(name) && !whole_users) continue;
    gaps_[type].insert(name);
    not_held_.insert(fmt::format("{}.{}", type, name));
  }
}

void TableJudge::find_what_is_not_held() {
  for (const auto& [type, info] : schema_.entity_types()) {
    if (info.attributes) note_attributes(type, *info.attributes);
  }
  for (const auto& [uid, action] : schema_.actions()) {
    if (action.context) note_attributes(std::string(kContext), *action.context);
  }
  if (barrier::Relevant(rules_.footprint).others && !table_.others) {
    not_held_.insert("context.account.holder.*, context.terminal.custodian.*");
  }
  for (const cedar::EntityUid& uid : rules_.footprint.entities) {
    const bool named = table_.named.contains(uid.type) ||
                       (uid.type == "Record" && table_.records.contains(uid.id));
    if (!named) not_held_.insert(to_string(uid));
    // Of one that is not named the stand-in could be any; of the others all names are told.
    if (!named) stand_ins_.insert(uid.type);
  }
}

std::optional<DiffOutcome> TableJudge::judge(const FootprintTable::Row& row) const {
  DiffOutcome undetermined{std::string(kUndetermined), {}, {}, {}};
  if (row.cannot_be_told || row.readings.empty()) return undetermined;
  std::optional<DiffOutcome> first;
  bool open = false;
  for (const barrier::World& reading : row.readings) {
    std::optional<DiffOutcome> one = judge(reading);
    if (!one) {
      open = true;
    } else if (!first) {
      first = std::move(one);
    } else if (first->verdict != one->verdict) {
      return undetermined;
    }
  }
  if (open) return std::nullopt;
  return first;
}

std::optional<DiffOutcome> TableJudge::judge(const barrier::World& reading) const {
  if (!not_held_.empty()) return judge_partly(reading);
  return outcome_of(barrier::decide(rules_, reading));
}

// As barrier::decide, whatever the unknown is.
std::optional<DiffOutcome> TableJudge::judge_partly(const barrier::World& reading) const {
  cedar::PartialRequest request;
  request.principal.uid = reading.request.principal;
  request.action.uid = reading.request.action;
  request.resource.uid = reading.request.resource;
  request.context = reading.request.context;
  if (const auto gap = gaps_.find(std::string(kContext)); gap != gaps_.end()) {
    request.unknown_context = gap->second;
  }
  cedar::PartialEntities entities;
  entities.known = &reading.entities;
  entities.others = true;
  entities.stand_ins = stand_ins_;
  for (const auto& [uid, entity] : reading.entities.all()) {
    cedar::PartialEntities::Gap& gap = entities.gaps[uid];
    if (const auto attributes = gaps_.find(uid.type); attributes != gaps_.end()) {
      gap.attributes = attributes->second;
    }
    gap.tags = true;
    gap.parents = uid.type != "Action" && uid.type != "Record" && uid.type != "Nothing";
  }
  const cedar::PartialAnswer answer =
      partially_authorize(rules_.barrier, request, entities, {.schema = &schema_});

  DiffOutcome denied{"denied", {}, {}, {}};
  DiffOutcome permitted{"permitted", {}, {}, {}};
  bool open_forbid = false, open_permit = false;
  for (const PartialPolicy& policy : answer.policies) {
    const std::string& id = policy.residual.id;
    if (policy.residual.effect == cedar::Effect::kForbid) {
      const bool denies =
          policy.state == PartialState::kHolds || policy.state == PartialState::kErrs;
      if (denies) {
        denied.policies.push_back(id);
        denied.reason = (policy.state == PartialState::kHolds ? "forbid/" : "error/") + id;
        return denied;
      }
      open_forbid = true;
    } else if (may_hold(policy)) {
      const bool holds = policy.state == PartialState::kHolds;
      const bool impossible =
          !policy::obligations_of(policy.residual, rules_.vocabulary).has_value();
      if (impossible && holds) return DiffOutcome{"denied", {id}, "obligation/" + id, {}};
      if (impossible) open_forbid = true;
      if (holds) permitted.policies.push_back(id);
      open_permit = open_permit || !holds;
    }
  }
  if (permitted.policies.empty() && !open_permit) return denied;
  if (open_forbid || permitted.policies.empty()) return std::nullopt;
  return with_doubts(request, entities, std::move(permitted));
}

std::optional<DiffOutcome> TableJudge::with_doubts(const cedar::PartialRequest& request,
                                                   const cedar::PartialEntities& entities,
                                                   DiffOutcome permitted) const {
  const cedar::PartialAnswer doubts =
      partially_authorize(rules_.doubts, request, entities, {.schema = &schema_});
  DiffOutcome doubtful{"doubtful", {}, {}, {}};
  bool open = !doubts.decision;
  for (const PartialPolicy& policy : doubts.policies) {
    const bool raised =
        policy.state == PartialState::kErrs ||
        (policy.state == PartialState::kHolds && doubts.decision == cedar::Decision::kAllow);
    if (raised) doubtful.policies.push_back(policy.residual.id);
    open = open || may_err(policy);
  }
  if (!doubtful.policies.empty()) {
    doubtful.reason = "doubt/" + doubtful.policies.front();
    return doubtful;
  }
  if (doubts.decision == cedar::Decision::kAllow) return doubtful;
  if (open) return std::nullopt;
  return permitted;
}

}  // namespace sekisho::service
