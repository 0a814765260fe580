// expect: no viable conversion from 'Result<ValidatedPolicies>'
#include "cedar/compiled_policies.h"

using namespace sekisho::cedar;

// A check that failed holds no policies: the result has to be looked at first.
std::shared_ptr<const CompiledPolicies> compiled(const PolicySet& policies, const Schema& schema) {
#ifdef WRONG
  return CompiledPolicies::compile(ValidatedPolicies::check(policies, schema));
#else
  const auto validated = ValidatedPolicies::check(policies, schema);
  return validated ? CompiledPolicies::compile(*validated) : nullptr;
#endif
}
