#include "barrier/register_index.h"

namespace sekisho::barrier {

RegisterIndex::RegisterIndex(const reg::Register& r)
    : kin(r),
      assignments(r.assignments, r.person_codes.size(),
                  [](const reg::Assignment& row) { return row.person.value; }),
      same_person(r.same_person, r.person_codes.size(),
                  [](const reg::SamePerson& row) { return row.one.value; }),
      contract_staff(r.contract_staff, r.person_codes.size(),
                     [](const reg::ContractStaff& row) { return row.person.value; }),
      grants_by_person(r.grants, r.person_codes.size(),
                       [](const reg::Grant& row) { return row.person.value; }),
      outsourcing(r.outsourcing, r.contract_codes.size(),
                  [](const reg::Outsourcing& row) { return row.contract.value; }),
      disasters(r.disasters, r.disaster_codes.size(),
                [](const reg::Disaster& row) { return row.disaster.value; }),
      accounts(r.accounts, r.account_codes.size(),
               [](const reg::Account& row) { return row.account.value; }),
      entitlements(r.entitlements, r.account_codes.size(),
                   [](const reg::Entitlement& row) { return row.account.value; }),
      shared_users(r.shared_users, r.account_codes.size(),
                   [](const reg::SharedUser& row) { return row.account.value; }),
      grants_by_account(r.grants, r.account_codes.size(),
                        [](const reg::Grant& row) { return row.account.value; }),
      terminals(r.terminals, r.terminal_codes.size(),
                [](const reg::Terminal& row) { return row.terminal.value; }),
      loans(r.loans, r.terminal_codes.size(),
            [](const reg::Loan& row) { return row.terminal.value; }),
      rosters(r.rosters, r.terminal_codes.size(),
              [](const reg::Duty& row) { return row.terminal.value; }),
      addresses(r.addresses, r.address_codes.size(),
                [](const reg::Address& row) { return row.address.value; }) {}

}  // namespace sekisho::barrier
