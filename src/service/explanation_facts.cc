#include "service/explanation_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "barrier/presence.h"
#include "service/explanation_sentences.h"

namespace sekisho::service {

using barrier::Presence;
using reg::Table;

namespace {

constexpr size_t kMaxRowsOfAKind = 12;  // of rows in force about one thing; more only confuse

// Rows about one thing around an instant, by index.
struct Around {
  std::vector<uint32_t> in_force;  // or perhaps in force
  std::optional<uint32_t> ended;   // the one that ended last before
  std::optional<uint32_t> next;    // the one that begins first after
};

template <class Row>
Around around(const std::vector<Row>& rows, std::span<const uint32_t> indices,
              const Period& coverage, Instant t) {
  Around out;
  for (const uint32_t i : indices) {
    const Period& period = rows[i].period;
    if (barrier::presence_at(period, coverage, t) != Presence::kNo) {
      if (out.in_force.size() < kMaxRowsOfAKind) out.in_force.push_back(i);
    } else if (!period.empty() && period.until <= t) {
      if (!out.ended || rows[*out.ended].period.until <= period.until) out.ended = i;
    } else if (!period.empty() && t < period.from) {
      if (!out.next || period.from < rows[*out.next].period.from) out.next = i;
    }
  }
  return out;
}

}  // namespace

// Gathers the facts about one access, in the order in which they are to be read.
class FactList {
 public:
  using Attributes = std::vector<std::string_view>;

  FactList(const FactFinder& finder, const AccessToExplain& access)
      : registers_(finder.base_.registers()), index_(finder.base_.index()), access_(access) {}

  std::vector<ExplainedFact> take() { return std::move(facts_); }

  void add_account() {
    if (!access_.account.known() || index_.accounts[access_.account.value].empty()) {
      add_absence({fmt::format("ID {} はアカウント台帳にない", access_.account_name),
                   fmt::format("no register of accounts knows {}", access_.account_name)},
                  {"kind", "inForce", "holder", "users"});
      return;
    }
    const uint32_t account = access_.account.value;
    if (!add_rows(registers_.accounts, index_.accounts[account], Table::kAccounts,
                  {"kind", "inForce", "holder"}, true)) {
      add_absence(
          {"この時点で有効なIDの登録はない", "no row of the account was in force at that moment"},
          {"inForce"});
    }
    if (!add_rows(registers_.entitlements, index_.entitlements[account], Table::kEntitlements,
                  {"roles", "formerlyEntitled"}, false)) {
      add_absence(
          {"この時点で有効な利用権限はない", "the account was entitled to nothing at that moment"},
          {"roles"});
    }
  }

  void add_place() {
    std::vector<TerminalId> terminals;
    if (access_.terminal.known()) terminals.push_back(access_.terminal);
    if (terminals.empty() && access_.address.known()) {
      const auto rows = index_.addresses[access_.address.value];
      add_rows(registers_.addresses, rows, Table::kAddresses,
               {"registered", "owner", "borrower", "everBorrowers", "custodian", "zone"}, true);
      const Around found =
          around(registers_.addresses, rows, coverage_of(Table::kAddresses), access_.time);
      for (const uint32_t i : found.in_force) terminals.push_back(registers_.addresses[i].terminal);
    }
    if (terminals.empty()) {
      const std::string& place = access_.place_name;
      add_absence({fmt::format("この時点で {} に当たる端末は台帳にない", place),
                   fmt::format("no register says which terminal {} was at that moment", place)},
                  {"registered", "owner", "custodian", "zone"});
    }
    for (const TerminalId terminal : terminals) add_terminal(terminal);
  }

