#include "register/contradictions.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "register/describe.h"
#include "register/grouped.h"
#include "register/limits.h"

namespace sekisho::reg {
namespace {

constexpr Period kNoTime{kBeginning, kBeginning};

Period common(const Period& a, const Period& b) {
  return {std::max(a.from, b.from), std::min(a.until, b.until)};
}

// Walks rows by ascending `from` and calls `report(earlier, later)` once for each row that overlaps
// an earlier one of other content. Two rows are remembered: the one that ends last, and the one
// that ends last among those of other content than it. One of them overlaps, if any does.
template <class Row, class Same, class Report>
void sweep(const std::vector<const Row*>& by_from, Same same, Report report) {
  const Row* longest = nullptr;
  const Row* other = nullptr;
  for (const Row* row : by_from) {
    if (longest == nullptr) {
      longest = row;
      continue;
    }
    const bool as_longest = same(*longest, *row);
    const Row* rival = as_longest ? other : longest;
    if (rival != nullptr && row->period.from < rival->period.until) report(*rival, *row);
    if (row->period.until > longest->period.until) {
      if (!as_longest) other = longest;
      longest = row;
    } else if (!as_longest && (other == nullptr || row->period.until > other->period.until)) {
      other = row;
    }
  }
}

class Finder {
 public:
  explicit Finder(const Register& registers) : r_(registers) {}

  Contradictions run() {
    inverted_periods();
    unknown_codes();
    declared_twice();
    tdso();
    overlaps();
    supply();
    no_employer();
    grants();
    links();
    std::ranges::sort(out_.list, {}, [](const Contradiction& c) {
      return std::tuple(c.kind, c.row.origin, c.other ? c.other->origin : Origin{},
                        std::string_view(c.subject));
    });
    return std::move(out_);
  }

 private:
  template <class Row>
  RowRef ref(Table table, const Row& row) const {
    return {table, row.origin, describe(r_, row)};
  }

  bool room(ContradictionKind kind) {
    return out_.counts[static_cast<size_t>(kind)]++ < kMaxListedContradictions;
  }

  template <class Row>
  void add(ContradictionKind kind, std::string subject, Table table, const Row& row,
           Period overlap) {
    if (room(kind)) {
      out_.list.push_back({kind, std::move(subject), ref(table, row), std::nullopt, overlap});
    }
  }

  template <class Row>
  void add(ContradictionKind kind, std::string subject, Table table, const Row& row,
           const Row& other, Period overlap) {
    if (!room(kind)) return;
    out_.list.push_back({kind, std::move(subject), ref(table, row), ref(table, other), overlap});
  }

  template <class Row, class Subject>
  void inverted(Table table, const std::vector<Row>& rows, Subject subject) {
    for (const Row& row : rows) {
      if (row.period.until >= row.period.from) continue;
      add(ContradictionKind::kInvertedPeriod, subject(row), table, row,
          {row.period.until, row.period.from});
    }
  }

  void inverted_periods() {
    const auto account = [&](const auto& row) { return describe(r_, row.account); };
    const auto person = [&](const auto& row) { return std::string(r_.code(row.person)); };
    const auto terminal = [&](const auto& row) { return std::string(r_.code(row.terminal)); };
    const auto contract = [&](const auto& row) { return std::string(r_.code(row.contract)); };
    inverted(Table::kAssignments, r_.assignments, person);
    inverted(Table::kSamePerson, r_.same_person,
             [&](const SamePerson& row) { return std::string(r_.code(row.one)); });
    inverted(Table::kAccounts, r_.accounts, account);
    inverted(Table::kEntitlements, r_.entitlements, account);
    inverted(Table::kSharedUsers, r_.shared_users, account);
    inverted(Table::kTerminals, r_.terminals, terminal);
    inverted(Table::kLoans, r_.loans, terminal);
    inverted(Table::kRosters, r_.rosters, terminal);
    inverted(Table::kAddresses, r_.addresses,
             [&](const Address& row) { return std::string(r_.code(row.address)); });
    inverted(Table::kOutsourcing, r_.outsourcing, contract);
    inverted(Table::kContractStaff, r_.contract_staff, contract);
    inverted(Table::kDisasters, r_.disasters,
             [&](const Disaster& row) { return std::string(r_.code(row.disaster)); });
    inverted(Table::kGrants, r_.grants, account);
    inverted(Table::kRetailerCodes, r_.retailer_codes,
             [&](const RetailerCode& row) { return std::string(r_.text(row.code)); });
  }

