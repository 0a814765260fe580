#include "register/rows.h"

namespace sekisho::reg {
namespace {

// Interns the texts of one row. An empty code is an unknown id.
class Codes {
 public:
  Codes(Register& out, const Row& row) : out_(out), row_(row) {}

  EntityId entity(size_t i) { return EntityId(code(out_.entity_codes, row_.text[i])); }
  SystemId system(size_t i) { return SystemId(code(out_.system_codes, row_.text[i])); }
  SiteId site(size_t i) { return SiteId(code(out_.site_codes, row_.text[i])); }
  PersonId person(size_t i) { return PersonId(code(out_.person_codes, row_.text[i])); }
  TerminalId terminal(size_t i) { return TerminalId(code(out_.terminal_codes, row_.text[i])); }
  AddressId address(size_t i) { return AddressId(code(out_.address_codes, row_.text[i])); }
  ContractId contract(size_t i) { return ContractId(code(out_.contract_codes, row_.text[i])); }
  DisasterId disaster(size_t i) { return DisasterId(code(out_.disaster_codes, row_.text[i])); }
  TextId text(size_t i) { return TextId(code(out_.texts, row_.text[i])); }

  // Fields `i` and `i + 1` are an account's system and name.
  AccountId account(size_t i) {
    system(i);
    return AccountId(out_.account_codes.intern(account_code(row_.text[i], row_.text[i + 1])));
  }
  std::vector<TextId> areas() {
    std::vector<TextId> ids;
    for (const std::string_view item : row_.list) ids.emplace_back(code(out_.texts, item));
    return ids;
  }
  std::vector<SystemId> systems() {
    std::vector<SystemId> ids;
    for (const std::string_view item : row_.list) ids.emplace_back(code(out_.system_codes, item));
    return ids;
  }

 private:
  static uint32_t code(StringPool& pool, std::string_view text) {
    return text.empty() ? EntityId::kNone : pool.intern(text);
  }

  Register& out_;
  const Row& row_;
};

}  // namespace

bool add_row(Register& out, Table table, const Row& row, Origin origin) {
  Codes c(out, row);
  const Period period = row.period;
  switch (table) {
    case Table::kEntities:
      out.entities.push_back(
          {c.entity(0), c.text(1), static_cast<EntityKind>(row.kind), c.entity(3), origin});
      return true;
    case Table::kSystems:
      out.systems.push_back({c.system(0), c.text(1), c.text(2), c.text(3), c.entity(4), origin});
      return true;
    case Table::kSites:
      out.sites.push_back({c.site(0), c.text(1), c.entity(2), c.text(3), origin});
      return true;
    case Table::kPeople:
      out.people.push_back({c.person(0), c.text(1), c.text(2), origin});
      return true;
    case Table::kAssignments:
      out.assignments.push_back(
          {c.person(0), c.entity(1), c.text(2), static_cast<PostKind>(row.kind), period, origin});
      return true;
    case Table::kSamePerson:
      out.same_person.push_back({c.person(0), c.person(1), period, c.text(2), c.text(3), origin});
      return true;
    case Table::kAccounts:
      out.accounts.push_back(
          {c.account(0), static_cast<AccountKind>(row.kind), c.person(3), period, origin});
      return true;
    case Table::kEntitlements:
      out.entitlements.push_back({c.account(0), c.text(2), c.text(3), period, origin});
      return true;
    case Table::kSharedUsers:
      out.shared_users.push_back({c.account(0), c.person(2), period, origin});
      return true;
    case Table::kTerminals:
      out.terminals.push_back({c.terminal(0), c.entity(1), c.site(2), c.person(3), period, origin});
      return true;
    case Table::kLoans:
      out.loans.push_back({c.terminal(0), c.entity(1), c.text(2), period, origin});
      return true;
    case Table::kRosters:
      out.rosters.push_back({c.terminal(0), c.person(1), period, origin});
      return true;
    case Table::kAddresses:
      out.addresses.push_back({c.address(0), c.terminal(1), period, origin});
      return true;
    case Table::kOutsourcing:
      out.outsourcing.push_back(
          {c.contract(0), c.entity(1), c.entity(2), c.systems(), period, origin});
      return true;
    case Table::kContractStaff:
      out.contract_staff.push_back({c.contract(0), c.person(1), period, origin});
      return true;
    case Table::kDisasters:
      out.disasters.push_back({c.disaster(0), c.text(1), c.areas(), period, origin});
      return true;
    case Table::kGrants:
      out.grants.push_back(
          {c.disaster(0), c.person(1), c.account(2), c.terminal(4), period, origin});
      return true;
    case Table::kRetailerCodes:
      out.retailer_codes.push_back({c.text(0), c.entity(1), period, origin});
      return true;
    case Table::kSupplyContracts:
      return out.supply.add(
          row.text[0], row.text[1],
          {.retailer = c.entity(2), .customer = 0, .period = period, .applied = row.applied},
          origin);
  }
  return false;
}

}  // namespace sekisho::reg
