// expect: no viable conversion from 'const sekisho::cedar::PolicySet' to 'const ValidatedPolicies'
#include "cedar/compiled_policies.h"

void wrong(const sekisho::cedar::PolicySet& policies) {
  auto compiled = sekisho::cedar::CompiledPolicies::compile(policies);
}
