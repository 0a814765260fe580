#include "register/tables.h"

#include <algorithm>
#include <array>

namespace sekisho::reg {
namespace {

using enum FieldKind;

constexpr std::array<std::string_view, kTableCount> kTableNames = {
    "entities",        "systems",        "sites",
    "people",          "assignments",    "same_person",
    "accounts",        "entitlements",   "shared_account_users",
    "terminals",       "terminal_loans", "rosters",
    "addresses",       "outsourcing",    "outsourcing_staff",
    "disasters",       "grants",         "retailer_codes",
    "supply_contracts"};

constexpr std::array<std::string_view, 6> kEntityKinds = {"tdso",     "affiliate", "contractor",
                                                          "retailer", "agency",    "other"};
constexpr std::array<std::string_view, 4> kPostKinds = {"main", "seconded", "home", "concurrent"};
constexpr std::array<std::string_view, 3> kAccountKinds = {"personal", "temporary", "shared"};

constexpr FieldSpec kFromField{"from", kFrom};
constexpr FieldSpec kUntilField{"until", kUntil};

constexpr FieldSpec kEntities[] = {
    {"entity", kCode, true}, {"name", kText}, {"kind", kKind, true}, {"parent", kCode}};
constexpr FieldSpec kSystems[] = {{"system", kCode, true},
                                  {"name", kText},
                                  {"separation", kText},
                                  {"owner", kText},
                                  {"operator", kCode}};
constexpr FieldSpec kSites[] = {
    {"site", kCode, true}, {"name", kText}, {"entity", kCode}, {"zone", kText}};
constexpr FieldSpec kPeople[] = {{"person", kCode, true}, {"name", kText}, {"kana", kText}};
constexpr FieldSpec kAssignments[] = {{"person", kCode, true},
                                      {"entity", kCode, true},
                                      {"department", kText},
                                      {"kind", kKind},
                                      kFromField,
                                      kUntilField,
                                      {"order", kText},
                                      {"corrects", kText},
                                      {"order_kind", kText}};
constexpr FieldSpec kSamePerson[] = {{"one", kCode, true}, {"other", kCode, true},
                                     {"evidence", kText},  {"confirmed_by", kText},
                                     kFromField,           kUntilField};
constexpr FieldSpec kAccounts[] = {{"system", kCode, true},
                                   {"account", kCode, true},
                                   {"kind", kKind},
                                   {"holder", kCode},
                                   kFromField,
                                   kUntilField};
constexpr FieldSpec kEntitlements[] = {{"system", kCode, true},
                                       {"account", kCode, true},
                                       {"role", kText},
                                       {"basis", kText},
                                       kFromField,
                                       kUntilField};
constexpr FieldSpec kSharedUsers[] = {{"system", kCode, true},
                                      {"account", kCode, true},
                                      {"person", kCode, true},
                                      kFromField,
                                      kUntilField};
constexpr FieldSpec kTerminals[] = {{"terminal", kCode, true}, {"owner", kCode}, {"site", kCode},
                                    {"custodian", kCode},      kFromField,       kUntilField};
constexpr FieldSpec kLoans[] = {{"terminal", kCode, true},
                                {"borrower", kCode, true},
                                {"basis", kText},
                                kFromField,
                                kUntilField};
constexpr FieldSpec kRosters[] = {
    {"terminal", kCode, true}, {"person", kCode, true}, kFromField, kUntilField};
constexpr FieldSpec kAddresses[] = {
    {"address", kCode, true}, {"terminal", kCode, true}, kFromField, kUntilField};
constexpr FieldSpec kOutsourcing[] = {{"contract", kCode, true},
                                      {"contractor", kCode, true},
                                      {"principal", kCode, true},
                                      {"systems", kList},
                                      kFromField,
                                      kUntilField};
constexpr FieldSpec kContractStaff[] = {
    {"contract", kCode, true}, {"person", kCode, true}, kFromField, kUntilField};
constexpr FieldSpec kDisasters[] = {
    {"disaster", kCode, true}, {"name", kText}, {"areas", kList}, kFromField, kUntilField};
constexpr FieldSpec kGrants[] = {{"disaster", kCode},
                                 {"person", kCode, true},
                                 {"system", kCode, true},
                                 {"account", kCode, true},
                                 {"terminal", kCode, true},
                                 kFromField,
                                 kUntilField};
constexpr FieldSpec kRetailerCodes[] = {
    {"code", kCode, true}, {"entity", kCode, true}, kFromField, kUntilField};
constexpr FieldSpec kSupplyContracts[] = {
    {"supply_point", kKey, true}, {"customer", kCode}, {"retailer", kCode},
    {"applied", kInstant},        kFromField,          kUntilField};

}  // namespace

std::string_view name_of(Table table) {
  return kTableNames[static_cast<size_t>(table)];
}
std::string_view name_of(EntityKind kind) {
  return kEntityKinds[static_cast<size_t>(kind)];
}
std::string_view name_of(PostKind kind) {
  return kPostKinds[static_cast<size_t>(kind)];
}
std::string_view name_of(AccountKind kind) {
  return kAccountKinds[static_cast<size_t>(kind)];
}

std::span<const std::string_view> table_names() {
  return kTableNames;
}

std::optional<Table> table_named(std::string_view name) {
  for (size_t i = 0; i < kTableCount; ++i) {
    if (kTableNames[i] == name) return static_cast<Table>(i);
  }
  return std::nullopt;
}

std::span<const FieldSpec> fields_of(Table table) {
  switch (table) {
    case Table::kEntities:
      return kEntities;
    case Table::kSystems:
      return kSystems;
    case Table::kSites:
      return kSites;
    case Table::kPeople:
      return kPeople;
    case Table::kAssignments:
      return kAssignments;
    case Table::kSamePerson:
      return kSamePerson;
    case Table::kAccounts:
      return kAccounts;
    case Table::kEntitlements:
      return kEntitlements;
    case Table::kSharedUsers:
      return kSharedUsers;
    case Table::kTerminals:
      return kTerminals;
    case Table::kLoans:
      return kLoans;
    case Table::kRosters:
      return kRosters;
    case Table::kAddresses:
      return kAddresses;
    case Table::kOutsourcing:
      return kOutsourcing;
    case Table::kContractStaff:
      return kContractStaff;
    case Table::kDisasters:
      return kDisasters;
    case Table::kGrants:
      return kGrants;
    case Table::kRetailerCodes:
      return kRetailerCodes;
    case Table::kSupplyContracts:
      return kSupplyContracts;
  }
  return {};
}

std::optional<size_t> field_named(Table table, std::string_view name) {
  const auto fields = fields_of(table);
  const auto found = std::ranges::find(fields, name, &FieldSpec::name);
  if (found == fields.end()) return std::nullopt;
  return static_cast<size_t>(found - fields.begin());
}

std::span<const std::string_view> kinds_of(Table table) {
  switch (table) {
    case Table::kEntities:
      return kEntityKinds;
    case Table::kAssignments:
      return kPostKinds;
    case Table::kAccounts:
      return kAccountKinds;
    default:
      return {};
  }
}

}  // namespace sekisho::reg
