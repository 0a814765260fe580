#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/database.h"

// Evidence entries that were written together with what they tell of, and that a log has or is to
// have. An entry of a change of the registers stays; of the others only those that wait, and the
// last one that the log has.
namespace sekisho::store {

struct OutboxRow {
  int64_t id = 0;      // given when it is put; a larger one comes later in the log
  int64_t change = 0;  // of the registers; 0: none
  std::string entry;   // all its bytes
  std::string leaf;    // its hash in the log, hexadecimal
  std::optional<uint64_t> index = std::nullopt;  // in the log, once it is known to stand there
};

// Within the transaction that wrote what the entry tells of. The id.
Result<int64_t> put_in_outbox(Database& database, const OutboxRow& row);
// Those that are not known to stand in the log, in their order.
Result<std::vector<OutboxRow>> waiting_entries(Database& database);
// Where the entry of a change stands, once that is known.
Result<std::optional<int64_t>> entry_of_change(Database& database, int64_t change);
// How many entries of the log need not be searched for waiting ones.
Result<uint64_t> searched_size(Database& database);

struct Published {
  int64_t id = 0;
  uint64_t index = 0;
};
// Says where entries stand, in their order, and forgets those that need not be kept: within a
// transaction of the caller's. None that comes before them may wait any longer.
Result<void> mark_published(Database& database, const std::vector<Published>& published);

}  // namespace sekisho::store
