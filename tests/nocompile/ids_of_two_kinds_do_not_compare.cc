// expect: invalid operands to binary expression
#include "base/ids.h"

bool same(sekisho::PersonId person, sekisho::PersonId other, sekisho::TerminalId terminal) {
#ifdef WRONG
  return person == terminal;
#else
  return person == other;
#endif
}