  // Ids that rows of a table declare.
  template <class Row, class IdOf>
  static std::vector<bool> declared(const std::vector<Row>& rows, size_t codes, IdOf id_of) {
    std::vector<bool> out(codes, false);
    for (const Row& row : rows) {
      if (id_of(row).known()) out[id_of(row).value] = true;
    }
    return out;
  }

  // Reports each code that `rows` refer to and nothing declares, once.
  template <class Row, class IdOf, class Code>
  void undeclared(Table table, const std::vector<Row>& rows, Table in,
                  const std::vector<bool>& known, IdOf id_of, Code code) {
    if (!r_.present[static_cast<size_t>(in)]) return;
    std::vector<std::pair<const Row*, uint64_t>> first(known.size(), {nullptr, 0});
    for (const Row& row : rows) {
      const auto id = id_of(row);
      if (!id.known() || known[id.value]) continue;
      if (first[id.value].first == nullptr) first[id.value].first = &row;
      ++first[id.value].second;
    }
    for (uint32_t i = 0; i < first.size(); ++i) {
      if (first[i].first == nullptr || !room(ContradictionKind::kUnknownCode)) continue;
      out_.list.push_back({ContradictionKind::kUnknownCode, code(i), ref(table, *first[i].first),
                           std::nullopt, first[i].first->period, first[i].second});
    }
  }

  void unknown_codes();
  void unknown_entities();
  void unknown_people();
  void unknown_things();
  void unknown_systems();

  template <class Row, class IdOf, class Same>
  void twice(Table table, const std::vector<Row>& rows, IdOf id_of, Same same) {
    const Grouped<Row> grouped(rows, id_of);
    for (uint32_t id = 0; id < grouped.ids(); ++id) {
      const auto indexes = grouped.indexes(id);
      for (size_t i = 1; i < indexes.size(); ++i) {
        const Row& first = rows[indexes[0]];
        const Row& row = rows[indexes[i]];
        if (same(first, row)) continue;
        add(ContradictionKind::kDeclaredTwice, std::string(r_.code(id_of(row))), table, first, row,
            kNoTime);
      }
    }
  }

  void declared_twice() {
    const auto id = [](const auto& row) { return row.id; };
    twice(Table::kEntities, r_.entities, id, [](const LegalEntity& a, const LegalEntity& b) {
      return std::tie(a.name, a.kind, a.parent) == std::tie(b.name, b.kind, b.parent);
    });
    twice(Table::kSystems, r_.systems, id, [](const System& a, const System& b) {
      return std::tie(a.name, a.separation, a.owner, a.operator_id) ==
             std::tie(b.name, b.separation, b.owner, b.operator_id);
    });
    twice(Table::kSites, r_.sites, id, [](const Site& a, const Site& b) {
      return std::tie(a.name, a.entity, a.zone) == std::tie(b.name, b.entity, b.zone);
    });
    twice(Table::kPeople, r_.people, id, [](const Person& a, const Person& b) {
      return std::tie(a.name, a.kana) == std::tie(b.name, b.kana);
    });
  }

  void tdso() {
    if (!r_.present[static_cast<size_t>(Table::kEntities)]) return;
    const LegalEntity* first = nullptr;
    for (const LegalEntity& row : r_.entities) {
      if (row.kind != EntityKind::kTdso) continue;
      if (first == nullptr) {
        first = &row;
      } else if (row.id != first->id) {
        add(ContradictionKind::kSeveralTdso, std::string(r_.code(row.id)), Table::kEntities, *first,
            row, kNoTime);
      }
    }
    if (first == nullptr && room(ContradictionKind::kNoTdso)) {
      out_.list.push_back({ContradictionKind::kNoTdso, {}, {}, std::nullopt, kNoTime});
    }
  }

