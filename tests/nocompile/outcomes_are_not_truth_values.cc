// expect: value of type 'const sekisho::cedar::OutcomeId' is not contextually convertible to 'bool'
#include "cedar/decision_snapshot.h"

// An outcome is more than yes or no; whoever wants that much has to say so.
int code(const sekisho::cedar::DecisionSnapshot& snapshot, const sekisho::cedar::Request& request) {
  const sekisho::cedar::OutcomeId outcome = snapshot.authorize(request);
#ifdef WRONG
  return outcome ? 0 : 1;
#else
  return outcome.allowed() ? 0 : 1;
#endif
}
