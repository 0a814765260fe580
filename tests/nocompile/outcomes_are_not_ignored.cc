// expect: ignoring return value of function declared with 'nodiscard' attribute
#pragma clang diagnostic error "-Wunused-result"
#include "cedar/decision_snapshot.h"

void wrong(const sekisho::cedar::DecisionSnapshot& snapshot,
           const sekisho::cedar::Request& request) {
  snapshot.authorize(request);
}
