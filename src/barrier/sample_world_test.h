#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "barrier/fact_base.h"
#include "barrier/rules.h"
#include "cedar/parser.h"
#include "register/register.h"

namespace sekisho::barrier {

// A small made-up utility for tests: rows are added by code, days are days since 1970-01-01.
class SampleWorld {
 public:
  reg::Register registers;

  static Instant day(int64_t days) { return {days * kMicrosPerDay}; }
  static Period days(int64_t from, int64_t until) { return {day(from), day(until)}; }
  static Period since(int64_t from) { return {day(from), kForever}; }

  TextId text(std::string_view text) { return TextId(registers.texts.intern(text)); }
  EntityId entity(std::string_view code) { return EntityId(registers.entity_codes.intern(code)); }
  SystemId system(std::string_view code) { return SystemId(registers.system_codes.intern(code)); }
  PersonId person(std::string_view code) { return PersonId(registers.person_codes.intern(code)); }
  TerminalId terminal(std::string_view code) {
    return TerminalId(registers.terminal_codes.intern(code));
  }
  AddressId address(std::string_view code) {
    return AddressId(registers.address_codes.intern(code));
  }
  ContractId contract(std::string_view code) {
    return ContractId(registers.contract_codes.intern(code));
  }
  AccountId account(std::string_view name) {
    return AccountId(registers.account_codes.intern(reg::account_code("nol", name)));
  }

  // The T&D company NET, its affiliate AFF, the contractor CON, the system nol.
  SampleWorld() {
    add_entity("NET", reg::EntityKind::kTdso);
    add_entity("AFF", reg::EntityKind::kAffiliate);
    add_entity("CON", reg::EntityKind::kContractor);
    reg::System nol;
    nol.id = system("nol");
    nol.operator_id = entity("NET");
    registers.systems.push_back(nol);
  }

  void add_entity(std::string_view code, reg::EntityKind kind) {
    reg::LegalEntity row;
    row.id = entity(code);
    row.kind = kind;
    registers.entities.push_back(row);
  }
  void works(std::string_view who, std::string_view where, Period period,
             reg::PostKind kind = reg::PostKind::kMain) {
    registers.assignments.push_back({person(who), entity(where), text("dept"), kind, period, {}});
  }
  void issue(std::string_view name, std::string_view holder, Period period,
             reg::AccountKind kind = reg::AccountKind::kPersonal) {
    const PersonId who = holder.empty() ? PersonId() : person(holder);
    registers.accounts.push_back({account(name), kind, who, period, {}});
  }
  void entitle(std::string_view name, Period period) {
    registers.entitlements.push_back({account(name), text("view"), text("R-1"), period, {}});
  }
  void place(std::string_view code, std::string_view owner, std::string_view custodian,
             Period period) {
    const PersonId keeper = custodian.empty() ? PersonId() : person(custodian);
    registers.terminals.push_back({terminal(code), entity(owner), SiteId(), keeper, period, {}});
  }
  void lend(std::string_view code, std::string_view borrower, Period period) {
    registers.loans.push_back({terminal(code), entity(borrower), text("OC-1"), period, {}});
  }
  void staff(std::string_view who, std::string_view code, Period period) {
    registers.contract_staff.push_back({contract(code), person(who), period, {}});
  }
  void outsource(std::string_view code, std::string_view contractor, Period period) {
    registers.outsourcing.push_back(
        {contract(code), entity(contractor), entity("NET"), {system("nol")}, period, {}});
  }
  void grant(std::string_view who, std::string_view name, std::string_view code, Period period) {
    const DisasterId disaster(registers.disaster_codes.intern("D1"));
    registers.grants.push_back({disaster, person(who), account(name), terminal(code), period, {}});
  }
  // The disaster of `grant`, for areas.
  void declare(const std::vector<std::string_view>& areas, Period period) {
    reg::Disaster row;
    row.disaster = DisasterId(registers.disaster_codes.intern("D1"));
    for (const std::string_view area : areas) row.areas.push_back(text(area));
    row.period = period;
    registers.disasters.push_back(row);
  }
  void cover(reg::Table table, Period period) {
    registers.coverage[static_cast<size_t>(table)] = period;
  }

  // An employee of NET with an account and a terminal, since day 0.
  void add_clerk(const std::string& who) {
    works(who, "NET", since(0));
    issue("a-" + who, who, since(0));
    entitle("a-" + who, since(0));
    place("t-" + who, "NET", who, since(0));
  }
};

inline Rules shipped_rules() {
  Result<Rules> rules = load_rules(SEKISHO_ROOT "/policies");
  SEKISHO_INVARIANT(rules.has_value());
  return std::move(*rules);
}

// Adds policies to the barrier's, as a user would edit a file.
inline void add_policies(Rules& rules, std::string_view cedar_text) {
  Result<cedar::PolicySet> more =
      cedar::parse_policies(cedar_text, {.ids_from_annotation = true, .file = "more.cedar"});
  SEKISHO_INVARIANT(more.has_value() && rules.barrier.merge(*more).has_value());
  rules.footprint = cedar::footprint(rules.barrier);
}

}  // namespace sekisho::barrier