  template <class Row, class IdOf, class Subject, class Same>
  void overlapping(ContradictionKind kind, Table table, const std::vector<Row>& rows, IdOf id_of,
                   Subject subject, Same same) {
    const Grouped<Row> grouped(rows, id_of);
    std::vector<const Row*> by_from;
    for (uint32_t id = 0; id < grouped.ids(); ++id) {
      if (grouped.indexes(id).size() < 2) continue;
      by_from.clear();
      grouped.each(id, [&](const Row& row) {
        if (!row.period.empty()) by_from.push_back(&row);
      });
      std::ranges::sort(by_from, {},
                        [](const Row* row) { return std::pair(row->period.from, row->origin); });
      sweep(by_from, same, [&](const Row& earlier, const Row& later) {
        add(kind, subject(later), table, earlier, later, common(earlier.period, later.period));
      });
    }
  }

  void overlaps() {
    const auto terminal = [](const auto& row) { return row.terminal; };
    const auto terminal_code = [&](const auto& row) { return std::string(r_.code(row.terminal)); };
    overlapping(
        ContradictionKind::kAccountTwice, Table::kAccounts, r_.accounts,
        [](const Account& row) { return row.account; },
        [&](const Account& row) { return describe(r_, row.account); },
        [](const Account& a, const Account& b) {
          return std::tie(a.holder, a.kind) == std::tie(b.holder, b.kind);
        });
    overlapping(ContradictionKind::kTerminalTwice, Table::kTerminals, r_.terminals, terminal,
                terminal_code, [](const Terminal& a, const Terminal& b) {
                  return std::tie(a.owner, a.site, a.custodian) ==
                         std::tie(b.owner, b.site, b.custodian);
                });
    overlapping(
        ContradictionKind::kAddressTwice, Table::kAddresses, r_.addresses,
        [](const Address& row) { return row.address; },
        [&](const Address& row) { return std::string(r_.code(row.address)); },
        [](const Address& a, const Address& b) { return a.terminal == b.terminal; });
    overlapping(ContradictionKind::kLoanTwice, Table::kLoans, r_.loans, terminal, terminal_code,
                [](const Loan& a, const Loan& b) { return a.borrower == b.borrower; });
    overlapping(
        ContradictionKind::kRetailerCodeTwice, Table::kRetailerCodes, r_.retailer_codes,
        [](const RetailerCode& row) { return row.code; },
        [&](const RetailerCode& row) { return std::string(r_.text(row.code)); },
        [](const RetailerCode& a, const RetailerCode& b) { return a.entity == b.entity; });
  }

  void supply();
  void supply_point(std::string_view key, std::span<const SupplyContract> rows,
                    std::vector<const SupplyContract*>& by_from);
  void no_employer();
  void gaps_of(PersonId person, const std::vector<const Account*>& accounts,
               const Grouped<Assignment>& posts);

  void grants() {
    if (!r_.present[static_cast<size_t>(Table::kDisasters)]) return;
    const Grouped<Disaster> disasters(r_.disasters,
                                      [](const Disaster& row) { return row.disaster; });
    for (const Grant& grant : r_.grants) {
      const Disaster* nearest = nullptr;
      bool inside = grant.period.empty() || !grant.disaster.known();
      disasters.each(grant.disaster.value, [&](const Disaster& row) {
        if (nearest == nullptr) nearest = &row;
        inside = inside || common(row.period, grant.period) == grant.period;
      });
      if (inside || nearest == nullptr || !room(ContradictionKind::kGrantOutsideDisaster)) continue;
      const bool before = grant.period.from < nearest->period.from;
      const Period outside{
          before ? grant.period.from : std::max(nearest->period.until, grant.period.from),
          before ? std::min(nearest->period.from, grant.period.until) : grant.period.until};
      out_.list.push_back({ContradictionKind::kGrantOutsideDisaster, describe(r_, grant.account),
                           ref(Table::kGrants, grant), ref(Table::kDisasters, *nearest), outside});
    }
  }

