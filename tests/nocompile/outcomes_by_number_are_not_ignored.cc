// expect: ignoring return value of function declared with 'nodiscard' attribute
#pragma clang diagnostic error "-Wunused-result"
#include "cedar/decision_snapshot.h"

bool allowed(const sekisho::cedar::DecisionSnapshot& snapshot,
             const sekisho::cedar::DecisionSnapshot::Numbers& request) {
#ifdef WRONG
  snapshot.authorize_ids(request);
  return true;
#else
  return snapshot.authorize_ids(request).allowed();
#endif
}
