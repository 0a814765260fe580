#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/file_system.h"

// The small files of a spool, and the names of the others.
namespace sekisho::spool {

inline constexpr std::string_view kJournalDirectory = "journal";
inline constexpr std::string_view kRecorderLock = "recorder.lock";
inline constexpr std::string_view kDrainLock = "drain.lock";

// 32 hexadecimal digits. kNotFound where it has none.
Result<std::string> read_identity(tlog::Directory& spool);
// A new one, durably.
Result<std::string> write_identity(tlog::Directory& spool);

// Entries before this index are drained; 0 where nobody said so.
Result<uint64_t> read_drained(tlog::Directory& spool);
Result<void> write_drained(tlog::Directory& spool, uint64_t index);

}  // namespace sekisho::spool
