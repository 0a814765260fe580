#include "barrier/decide.h"

#include <algorithm>

#include "cedar/trace.h"
#include "policy/nearest.h"

namespace sekisho::barrier {
namespace {

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
    const auto nearest = policy::nearest_permit(rules.barrier, world.request, world.entities);
    outcome.reason = nearest ? nearest->reason() : std::string(policy::kNoPermit);
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

bool passes_gate(const cedar::PolicySet& doubts, const std::vector<std::string>& ids) {
  return std::ranges::all_of(ids, [&](const std::string& id) {
    const std::string* said = doubts.find(id)->annotation("gate");
    return said != nullptr && *said == kPasses;
  });
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
  Outcome outcome{Verdict::kPermitted, std::move(answer.reasons), "", "", obligations};
  std::vector<std::string> doubting;
  if (doubts.decision == cedar::Decision::kAllow) doubting = doubts.reasons;
  for (const cedar::PolicyError& error : doubts.errors) doubting.push_back(error.policy);
  if (!doubting.empty()) {
    outcome.passes_gate = doubts.errors.empty() && passes_gate(rules.doubts, doubting);
    outcome.verdict = Verdict::kDoubtful;
    outcome.reason = "doubt/" + doubting.front();
    outcome.policies = std::move(doubting);
  }
  return outcome;
}

}  // namespace sekisho::barrier
