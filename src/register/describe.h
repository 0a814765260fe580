#pragma once

#include <string>
#include <string_view>

#include "register/register.h"

namespace sekisho::reg {

// A row as a short readable text, the same in every language: codes, names where they are known,
// and the period in Japan's time, `2018-04-01 – 2022-07-01` (the end is not in it).
std::string describe(const Register& registers, const LegalEntity& row);
std::string describe(const Register& registers, const System& row);
std::string describe(const Register& registers, const Site& row);
std::string describe(const Register& registers, const Person& row);
std::string describe(const Register& registers, const Assignment& row);
std::string describe(const Register& registers, const SamePerson& row);
std::string describe(const Register& registers, const Account& row);
std::string describe(const Register& registers, const Entitlement& row);
std::string describe(const Register& registers, const SharedUser& row);
std::string describe(const Register& registers, const Terminal& row);
std::string describe(const Register& registers, const Loan& row);
std::string describe(const Register& registers, const Duty& row);
std::string describe(const Register& registers, const Address& row);
std::string describe(const Register& registers, const Outsourcing& row);
std::string describe(const Register& registers, const ContractStaff& row);
std::string describe(const Register& registers, const Disaster& row);
std::string describe(const Register& registers, const Grant& row);
std::string describe(const Register& registers, const RetailerCode& row);
std::string describe(const Register& registers, std::string_view supply_point,
                     const SupplyContract& row);

// `nol/k00123`
std::string describe(const Register& registers, AccountId account);
// `P000001 甲斐　花子`
std::string describe(const Register& registers, PersonId person);
std::string describe(const Period& period);
// `2018-04-01`, with the time of day unless it is midnight; empty for kBeginning and kForever.
std::string describe(Instant instant);

}  // namespace sekisho::reg
