// expect: invalid operands to binary expression
#include "base/instant.h"

bool wrong(sekisho::Instant instant) {
  return instant < 1'664'928'000;
}
