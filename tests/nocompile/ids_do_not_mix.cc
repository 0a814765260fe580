// expect: no viable conversion from returned value of type 'Id<struct AccountTag>'
#include "base/ids.h"

sekisho::PersonId wrong(sekisho::AccountId account) {
  return account;
}
