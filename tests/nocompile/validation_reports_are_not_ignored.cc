// expect: ignoring return value of function declared with 'nodiscard' attribute
#pragma clang diagnostic error "-Wunused-result"
#include "cedar/validator.h"

bool valid(const sekisho::cedar::PolicySet& policies, const sekisho::cedar::Schema& schema) {
#ifdef WRONG
  sekisho::cedar::validate(policies, schema);
  return true;
#else
  return sekisho::cedar::validate(policies, schema).passed();
#endif
}
