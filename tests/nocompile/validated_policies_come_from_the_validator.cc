// expect: calling a private constructor of class 'sekisho::cedar::ValidatedPolicies'
#include "cedar/validated_policies.h"

void wrong(sekisho::cedar::PolicySet policies) {
  const sekisho::cedar::ValidatedPolicies validated(policies);
}
