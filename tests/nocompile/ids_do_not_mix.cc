// expect: no viable conversion from returned value of type 'Id<struct AccountTag>'
#include "base/ids.h"

sekisho::PersonId person(sekisho::PersonId person, sekisho::AccountId account) {
#ifdef WRONG
  return account;
#else
  return person;
#endif
}