  // Posts, contracts and grants of a person. Facts of somebody who is not the principal decide
  // nothing; they are there to be read.
  void add_person(PersonId person, bool is_principal) {
    const auto attributes = [&](Attributes names) {
      return is_principal ? std::move(names) : Attributes{};
    };
    if (is_principal) add_shared_use(person);
    for (const PersonId number : index_.kin.ever(person)) {
      for (const uint32_t i : index_.same_person[number.value]) {
        add_same_person(registers_.same_person[i]);
      }
      const Period& coverage = coverage_of(Table::kAssignments);
      const Around posts =
          around(registers_.assignments, index_.assignments[number.value], coverage, access_.time);
      // The post that ended last is how an access was kept after a transfer.
      if (posts.ended && is_principal) {
        add(registers_.assignments[*posts.ended], attributes({"employers", "formerEmployers"}));
      }
      for (const uint32_t i : posts.in_force) {
        const reg::Assignment& post = registers_.assignments[i];
        add(post, post.kind == reg::PostKind::kHome ? Attributes{} : attributes({"employers"}));
      }
      if (posts.in_force.empty()) {
        if (posts.next) add(registers_.assignments[*posts.next], attributes({"employers"}));
        if (number == person) add_no_post(person, attributes({"employers"}));
      }
      if (is_principal) add_contracts(number);
      if (is_principal) add_grants(number);
    }
  }

  void add_grants_of_account() {
    if (!access_.account.known()) return;
    add_grant_rows(index_.grants_by_account[access_.account.value]);
  }

  void add_record() {
    if (access_.record_kind != barrier::RecordKind::kSupplyPoint) return;
    const reg::SupplyContracts& supply =
        access_.supply == nullptr ? registers_.supply : *access_.supply;
    const auto history = supply.history(access_.record_id);
    const reg::SupplyContract* then = supply.at(access_.record_id, access_.time);
    const reg::SupplyContract* after = nullptr;
    for (const reg::SupplyContract& contract : history) {
      if (contract.period.from <= access_.time || contract.period.empty()) continue;
      if (after == nullptr || contract.period.from < after->period.from) after = &contract;
    }
    if (then == nullptr) {
      const std::string point = supply_point_for_people(access_.record_id);
      add_absence(
          history.empty()
              ? report::Bilingual{fmt::format("供給地点 {} は供給契約の台帳にない", point),
                                  fmt::format("no register knows supply point {}", point)}
              : report::Bilingual{fmt::format("この時点で供給地点 {} の契約はない", point),
                                  fmt::format("supply point {} had no contract at that moment",
                                              point)},
          {"supplier"});
    }
    for (const reg::SupplyContract* contract : {then, after}) {
      if (contract == nullptr) continue;
      add_fact(say_supply(registers_, access_.record_id, contract->retailer), contract->period, "",
               supply.origin(*contract), {"supplier"});
    }
  }

  void add_system() {
    const reg::System* row = registers_.system(access_.system);
    if (row == nullptr) {
      add_absence({fmt::format("システム {} はシステム台帳にない", access_.system_name),
                   fmt::format("no register of systems knows {}", access_.system_name)},
                  {"operator"});
      return;
    }
    add_fact(say(registers_, *row, barrier::operator_of(registers_, access_.system)), Period{}, "",
             row->origin, {"operator"});
  }

  // Outside of what a register covers nothing follows from a missing row.
  void add_uncovered() {
    for (const Table table :
         {Table::kAccounts, Table::kEntitlements, Table::kSharedUsers, Table::kAssignments,
          Table::kContractStaff, Table::kOutsourcing, Table::kTerminals, Table::kLoans,
          Table::kAddresses, Table::kGrants}) {
      const Period& coverage = coverage_of(table);
      if (coverage.contains(access_.time)) continue;
      const std::string_view name = name_of(table);
      add_absence({fmt::format("この時点は台帳 {} の対象期間外", name),
                   fmt::format("this moment lies outside what the register `{}` covers", name)},
                  {});
      facts_.back().uncovered = true;
      facts_.back().row.period = coverage;
    }
  }

 private:
  const Period& coverage_of(Table table) const {
    return registers_.coverage[static_cast<size_t>(table)];
  }

