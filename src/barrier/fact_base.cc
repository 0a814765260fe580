#include "barrier/fact_base.h"

#include <algorithm>

#include "barrier/fact_base_builder.h"

namespace sekisho::barrier {
namespace {

const PersonFacts kNobody{};

}  // namespace

FactBase::FactBase(const reg::Register& registers) : registers_(&registers) {
  FactBaseBuilder(*this).build();
}

PersonId FactBase::human(PersonId number, Instant t) const {
  return person_at(number, t).person;
}

const PersonFacts& FactBase::person_at(PersonId number, Instant t) const {
  if (!number.known()) return kNobody;
  const Readings& readings = person_readings_[people_.at(number.value, t).state];
  return readings.empty() ? kNobody : person_facts_[readings[0]];
}

FactBaseBuilder::FactBaseBuilder(FactBase& base)
    : base_(base),
      registers_(*base.registers_),
      kin_(registers_),
      assignments_(registers_.assignments, registers_.person_codes.size(),
                   [](const reg::Assignment& row) { return row.person.value; }),
      staff_(registers_.contract_staff, registers_.person_codes.size(),
             [](const reg::ContractStaff& row) { return row.person.value; }),
      contracts_(registers_.outsourcing, registers_.contract_codes.size(),
                 [](const reg::Outsourcing& row) { return row.contract.value; }),
      grants_by_person_(registers_.grants, registers_.person_codes.size(),
                        [](const reg::Grant& row) { return row.person.value; }),
      accounts_(registers_.accounts, registers_.account_codes.size(),
                [](const reg::Account& row) { return row.account.value; }),
      entitlements_(registers_.entitlements, registers_.account_codes.size(),
                    [](const reg::Entitlement& row) { return row.account.value; }),
      shared_users_(registers_.shared_users, registers_.account_codes.size(),
                    [](const reg::SharedUser& row) { return row.account.value; }),
      grants_by_account_(registers_.grants, registers_.account_codes.size(),
                         [](const reg::Grant& row) { return row.account.value; }),
      terminals_(registers_.terminals, registers_.terminal_codes.size(),
                 [](const reg::Terminal& row) { return row.terminal.value; }),
      loans_(registers_.loans, registers_.terminal_codes.size(),
             [](const reg::Loan& row) { return row.terminal.value; }),
      addresses_(registers_.addresses, registers_.address_codes.size(),
                 [](const reg::Address& row) { return row.address.value; }) {}

void FactBaseBuilder::build() {
  base_.person_facts_.push_back(kNobody);  // index 0: nobody
  build_people();
  build_accounts();
  build_places();
}

PersonId FactBaseBuilder::human(PersonId number, Instant t) const {
  return number.known() ? kin_.numbers_at(number, t).front() : number;
}

void FactBaseBuilder::add_person_breakpoints(PersonId number, std::vector<Instant>& out) const {
  if (!number.known()) return;
  for (const Moment& moment : base_.people_.between(number.value, kBeginning, kForever)) {
    out.push_back(moment.from);
  }
}

const Readings& FactBaseBuilder::person_readings(PersonId number, Instant t) const {
  static const Readings nobody{0};
  return number.known() ? base_.person_readings_[base_.people_.at(number.value, t).state] : nobody;
}

}  // namespace sekisho::barrier
