// expect: no viable conversion from 'const PolicySet' to 'const ValidatedPolicies'
#include "cedar/compiled_policies.h"

using namespace sekisho::cedar;

std::shared_ptr<const CompiledPolicies> compiled(const PolicySet& policies, const Schema& schema) {
#ifdef WRONG
  return CompiledPolicies::compile(policies);
#else
  const auto validated = ValidatedPolicies::check(policies, schema);
  return validated ? CompiledPolicies::compile(*validated) : nullptr;
#endif
}
