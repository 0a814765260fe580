#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "barrier/decide.h"
#include "cedar/trace.h"
#include "register/register.h"
#include "report/page_figures.h"

namespace sekisho::service {

// Names for people: `髙橋　太郎 (P000123)`; the code alone where no register has a name.
std::string named(const reg::Register& registers, PersonId person);
std::string named(const reg::Register& registers, EntityId entity);
// `ネットワークオンライン (nol)`
std::string named(const reg::Register& registers, SystemId system);
// `nol/k00123`
std::string named(const reg::Register& registers, AccountId account);

// The name alone, without the code.
std::string_view name_alone(const reg::Register& registers, SystemId system);

// 22 digits as people write them: `09-0041-8822-3100-4511-0021`. Anything else as it stands.
std::string supply_point_for_people(std::string_view id);

// A row as a statement in both languages, without its period: "account nol/k00123 (personal) was
// held by …".
report::Bilingual say(const reg::Register& registers, const reg::System& row, EntityId operated_by);
report::Bilingual say(const reg::Register& registers, const reg::Account& row);
report::Bilingual say(const reg::Register& registers, const reg::Entitlement& row);
report::Bilingual say(const reg::Register& registers, const reg::SharedUser& row);
report::Bilingual say(const reg::Register& registers, const reg::Assignment& row);
report::Bilingual say(const reg::Register& registers, const reg::SamePerson& row);
report::Bilingual say(const reg::Register& registers, const reg::ContractStaff& row);
report::Bilingual say(const reg::Register& registers, const reg::Outsourcing& row);
report::Bilingual say(const reg::Register& registers, const reg::Terminal& row);
report::Bilingual say(const reg::Register& registers, const reg::Loan& row);
report::Bilingual say(const reg::Register& registers, const reg::Address& row);
report::Bilingual say(const reg::Register& registers, const reg::Duty& row);
report::Bilingual say(const reg::Register& registers, const reg::Disaster& row);
report::Bilingual say(const reg::Register& registers, const reg::Grant& row);
report::Bilingual say_supply(const reg::Register& registers, std::string_view supply_point,
                             EntityId retailer);

// A statement with its period: "… from 2018-04-01 until 2022-06-30", both days within it.
report::Bilingual with_period(const report::Bilingual& statement, const Period& period);

report::Bilingual post_words(reg::PostKind kind);
report::Bilingual account_kind_words(reg::AccountKind kind);
report::Bilingual verdict_words(barrier::Verdict verdict);

// What became of a clause, as one character: ✓, ✗, `!` where it erred, `·` where it was not
// reached.
std::string_view mark_of(cedar::ClauseState state);

// The clause that a reason of the form "POLICY/CLAUSE" names.
struct FailedClause {
  const cedar::Policy* policy;
  size_t clause;
};
std::optional<FailedClause> failed_clause(const barrier::Rules& rules, std::string_view reason);

// A reason or a route as the rules call it; what they do not know stands for itself.
report::Bilingual reason_words(const barrier::Rules& rules, std::string_view reason);
report::Bilingual route_words(const barrier::Rules& rules, std::string_view route);
// The policy of routes/ that gives this route, or nullptr.
const cedar::Policy* route_policy(const barrier::Rules& rules, std::string_view route);

// A pair of annotations `name` and `name_ja`; empty where there is neither.
report::Bilingual annotation_words(const cedar::Policy& policy, const std::string& name);

}  // namespace sekisho::service
