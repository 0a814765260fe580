// expect: invalid operands to binary expression
#include "base/instant.h"

bool before(sekisho::Instant instant, sekisho::Instant other) {
#ifdef WRONG
  return instant < 1'664'928'000;
#else
  return instant < other;
#endif
}