  void add_fact(report::Bilingual what, const Period& period, std::string_view reference,
                reg::Origin origin, Attributes attributes,
                std::optional<uint32_t> thing = std::nullopt) {
    ExplainedFact fact;
    fact.single = thing.has_value();
    fact.about = thing.value_or(0);
    fact.row.what = std::move(what);
    fact.row.period = period;
    fact.row.reference = reference;
    fact.row.source = {.file = origin.file < registers_.files.size() ? registers_.files[origin.file]
                                                                     : std::string(),
                       .line = origin.line};
    fact.holds = period.contains(access_.time);
    fact.attributes = std::move(attributes);
    const auto same = [&](const ExplainedFact& one) {
      return one.row.source.file == fact.row.source.file &&
             one.row.source.line == fact.row.source.line && one.row.what == fact.row.what;
    };
    const auto known = std::ranges::find_if(facts_, same);
    if (known == facts_.end()) {
      facts_.push_back(std::move(fact));
    } else if (known->attributes.empty()) {
      known->attributes = std::move(fact.attributes);
    }
  }

  void add_absence(report::Bilingual what, Attributes attributes) {
    ExplainedFact fact;
    fact.row.what = std::move(what);
    fact.holds = true;
    fact.attributes = std::move(attributes);
    facts_.push_back(std::move(fact));
  }

  template <class Row>
  void add(const Row& row, Attributes attributes) {
    add_fact(say(registers_, row), row.period, reference_of(row), row.origin, std::move(attributes),
             thing_of(row));
  }

  // The thing of which only one row can hold at a time; nothing where several may.
  static std::optional<uint32_t> thing_of(const reg::Account& row) { return row.account.value; }
  static std::optional<uint32_t> thing_of(const reg::Terminal& row) { return row.terminal.value; }
  static std::optional<uint32_t> thing_of(const reg::Address& row) { return row.address.value; }
  static std::optional<uint32_t> thing_of(const reg::Loan& row) { return row.terminal.value; }
  template <class Row>
  static std::optional<uint32_t> thing_of(const Row& /*row*/) {
    return std::nullopt;
  }

  std::string_view reference_of(const reg::Entitlement& row) const {
    return registers_.text(row.basis);
  }
  std::string_view reference_of(const reg::Loan& row) const { return registers_.text(row.basis); }
  std::string_view reference_of(const reg::SamePerson& row) const {
    return registers_.text(row.evidence);
  }
  std::string_view reference_of(const reg::Outsourcing& row) const {
    return registers_.code(row.contract);
  }
  std::string_view reference_of(const reg::ContractStaff& row) const {
    return registers_.code(row.contract);
  }
  std::string_view reference_of(const reg::Grant& row) const {
    return registers_.code(row.disaster);
  }
  std::string_view reference_of(const reg::Disaster& row) const {
    return registers_.code(row.disaster);
  }
  template <class Row>
  std::string_view reference_of(const Row& /*row*/) const {
    return "";
  }

  // Rows about one thing; false where none is in force, not even perhaps.
  template <class Row>
  bool add_rows(const std::vector<Row>& rows, std::span<const uint32_t> indices, Table table,
                const Attributes& attributes, bool with_next) {
    const Around found = around(rows, indices, coverage_of(table), access_.time);
    for (const uint32_t i : found.in_force) add(rows[i], attributes);
    if (!found.in_force.empty()) return true;
    if (found.ended) add(rows[*found.ended], attributes);
    if (found.next && with_next) add(rows[*found.next], attributes);
    return false;
  }

  void add_no_post(PersonId person, Attributes attributes) {
    const std::string name = named(registers_, person);
    add_absence({fmt::format("この時点で {} の勤務先の登録はない", name),
                 fmt::format("no register says where {} worked at that moment", name)},
                std::move(attributes));
  }

