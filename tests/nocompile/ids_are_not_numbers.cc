// expect: no viable conversion from returned value of type 'int'
#include "base/ids.h"

sekisho::PersonId wrong() {
  return 7;
}
