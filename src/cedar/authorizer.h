#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cedar/entity.h"
#include "cedar/evaluator.h"
#include "cedar/policy.h"

namespace sekisho::cedar {

enum class Decision : uint8_t { kAllow, kDeny };
std::string_view name_of(Decision decision);

// A policy that could not be evaluated, and why.
struct PolicyError {
  std::string policy;
  Effect effect = Effect::kPermit;
  Error error;
};

struct [[nodiscard]] Answer {
  Decision decision = Decision::kDeny;
  std::vector<std::string> reasons = {};  // the determining policies, in the set's order
  std::vector<PolicyError> errors = {};   // in the set's order
};

// True when the constraint holds for `uid`. A slot that was not filled matches nothing.
bool scope_matches(const ScopeConstraint& constraint, const EntityUid& uid,
                   const Entities& entities);

// Exactly the standard: deny when a forbid is satisfied, else allow when a permit is, else deny;
// a policy that errs counts as not satisfied and is reported. Pure; any number of threads.
Answer is_authorized(const PolicySet& policies, const Request& request, const Entities& entities);

}  // namespace sekisho::cedar