  void links() {
    for (const SamePerson& row : r_.same_person) {
      if (row.one != row.other) continue;
      add(ContradictionKind::kLinkedToItself, std::string(r_.code(row.one)), Table::kSamePerson,
          row, row.period);
    }
  }

  const Register& r_;
  Contradictions out_;
};

// Rows without a period of their own, for `undeclared`.
template <class Row>
struct Timeless : Row {
  explicit Timeless(const Row& row) : Row(row) {}
  Period period = kNoTime;
};

template <class Row>
std::vector<Timeless<Row>> timeless(const std::vector<Row>& rows) {
  return {rows.begin(), rows.end()};
}

void Finder::unknown_codes() {
  unknown_entities();
  unknown_people();
  unknown_systems();
  unknown_things();
}

void Finder::unknown_entities() {
  const auto known =
      declared(r_.entities, r_.entity_codes.size(), [](const LegalEntity& row) { return row.id; });
  const auto code = [&](uint32_t id) { return std::string(r_.code(EntityId(id))); };
  const auto check = [&](Table table, const auto& rows, auto id_of) {
    undeclared(table, rows, Table::kEntities, known, id_of, code);
  };
  check(Table::kEntities, timeless(r_.entities), [](const auto& row) { return row.parent; });
  check(Table::kSystems, timeless(r_.systems), [](const auto& row) { return row.operator_id; });
  check(Table::kSites, timeless(r_.sites), [](const auto& row) { return row.entity; });
  check(Table::kAssignments, r_.assignments, [](const auto& row) { return row.entity; });
  check(Table::kTerminals, r_.terminals, [](const auto& row) { return row.owner; });
  check(Table::kLoans, r_.loans, [](const auto& row) { return row.borrower; });
  check(Table::kOutsourcing, r_.outsourcing, [](const auto& row) { return row.contractor; });
  check(Table::kOutsourcing, r_.outsourcing, [](const auto& row) { return row.principal; });
  check(Table::kRetailerCodes, r_.retailer_codes, [](const auto& row) { return row.entity; });
}

void Finder::unknown_people() {
  const auto known =
      declared(r_.people, r_.person_codes.size(), [](const Person& row) { return row.id; });
  const auto code = [&](uint32_t id) { return std::string(r_.code(PersonId(id))); };
  const auto check = [&](Table table, const auto& rows, auto id_of) {
    undeclared(table, rows, Table::kPeople, known, id_of, code);
  };
  const auto person = [](const auto& row) { return row.person; };
  check(Table::kAssignments, r_.assignments, person);
  check(Table::kSamePerson, r_.same_person, [](const auto& row) { return row.one; });
  check(Table::kSamePerson, r_.same_person, [](const auto& row) { return row.other; });
  check(Table::kAccounts, r_.accounts, [](const auto& row) { return row.holder; });
  check(Table::kSharedUsers, r_.shared_users, person);
  check(Table::kTerminals, r_.terminals, [](const auto& row) { return row.custodian; });
  check(Table::kRosters, r_.rosters, person);
  check(Table::kContractStaff, r_.contract_staff, person);
  check(Table::kGrants, r_.grants, person);
}

void Finder::unknown_systems() {
  const auto known =
      declared(r_.systems, r_.system_codes.size(), [](const System& row) { return row.id; });
  const auto code = [&](uint32_t id) { return std::string(r_.code(SystemId(id))); };
  const auto check = [&](Table table, const auto& rows) {
    undeclared(
        table, rows, Table::kSystems, known,
        [&](const auto& row) { return r_.system_of(row.account); }, code);
  };
  check(Table::kAccounts, r_.accounts);
  check(Table::kEntitlements, r_.entitlements);
  check(Table::kSharedUsers, r_.shared_users);
  check(Table::kGrants, r_.grants);
  undeclared(
      Table::kOutsourcing, r_.outsourcing, Table::kSystems, known,
      [&](const Outsourcing& row) {
        const auto unknown = std::ranges::find_if(
            row.systems, [&](SystemId system) { return !known[system.value]; });
        return unknown == row.systems.end() ? SystemId{} : *unknown;
      },
      code);
}

void Finder::unknown_things() {
  const auto terminals = declared(r_.terminals, r_.terminal_codes.size(),
                                  [](const Terminal& row) { return row.terminal; });
  const auto terminal = [](const auto& row) { return row.terminal; };
  const auto terminal_code = [&](uint32_t id) { return std::string(r_.code(TerminalId(id))); };
  undeclared(Table::kLoans, r_.loans, Table::kTerminals, terminals, terminal, terminal_code);
  undeclared(Table::kRosters, r_.rosters, Table::kTerminals, terminals, terminal, terminal_code);
  undeclared(Table::kAddresses, r_.addresses, Table::kTerminals, terminals, terminal,
             terminal_code);
  undeclared(Table::kGrants, r_.grants, Table::kTerminals, terminals, terminal, terminal_code);

  const auto accounts = declared(r_.accounts, r_.account_codes.size(),
                                 [](const Account& row) { return row.account; });
  const auto account = [](const auto& row) { return row.account; };
  const auto account_text = [&](uint32_t id) { return describe(r_, AccountId(id)); };
  undeclared(Table::kEntitlements, r_.entitlements, Table::kAccounts, accounts, account,
             account_text);
  undeclared(Table::kSharedUsers, r_.shared_users, Table::kAccounts, accounts, account,
             account_text);
  undeclared(Table::kGrants, r_.grants, Table::kAccounts, accounts, account, account_text);

  undeclared(
      Table::kTerminals, r_.terminals, Table::kSites,
      declared(r_.sites, r_.site_codes.size(), [](const Site& row) { return row.id; }),
      [](const Terminal& row) { return row.site; },
      [&](uint32_t id) { return std::string(r_.code(SiteId(id))); });
  undeclared(
      Table::kContractStaff, r_.contract_staff, Table::kOutsourcing,
      declared(r_.outsourcing, r_.contract_codes.size(),
               [](const Outsourcing& row) { return row.contract; }),
      [](const ContractStaff& row) { return row.contract; },
      [&](uint32_t id) { return std::string(r_.code(ContractId(id))); });
  undeclared(
      Table::kGrants, r_.grants, Table::kDisasters,
      declared(r_.disasters, r_.disaster_codes.size(),
               [](const Disaster& row) { return row.disaster; }),
      [](const Grant& row) { return row.disaster; },
      [&](uint32_t id) { return std::string(r_.code(DisasterId(id))); });
}

void Finder::supply() {
  std::vector<bool> known =
      declared(r_.entities, r_.entity_codes.size(), [](const LegalEntity& row) { return row.id; });
  // A code that changes hands is declared by its own register.
  for (const RetailerCode& row : r_.retailer_codes) {
    const uint32_t id = r_.entity_codes.find(r_.text(row.code));
    if (id != StringPool::kAbsent) known[id] = true;
  }
  std::vector<uint64_t> references(known.size(), 0);
  std::vector<std::pair<std::string, const SupplyContract*>> first(known.size());
  std::vector<const SupplyContract*> by_from;
  r_.supply.for_each([&](std::string_view key, std::span<const SupplyContract> rows) {
    for (const SupplyContract& row : rows) {
      if (!row.retailer.known() || known[row.retailer.value]) continue;
      if (references[row.retailer.value]++ == 0)
        first[row.retailer.value] = {std::string(key), &row};
    }
    supply_point(key, rows, by_from);
  });
  if (!r_.present[static_cast<size_t>(Table::kEntities)]) return;
  for (uint32_t i = 0; i < first.size(); ++i) {
    if (references[i] == 0 || !room(ContradictionKind::kUnknownCode)) continue;
    const auto& [key, row] = first[i];
    out_.list.push_back({ContradictionKind::kUnknownCode,
                         std::string(r_.code(EntityId(i))),
                         {Table::kSupplyContracts, r_.supply.origin(*row), describe(r_, key, *row)},
                         std::nullopt,
                         row->period,
                         references[i]});
  }
}

void Finder::supply_point(std::string_view key, std::span<const SupplyContract> rows,
                          std::vector<const SupplyContract*>& by_from) {
  const auto reference = [&](const SupplyContract& row) {
    return RowRef{Table::kSupplyContracts, r_.supply.origin(row), describe(r_, key, row)};
  };
  by_from.clear();
  for (const SupplyContract& row : rows) {
    if (row.period.until < row.period.from) {
      if (!room(ContradictionKind::kInvertedPeriod)) continue;
      out_.list.push_back({ContradictionKind::kInvertedPeriod,
                           std::string(key),
                           reference(row),
                           std::nullopt,
                           {row.period.until, row.period.from}});
    } else if (!row.period.empty()) {
      by_from.push_back(&row);
    }
  }
  if (by_from.size() < 2) return;
  sweep(
      by_from,
      [](const SupplyContract& a, const SupplyContract& b) { return a.retailer == b.retailer; },
      [&](const SupplyContract& earlier, const SupplyContract& later) {
        if (!room(ContradictionKind::kSupplyTwice)) return;
        out_.list.push_back({ContradictionKind::kSupplyTwice, std::string(key), reference(earlier),
                             reference(later), common(earlier.period, later.period)});
      });
}

void Finder::no_employer() {
  if (!r_.present[static_cast<size_t>(Table::kAssignments)]) return;
  const Grouped<Assignment> posts(r_.assignments, [](const Assignment& row) { return row.person; });
  const Grouped<Account> held(r_.accounts, [](const Account& row) { return row.holder; });
  std::vector<const Account*> accounts;
  for (uint32_t person = 0; person < held.ids(); ++person) {
    accounts.clear();
    held.each(person, [&](const Account& row) {
      if (!row.period.empty()) accounts.push_back(&row);
    });
    if (!accounts.empty()) gaps_of(PersonId(person), accounts, posts);
  }
}

// The times at which the person holds an account, less those at which they work somewhere. The home
// company of a secondee is not where they work.
void Finder::gaps_of(PersonId person, const std::vector<const Account*>& accounts,
                     const Grouped<Assignment>& posts) {
  std::vector<const Assignment*> work;
  posts.each(person.value, [&](const Assignment& row) {
    if (row.kind != PostKind::kHome && !row.period.empty()) work.push_back(&row);
  });
  std::ranges::sort(work, {}, [](const Assignment* row) { return row->period.from; });
  std::vector<const Account*> by_from = accounts;
  std::ranges::sort(by_from, {},
                    [](const Account* row) { return std::pair(row->period.from, row->origin); });
  const Period coverage = r_.coverage[static_cast<size_t>(Table::kAssignments)];
  Instant seen = kBeginning;  // gaps before it are reported
  for (const Account* account : by_from) {
    Instant at = std::max({account->period.from, coverage.from, seen});
    const Instant end = std::min(account->period.until, coverage.until);
    const Assignment* before = nullptr;
    const auto gap = [&](Instant until) {
      if (at >= until || !room(ContradictionKind::kNoEmployer)) return;
      std::optional<RowRef> last;
      if (before != nullptr) last = ref(Table::kAssignments, *before);
      out_.list.push_back({ContradictionKind::kNoEmployer,
                           describe(r_, person),
                           ref(Table::kAccounts, *account),
                           std::move(last),
                           {at, until}});
    };
    for (const Assignment* post : work) {
      if (post->period.from >= end) break;
      gap(std::min(post->period.from, end));
      if (post->period.until > at) at = post->period.until;
      if (before == nullptr || post->period.until >= before->period.until) before = post;
    }
    gap(end);
    seen = std::max(seen, end);
  }
}

}  // namespace

Contradictions find_contradictions(const Register& registers) {
  return Finder(registers).run();
}

}  // namespace sekisho::reg
