#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/database.h"

// Evidence entries that were written together with their changes, and that a log has or is to have.
namespace sekisho::store {

struct OutboxRow {
  int64_t change = 0;
  std::string entry;              // all its bytes
  std::string leaf;               // its hash in the log, hexadecimal
  std::optional<uint64_t> index;  // in the log, once it is known to stand there
};

// Within the change's transaction.
Result<void> put_in_outbox(Database& database, const OutboxRow& row);
// Those that are not known to stand in the log, in the order of their changes.
Result<std::vector<OutboxRow>> waiting_entries(Database& database);
Result<std::optional<OutboxRow>> entry_of_change(Database& database, int64_t change);
// How many entries of the log need not be searched for waiting ones.
Result<uint64_t> searched_size(Database& database);
// Says where an entry stands. Nothing happens where that is known.
Result<void> mark_published(Database& database, int64_t change, uint64_t index);

}  // namespace sekisho::store
