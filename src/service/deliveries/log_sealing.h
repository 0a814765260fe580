#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "logs/log_profile.h"
#include "logs/reader.h"
#include "service/archive_segments.h"
#include "service/store/ledger.h"

// Logs into the archive of a server's store, whose ledger is open.
namespace sekisho::service {

// What the record of a ledger seals so far.
Result<std::vector<SealedSegment>> seals_of(Ledger& ledger);

// Writes a log file into the archive, encrypted under a key of its own. The entry that seals it
// (seal_draft) is the caller's to write: until then the file is nobody's. `sha256` is that of the
// file. Errors of write_segment.
Result<SealedSegment> write_log(Ledger& ledger, const logs::LogFile& file,
                                const logs::LogProfile& profile, const std::string& sha256,
                                const std::function<void(uint64_t)>& heard);
// Takes such a file away that no entry seals.
Result<void> drop_log(Ledger& ledger, const std::string& segment);

}  // namespace sekisho::service