  void add_terminal(TerminalId terminal) {
    if (!add_rows(registers_.terminals, index_.terminals[terminal.value], Table::kTerminals,
                  {"registered", "owner", "custodian", "zone"}, true)) {
      const std::string_view code = registers_.code(terminal);
      add_absence({fmt::format("この時点で有効な端末 {} の登録はない", code),
                   fmt::format("no row of terminal {} was in force at that moment", code)},
                  {"registered", "owner", "custodian"});
    }
    add_rows(registers_.loans, index_.loans[terminal.value], Table::kLoans,
             {"borrower", "everBorrowers"}, false);
    for (const uint32_t i : index_.rosters[terminal.value]) {
      if (registers_.rosters[i].period.contains(access_.time)) add(registers_.rosters[i], {});
    }
  }

  // Whether the person may use the account, where it is a shared one.
  void add_shared_use(PersonId person) {
    if (!access_.account.known()) return;
    const auto users = index_.shared_users[access_.account.value];
    if (users.empty()) return;
    std::vector<uint32_t> rows;
    for (const uint32_t i : users) {
      const auto& numbers = index_.kin.ever(person);
      if (std::ranges::find(numbers, registers_.shared_users[i].person) != numbers.end())
        rows.push_back(i);
    }
    if (add_rows(registers_.shared_users, rows, Table::kSharedUsers, {"users"}, false)) return;
    const std::string name = named(registers_, person);
    const std::string account = named(registers_, access_.account);
    add_absence(
        {fmt::format("この時点で {} は共用ID {} の利用対象者ではない", name, account),
         fmt::format("{} was not on the list of users of the shared account {} at that moment",
                     name, account)},
        {"users"});
  }

  void add_same_person(const reg::SamePerson& row) {
    if (registers_.text(row.confirmed_by).empty()) return;
    add(row, {"employers", "holder"});
  }

  void add_contracts(PersonId number) {
    const Around listed = around(registers_.contract_staff, index_.contract_staff[number.value],
                                 coverage_of(Table::kContractStaff), access_.time);
    std::vector<uint32_t> rows = listed.in_force;
    if (rows.empty() && listed.ended) rows.push_back(*listed.ended);
    for (const uint32_t i : rows) {
      const reg::ContractStaff& staff = registers_.contract_staff[i];
      add(staff, {"contractors", "formerContractors", "mandated"});
      add_rows(registers_.outsourcing, index_.outsourcing[staff.contract.value],
               Table::kOutsourcing, {"contractors", "formerContractors", "mandated"}, false);
    }
  }

  void add_grants(PersonId number) {
    std::vector<uint32_t> here;  // of this account, or of none where no register knows it
    for (const uint32_t i : index_.grants_by_person[number.value]) {
      if (registers_.grants[i].account == access_.account) here.push_back(i);
    }
    add_grant_rows(here);
  }

  void add_grant_rows(std::span<const uint32_t> indices) {
    const Around grants =
        around(registers_.grants, indices, coverage_of(Table::kGrants), access_.time);
    std::vector<uint32_t> rows = grants.in_force;
    if (rows.empty() && grants.ended) rows.push_back(*grants.ended);
    if (rows.empty() && grants.next) rows.push_back(*grants.next);
    for (const uint32_t i : rows) {
      const reg::Grant& grant = registers_.grants[i];
      add(grant, {"grants", "lentForDisasters", "disasterArea"});
      for (const reg::Disaster& disaster : registers_.disasters) {
        if (disaster.disaster == grant.disaster) add(disaster, {"grants", "disasterArea"});
      }
    }
  }

  const reg::Register& registers_;
  const barrier::RegisterIndex& index_;
  const AccessToExplain& access_;
  std::vector<ExplainedFact> facts_;
};

FactFinder::FactFinder(const barrier::FactBase& base) : base_(base) {}

std::vector<ExplainedFact> FactFinder::find(const AccessToExplain& access,
                                            const std::vector<Involved>& people) const {
  FactList list(*this, access);
  list.add_account();
  for (const Involved& one : people) list.add_person(one.person, one.decides);
  list.add_grants_of_account();
  list.add_place();
  list.add_record();
  list.add_system();
  list.add_uncovered();
  return list.take();
}

}  // namespace sekisho::service
