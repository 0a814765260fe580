#include "cedar/validated_policies.h"

#include <utility>

namespace sekisho::cedar {

ValidatedPolicies::ValidatedPolicies(PolicySet policies)
    : policies_(std::make_shared<const PolicySet>(std::move(policies))) {}

Result<ValidatedPolicies> ValidatedPolicies::check(PolicySet policies, const Schema& schema,
                                                   ValidationMode mode) {
  ValidationReport report = validate(policies, schema, mode);
  if (!report.passed()) return std::unexpected(std::move(report.errors.front().error));
  return ValidatedPolicies(std::move(policies));
}

ValidatedPolicies ValidatedPolicies::without_schema(PolicySet policies) {
  return ValidatedPolicies(std::move(policies));
}

}  // namespace sekisho::cedar
