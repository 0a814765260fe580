// expect: calling a private constructor of class 'sekisho::cedar::ValidatedPolicies'
#include "cedar/validated_policies.h"

using namespace sekisho::cedar;

ValidatedPolicies validated(PolicySet policies) {
#ifdef WRONG
  return ValidatedPolicies(policies);
#else
  return ValidatedPolicies::without_schema(policies);
#endif
}
