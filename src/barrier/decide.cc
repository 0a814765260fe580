#include "barrier/decide.h"

#include "cedar/trace.h"

namespace sekisho::barrier {
namespace {

using cedar::ClauseState;

// The first clause that does not hold; the number of clauses where all hold.
size_t first_failure(const cedar::PolicyTrace& trace) {
  size_t i = 0;
  while (i < trace.clauses.size() && trace.clauses[i].state == ClauseState::kSatisfied) ++i;
  return i;
}

std::string nearest_reason(const Rules& rules, const World& world) {
  std::string reason = "no-permit/scope";
  size_t furthest = 0;
  bool found = false;
  for (const cedar::Policy& policy : rules.barrier) {
    if (policy.effect != cedar::Effect::kPermit) continue;
    const cedar::PolicyTrace trace = cedar::trace(policy, world.request, world.entities);
    if (!trace.scope_matches()) continue;
    const size_t reached = first_failure(trace);
    if (found && reached <= furthest) continue;
    found = true;
    furthest = reached;
    reason = reached < trace.clauses.size() ? policy.id + "/" + label_of(policy, reached).name
                                            : policy.id;
  }
  return reason;
}

std::string route_of(const Rules& rules, const World& world) {
  for (const cedar::Policy& policy : rules.routes) {
    if (cedar::trace(policy, world.request, world.entities).satisfied) {
      return *policy.annotation("route");
    }
  }
  return std::string(kUnclassified);
}

Outcome denied(const Rules& rules, const World& world, cedar::Answer answer,
               std::vector<std::string> erring) {
  Outcome outcome;
  outcome.verdict = Verdict::kDenied;
  outcome.route = route_of(rules, world);
  if (!erring.empty()) {
    outcome.reason = "error/" + erring.front();
    outcome.policies = std::move(erring);
  } else if (!answer.reasons.empty()) {
    outcome.reason = "forbid/" + answer.reasons.front();
    outcome.policies = std::move(answer.reasons);
  } else {
    outcome.reason = nearest_reason(rules, world);
  }
  return outcome;
}

// What the permits that hold demand together. The id of the first that demands something unknown
// goes to `unknown`.
policy::Obligations obligations_of(const Rules& rules, const std::vector<std::string>& permits,
                                   std::string& unknown) {
  policy::Obligations all;
  for (const std::string& id : permits) {
    const auto some = policy::obligations_of(*rules.barrier.find(id), rules.vocabulary);
    if (some) {
      all.merge(*some);
    } else if (unknown.empty()) {
      unknown = id;
    }
  }
  return all;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPermitted:
      return "permitted";
    case Verdict::kDoubtful:
      return "doubtful";
    case Verdict::kDenied:
      return "denied";
  }
  return "denied";
}

Outcome decide(const Rules& rules, const World& world) {
  cedar::Answer answer = cedar::is_authorized(rules.barrier, world.request, world.entities);
  std::vector<std::string> erring;
  for (const cedar::PolicyError& error : answer.errors) {
    if (error.effect == cedar::Effect::kForbid) erring.push_back(error.policy);
  }
  if (!erring.empty() || answer.decision == cedar::Decision::kDeny) {
    if (answer.decision == cedar::Decision::kAllow) answer.reasons.clear();
    return denied(rules, world, std::move(answer), std::move(erring));
  }
  std::string unknown;
  policy::Obligations obligations = obligations_of(rules, answer.reasons, unknown);
  if (!unknown.empty()) {
    return {Verdict::kDenied, {unknown}, "obligation/" + unknown, route_of(rules, world), {}};
  }
  // A doubt that cannot be evaluated is a doubt.
  const cedar::Answer doubts = cedar::is_authorized(rules.doubts, world.request, world.entities);
  Outcome outcome{Verdict::kPermitted, std::move(answer.reasons), "", "", std::move(obligations)};
  std::vector<std::string> doubting;
  if (doubts.decision == cedar::Decision::kAllow) doubting = doubts.reasons;
  for (const cedar::PolicyError& error : doubts.errors) doubting.push_back(error.policy);
  if (!doubting.empty()) {
    outcome.verdict = Verdict::kDoubtful;
    outcome.reason = "doubt/" + doubting.front();
    outcome.policies = std::move(doubting);
  }
  return outcome;
}

}  // namespace sekisho::barrier
