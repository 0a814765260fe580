// expect: invalid operands to binary expression
#include "base/ids.h"

bool wrong(sekisho::PersonId person, sekisho::TerminalId terminal) {
  return person == terminal;
}
