#pragma once

#include <memory>

#include "base/error.h"
#include "cedar/policy.h"
#include "cedar/schema.h"
#include "cedar/validator.h"

namespace sekisho::cedar {

// Policies that passed validation against a schema. Only this class makes one, so that whoever
// takes it cannot be handed unchecked policies by mistake. Immutable, cheap to copy; any number
// of threads may read it.
class ValidatedPolicies {
 public:
  // The error is the first that `validate` finds; call that to show all of them.
  static Result<ValidatedPolicies> check(PolicySet policies, const Schema& schema,
                                         ValidationMode mode = ValidationMode::kStrict);
  // For those who have no schema, and say so by this name. Decisions are the standard's all the
  // same: what a schema would have refused errs at run time.
  static ValidatedPolicies without_schema(PolicySet policies);

  const PolicySet& policies() const { return *policies_; }

 private:
  explicit ValidatedPolicies(PolicySet policies);
  std::shared_ptr<const PolicySet> policies_;
};

}  // namespace sekisho::cedar
