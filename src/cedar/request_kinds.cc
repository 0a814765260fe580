#include "cedar/request_kinds.h"

#include <algorithm>

#include "cedar/policy_conditions.h"

namespace sekisho::cedar {
namespace {

using Kind = ScopeConstraint::Kind;

bool surely_of(const ScopeConstraint& constraint, const std::string& type) {
  return constraint.kind == Kind::kAny || (constraint.kind == Kind::kIs && constraint.type == type);
}

bool surely_acts(const ScopeConstraint& constraint, const EntityUid& action, const Schema& schema) {
  if (constraint.kind == Kind::kAny) return true;
  const ActionInfo* info = schema.action(action);
  return std::ranges::any_of(constraint.entities, [&](const EntityUid& named) {
    return named == action ||
           (constraint.kind == Kind::kIn && info != nullptr && info->ancestors.contains(named));
  });
}

}  // namespace

std::vector<RequestKind> request_kinds(const Schema& schema) {
  std::vector<RequestKind> out;
  for (const auto& [uid, info] : schema.actions()) {
    for (const std::string& principal : info.principals) {
      for (const std::string& resource : info.resources) out.push_back({principal, uid, resource});
    }
  }
  std::ranges::sort(out);
  return out;
}

std::vector<RequestKind> applicable_kinds(const Policy& policy, const Schema& schema) {
  std::vector<RequestKind> out;
  TypeConverter converter;
  const std::vector<PolicyCondition> conditions = conditions_of(policy);
  for_each_request_type(schema, converter, [&](const RequestType& request) {
    std::vector<Error> errors;
    Typechecker checker(schema, ValidationMode::kPermissive, request, converter, errors);
    if (check_conditions(conditions, checker)) {
      out.push_back({request.principal, request.action, request.resource});
    }
  });
  std::ranges::sort(out);
  return out;
}

bool scope_surely_holds(const Policy& policy, const RequestKind& kind, const Schema& schema) {
  return surely_of(policy.principal, kind.principal) &&
         surely_acts(policy.action, kind.action, schema) &&
         surely_of(policy.resource, kind.resource);
}

}  // namespace sekisho::cedar
