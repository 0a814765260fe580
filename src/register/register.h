#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/string_pool.h"
#include "register/facts.h"
#include "register/supply.h"

namespace sekisho::reg {

// The registers, each a table of facts.
enum class Table : uint8_t {
  kEntities,
  kSystems,
  kSites,
  kPeople,
  kAssignments,
  kSamePerson,
  kAccounts,
  kEntitlements,
  kSharedUsers,
  kTerminals,
  kLoans,
  kRosters,
  kAddresses,
  kOutsourcing,
  kContractStaff,
  kDisasters,
  kGrants,
  kRetailerCodes,
  kSupplyContracts,
};
inline constexpr size_t kTableCount = 19;
std::string_view name_of(Table table);  // "entities", "shared_account_users", …: as in profiles

// Everything that the registers say, as typed facts. A plain aggregate that the loader fills once;
// afterwards it is only read, from any number of threads.
//
// Rows stand in the order of (file, line). Rows whose period is empty or inverted are kept: what
// they mean is for the reader to decide (see contradictions.h).
struct Register {
  // Codes as written in the registers, one pool a kind; an Id is its index. Account codes are
  // "SYSTEM\x1fNAME" (see account_code).
  StringPool entity_codes, system_codes, site_codes, person_codes, account_codes, terminal_codes,
      address_codes, contract_codes, disaster_codes, texts;

  std::vector<LegalEntity> entities;
  std::vector<System> systems;
  std::vector<Site> sites;
  std::vector<Person> people;
  std::vector<Assignment> assignments;
  std::vector<SamePerson> same_person;
  std::vector<Account> accounts;
  std::vector<Entitlement> entitlements;
  std::vector<SharedUser> shared_users;
  std::vector<Terminal> terminals;
  std::vector<Loan> loans;
  std::vector<Duty> rosters;
  std::vector<Address> addresses;
  std::vector<Outsourcing> outsourcing;
  std::vector<ContractStaff> contract_staff;
  std::vector<Disaster> disasters;
  std::vector<Grant> grants;
  std::vector<RetailerCode> retailer_codes;
  SupplyContracts supply;

  // Names of the files read, relative to the registers' parent directory.
  std::vector<std::string> files;
  // For each table the period for which it claims to be complete. Outside it, nothing follows
  // from a missing row. The default is all time.
  std::array<Period, kTableCount> coverage{};
  // Whether any file of the table was read at all.
  std::array<bool, kTableCount> present{};
  // How many rows of the table could not be read: the table lacks what they say.
  std::array<uint64_t, kTableCount> rejected{};

  // The declaring row of a code, or nullptr where no register declares it. Valid after `index`.
  const LegalEntity* entity(EntityId id) const { return row(entities, entity_rows_, id.value); }
  const System* system(SystemId id) const { return row(systems, system_rows_, id.value); }
  const Site* site(SiteId id) const { return row(sites, site_rows_, id.value); }
  const Person* person(PersonId id) const { return row(people, person_rows_, id.value); }

  std::string_view text(TextId id) const { return id.known() ? texts.text(id.value) : ""; }
  std::string_view code(EntityId id) const { return code_of(entity_codes, id.value); }
  std::string_view code(SystemId id) const { return code_of(system_codes, id.value); }
  std::string_view code(SiteId id) const { return code_of(site_codes, id.value); }
  std::string_view code(PersonId id) const { return code_of(person_codes, id.value); }
  std::string_view code(TerminalId id) const { return code_of(terminal_codes, id.value); }
  std::string_view code(AddressId id) const { return code_of(address_codes, id.value); }
  std::string_view code(ContractId id) const { return code_of(contract_codes, id.value); }
  std::string_view code(DisasterId id) const { return code_of(disaster_codes, id.value); }

  // An account's system and name.
  SystemId system_of(AccountId id) const;
  std::string_view name_of(AccountId id) const;

  // The legal entity that a retailer's code stood for at an instant, by the register of such codes.
  // Not known: no row says so, and the code is an entity's own.
  EntityId retailer(std::string_view code, Instant t) const;

  // The one T&D company that the barrier stands around: the entity of kind `tdso`, or the first
  // of several (a contradiction then). Not known where there is none.
  EntityId tdso() const { return tdso_; }

  // Builds the look-ups of declaring rows, seals `supply`, and names `tdso` the operator of systems
  // whose row names none. Called once, by the loader, after the last row.
  void index();

 private:
  template <class Row>
  static const Row* row(const std::vector<Row>& rows, const std::vector<uint32_t>& by_id,
                        uint32_t id) {
    return id < by_id.size() && by_id[id] < rows.size() ? &rows[by_id[id]] : nullptr;
  }
  static std::string_view code_of(const StringPool& pool, uint32_t id) {
    return id < pool.size() ? pool.text(id) : "";
  }

  std::vector<uint32_t> entity_rows_, system_rows_, site_rows_, person_rows_;
  EntityId tdso_;
};

std::string account_code(std::string_view system, std::string_view name);

}  // namespace sekisho::reg
