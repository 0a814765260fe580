// expect: no viable conversion from returned value of type 'int'
#include "base/ids.h"

sekisho::PersonId person() {
#ifdef WRONG
  return 7;
#else
  return sekisho::PersonId(7);
#endif
}
