#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/journal.h"

// Pools: terminals and IDs that an office has ready for disasters. An ID of a pool stands in no
// register until it is lent: one that is in force without a grant is itself irregular (domain 60).
namespace sekisho::disaster {

using casework::Journal;
using casework::Thing;

enum class ItemKind : uint8_t { kTerminal, kAccount };
inline constexpr std::array<std::string_view, 2> kItemKinds{"terminal", "account"};

// kToCheck: a terminal that came back and was not looked at; an ID whose lending has ended and
// whose deletion in its system is not proven. kRetired: no longer of the pool; an ID: deleted.
enum class ItemState : uint8_t { kReady, kLent, kToCheck, kMissing, kRetired };
inline constexpr std::array<std::string_view, 5> kItemStates{"ready", "lent", "to-check", "missing",
                                                             "retired"};

struct PoolItem {
  int64_t id = 0;
  ItemKind kind = ItemKind::kTerminal;
  std::string code;  // of the terminal; SYSTEM/ACCOUNT
  std::string office;
  ItemState state = ItemState::kReady;
  Instant since;
  std::string reason;   // of the last state that somebody gave it
  int64_t lending = 0;  // the last one; 0: none
};

// All below within a transaction. kUsage where a pool has it already, or the register of terminals
// has it not; kBadInput where an ID is no
// SYSTEM/ACCOUNT.
Result<int64_t> add_to_pool(Journal& journal, const std::string& office, ItemKind kind,
                            const std::string& code);
// kBadInput where so many are more than kMaxItemsAtOnce.
Result<void> check_additions(size_t count);
// What somebody says becomes of it: kReady, kMissing or kRetired. kUsage where the state does not
// permit it: what is lent is taken back first, and an ID that was lent is never lent again.
Result<void> set_state(Journal& journal, int64_t item, ItemState state, const std::string& reason);
// What becomes of it by what is done with a lending, or by a stock-take. Notes each time that
// something is found missing.
Result<void> move_item(store::Database& database, const PoolItem& item, ItemState state,
                       Instant now, int64_t lending, const std::string& reason = {});

// kNotFound.
Result<PoolItem> find_item(store::Database& database, int64_t id);
// What stands in a pool under a code and is not retired.
Result<std::optional<PoolItem>> item_of(store::Database& database, const std::string& code);
struct PoolFilter {
  std::string office = {}, state = {};
};
// By office, kind and code.
Result<std::vector<PoolItem>> list_pool(store::Database& database, const PoolFilter& filter);

Thing thing_of_item(int64_t id);

}  // namespace sekisho::disaster
