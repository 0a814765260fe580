// expect: ignoring return value of function declared with 'nodiscard' attribute
#pragma clang diagnostic error "-Wunused-result"
#include "cedar/decision_snapshot.h"

bool allowed(const sekisho::cedar::DecisionSnapshot& snapshot,
             const sekisho::cedar::Request& request) {
#ifdef WRONG
  snapshot.authorize(request);
  return true;
#else
  return snapshot.authorize(request).allowed();
#endif
}
