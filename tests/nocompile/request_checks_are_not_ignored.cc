// expect: ignoring return value of function declared with 'nodiscard' attribute
#pragma clang diagnostic error "-Wunused-result"
#include "cedar/conformance.h"

bool valid(const sekisho::cedar::Request& request, const sekisho::cedar::Schema& schema) {
#ifdef WRONG
  sekisho::cedar::validate_request(request, schema);
  return true;
#else
  return sekisho::cedar::validate_request(request, schema).has_value();
#endif
}
