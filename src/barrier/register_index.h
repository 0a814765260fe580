#pragma once

#include "barrier/grouping.h"
#include "barrier/kin.h"
#include "register/register.h"

namespace sekisho::barrier {

// Which rows of the registers are about which thing: `accounts[account.value]` are the indices of
// the rows of registers.accounts about that account, in the register's order. Made once from a
// register, which must not change afterwards. Immutable; any number of threads.
struct RegisterIndex {
  explicit RegisterIndex(const reg::Register& registers);

  Kin kin;
  // By PersonId; `same_person` by the first of the two numbers.
  Grouping assignments, same_person, contract_staff, grants_by_person;
  Grouping outsourcing;  // by ContractId
  Grouping disasters;    // by DisasterId
  // By AccountId.
  Grouping accounts, entitlements, shared_users, grants_by_account;
  // By TerminalId.
  Grouping terminals, loans, rosters;
  Grouping addresses;  // by AddressId
};

}  // namespace sekisho::barrier
