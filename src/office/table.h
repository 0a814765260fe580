#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "office/office.h"

// What every role may do, found by asking the policies: under circumstances in which nothing is
// missing, and then once more for each thing that could be.
namespace sekisho::office {

enum class Condition : uint8_t {
  kFreshProof,    // the session was stepped up for it
  kPurpose,       // a purpose is stated
  kSecondPerson,  // somebody else approved, or the number of the company's own decision is there
  kAuthority,     // 決裁権限
  kDeputy,        // without it, as a registered deputy of somebody who has it
  kOwnSystem,     // the thing is of a system that they administer
  kAssignment,    // during their assignment
  kNotOwnAct,     // neither their own act nor about themselves
  kAwaited,       // a deputy decided in their place
  kAffiliateToo,  // no condition: people of the affiliate's IT company may, too
};

std::string_view name_of(Condition condition);  // `fresh-proof`, `own-system`, …

struct TableCell {
  bool allowed = false;
  std::set<Condition> conditions = {};
  std::set<Demand> demands = {};
};

struct TableRow {
  ThingKind thing;
  Action action;
  std::array<TableCell, kRoles.size()> cells;  // in the order of kRoles
};

// Every action of the schema with everything that it makes sense for, by thing.
Result<std::vector<TableRow>> table_of(const Office& office);

// As a table of Markdown, with what its signs mean below it.
std::string table_markdown(const std::vector<TableRow>& rows, bool japanese);

}  // namespace sekisho::office
