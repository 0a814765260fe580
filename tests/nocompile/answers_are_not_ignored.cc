// expect: ignoring return value of function declared with 'nodiscard' attribute
#pragma clang diagnostic error "-Wunused-result"
#include "cedar/authorizer.h"

using namespace sekisho::cedar;

bool allowed(const PolicySet& policies, const Request& request, const Entities& entities) {
#ifdef WRONG
  is_authorized(policies, request, entities);
  return true;
#else
  return is_authorized(policies, request, entities).decision == Decision::kAllow;
#endif
}
