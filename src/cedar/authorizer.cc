#include "cedar/authorizer.h"

#include <algorithm>

#include "cedar/function_call.h"

namespace sekisho::cedar {
namespace {

// Whether the clauses hold; stops at the first that does not, as `&&` would.
Result<bool> clauses_hold(const Policy& policy, const Request& request, const Entities& entities) {
  for (const Clause& clause : policy.clauses) {
    auto value = evaluate(*clause.condition, request, entities);
    if (value && !value->is_bool()) value = type_error("bool", *value);
    if (!value) {
      Error error = std::move(value.error());
      if (error.place.line == 0) error.place = clause.place;
      error.place.file = policy.place.file;
      return std::unexpected(std::move(error));
    }
    if (value->as_bool() == clause.is_unless) return false;
  }
  return true;
}

}  // namespace

std::string_view name_of(Decision decision) {
  return decision == Decision::kAllow ? "allow" : "deny";
}

bool scope_matches(const ScopeConstraint& constraint, const EntityUid& uid,
                   const Entities& entities) {
  using Kind = ScopeConstraint::Kind;
  const auto is_in = [&](const EntityUid& group) { return entities.is_in(uid, group); };
  switch (constraint.kind) {
    case Kind::kAny:
      return true;
    case Kind::kEqual:
      return std::ranges::find(constraint.entities, uid) != constraint.entities.end();
    case Kind::kIn:
      return std::ranges::any_of(constraint.entities, is_in);
    case Kind::kIs:
      return uid.type == constraint.type;
    case Kind::kIsIn:
      return uid.type == constraint.type && std::ranges::any_of(constraint.entities, is_in);
  }
  return false;
}

Answer is_authorized(const PolicySet& policies, const Request& request, const Entities& entities) {
  Answer out;
  std::vector<std::string> permits;
  std::vector<std::string> forbids;
  for (const Policy& policy : policies) {
    // The action goes first: it is the cheapest and rules out most.
    if (!scope_matches(policy.action, request.action, entities) ||
        !scope_matches(policy.principal, request.principal, entities) ||
        !scope_matches(policy.resource, request.resource, entities)) {
      continue;
    }
    auto satisfied = clauses_hold(policy, request, entities);
    if (!satisfied) {
      out.errors.push_back({policy.id, policy.effect, std::move(satisfied.error())});
    } else if (*satisfied) {
      (policy.effect == Effect::kPermit ? permits : forbids).push_back(policy.id);
    }
  }
  const bool allowed = forbids.empty() && !permits.empty();
  out.decision = allowed ? Decision::kAllow : Decision::kDeny;
  out.reasons = allowed ? std::move(permits) : std::move(forbids);
  return out;
}

}  // namespace sekisho::cedar
