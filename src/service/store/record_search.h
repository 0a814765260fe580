#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/database.h"
#include "store/outbox.h"

namespace sekisho::service {

// What a record has beyond what a store says of it.
struct RecordSearch {
  std::vector<std::optional<uint64_t>> found;  // where the waiting entries stand, in their order
  uint64_t unknown = 0;                        // changes of registers that the store does not have
};
// Reads what was published of the record since the last entry that the store knows to stand there.
Result<RecordSearch> search_record(const std::string& record, store::Database& database,
                                   const std::vector<store::OutboxRow>& waiting);

// The hash of an entry in the log, hexadecimal.
std::string leaf_of(std::string_view entry);

}  // namespace sekisho::service
