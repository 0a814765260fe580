// expect: no viable conversion from 'const PolicySet' to 'std::shared_ptr<const CompiledPolicies>'
#include "cedar/decision_snapshot.h"

using namespace sekisho::cedar;

std::shared_ptr<const DecisionSnapshot> snapshot(const PolicySet& policies,
                                                 const ValidatedPolicies& validated,
                                                 const Entities& entities) {
#ifdef WRONG
  return DecisionSnapshot::make(policies, entities);
#else
  return DecisionSnapshot::make(CompiledPolicies::compile(validated), entities);
#endif
}
