#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "demo/calendar.h"
#include "demo/random.h"

namespace sekisho::demo::demo {

// The rows of the registers, as they will stand in the files. Ids are indexes into World's tables.

struct Entity {
  std::string code, name;
  std::string_view kind, parent;
};
struct Site {
  std::string_view code, name;
  EntityId entity;
  std::string_view zone;
};
struct Person {
  std::string code, name, kana;
};
struct Assignment {
  PersonId person;
  EntityId entity;
  std::string_view department, kind;
  Period period;
};
struct AccountRow {
  Source source;
  AccountId account;
  std::string_view kind;
  PersonId holder;
  Period period;
};
struct EntitlementRow {
  Source source;
  AccountId account;
  std::string_view role;
  Period period;
  std::string basis;
};
struct SharedUserRow {
  AccountId account;
  PersonId person;
  Period period;
};
struct TerminalRow {
  TerminalId terminal;
  EntityId entity;
  SiteId site;
  PersonId custodian;
  Period period;
};
struct AddressRow {
  uint32_t address;  // IPv4 in host order
  TerminalId terminal;
  Period period;
};
struct LoanRow {
  TerminalId terminal;
  EntityId borrower;
  std::string basis;
  Period period;
};
struct DutyRow {
  TerminalId terminal;
  PersonId person;
  Period period;
};
struct OutsourcingRow {
  std::string_view contract;
  EntityId contractor, principal;
  std::string_view systems;
  Period period;
};
struct StaffRow {
  std::string_view contract;
  PersonId person;
  Period period;
};
struct DisasterRow {
  std::string_view code, name;
  Period period;
};
struct GrantRow {
  size_t disaster;
  PersonId person;
  AccountId account;
  TerminalId terminal;
  Period period;
};

// Somebody who does ordinary, permitted work in a system for a time.
struct Actor {
  AccountId account;
  PersonId person;
  TerminalId terminal;
  Period active;
};

// A person with a desk: the terminal whose custodian they are, and an account name if they have
// one.
struct Worker {
  PersonId person;
  AccountId account;
  TerminalId terminal;
};

// The companies of the group, fixed.
inline constexpr EntityId kGrid{0};        // the T&D company
inline constexpr EntityId kRetail{1};      // the affiliated retailer
inline constexpr EntityId kGeneration{2};  // the affiliated generator
inline constexpr EntityId kParent{3};      // the parent company
inline constexpr EntityId kAgency{4};      // whose registry the renewable-energy system is
inline constexpr EntityId kCallCentre{5};  // contractor: the call centre
inline constexpr EntityId kFieldWorks{6};  // contractor: works for the grid and for the retailer
inline constexpr EntityId kSettings{7};    // contractor: settings of meters and switches

enum class Place : uint32_t {
  kHead,
  kEast,
  kWest,
  kIsland,
  kCalls,
  kShop,
  kShopHead,
  kPlant,
  kParentHead,
  kRoom
};

// The made-up utility: the rows of its registers, and who does ordinary work where. Built once by
// the functions of demo_cast.h and demo_incidents.h, then only read.
class World {
 public:
  explicit World(uint64_t seed);

  // A new person with one main post; `since` lies years back unless told.
  PersonId hire(EntityId entity, std::string_view department, Period period = {});
  void assign(PersonId person, EntityId entity, std::string_view department, std::string_view kind,
              Period period);
  // Ends every post of `person` that is open at `when`.
  void end_posts(PersonId person, Instant when);

  AccountId account_name(std::string name);
  void issue(Source source, AccountId account, std::string_view kind, PersonId holder,
             Period period);
  // The approval's number is made up and returned.
  std::string entitle(Source source, AccountId account, std::string_view role, Period period);
  std::string approval();

  // A terminal with an address of its own, for as long as it is registered.
  TerminalId terminal(EntityId entity, Place place, PersonId custodian, Period period = {});
  // A terminal that no register knows.
  TerminalId unregistered_terminal(std::string code);
  // Every registration of the terminal that is open at `when` ends then.
  void retire(TerminalId terminal, Instant when);
  // The address of `from` becomes that of `to`, whose own one ends.
  void move_address(TerminalId from, TerminalId to, Instant when);
  // The address of `terminal` is written down for `other` too: a contradiction.
  void double_address(TerminalId terminal, TerminalId other, Period period);
  // The address that a terminal has at `time`; 0 where it has none.
  uint32_t address_of(TerminalId terminal, Instant time) const;

  void add_regular(Source source, Actor actor);

  // The code of a retailer of demo_supply.h: the group's own is a company of the group.
  std::string_view retailer_code(uint16_t retailer) const;

  std::vector<Entity> entities;
  std::vector<Site> sites;
  std::vector<Person> people;
  std::vector<Assignment> assignments;
  std::vector<std::string> account_names;
  std::vector<AccountRow> accounts;
  std::vector<EntitlementRow> entitlements;
  std::vector<SharedUserRow> shared_users;
  std::vector<std::string> terminal_codes;
  std::vector<TerminalRow> terminals;
  std::vector<AddressRow> addresses;
  std::vector<LoanRow> loans;
  std::vector<DutyRow> rosters;
  std::vector<OutsourcingRow> outsourcing;
  std::vector<StaffRow> contract_staff;
  std::vector<DisasterRow> disasters;
  std::vector<GrantRow> grants;
  std::array<std::vector<Actor>, kSourceCount> regulars;
  // The rows of assignments that a correction replaces: what the affiliate's list said of the one
  // who is accused at first. The register holds these instead of that person's assignments.
  std::vector<Assignment> superseded;

 private:
  uint32_t next_address();

  Random random_;
  std::vector<std::vector<uint32_t>> addresses_of_;  // by terminal: rows of `addresses`
};

// An address as it is written: `10.64.0.11`.
std::string dotted(uint32_t address);

// When accounts and terminals of people who were always there were handed out.
Instant long_ago();

}  // namespace sekisho::demo::demo
