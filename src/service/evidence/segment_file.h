#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/error.h"
#include "crypto/secret_key.h"
#include "logs/log_profile.h"
#include "logs/reader.h"
#include "service/archive_segments.h"
#include "text/json.h"
#include "tlog/file_system.h"

// How a log file becomes a segment of the archive, and its seal an entry.
namespace sekisho::service {

// The id of the segment of a log file: the same file has one segment, and once erased never
// another.
std::string segment_id(const std::string& system, const std::string& file,
                       const std::string& received_sha256);

// Writes the log file into the archive, durably, and fills in what was found. `sealed` has its id,
// file, system, key and hash as received. kBadInput where the file is damaged or changes while it
// is read; kInternal where not every line is in the segment. `heard` is told of bytes as they are
// read, twice over.
Result<void> write_segment(tlog::Directory& archive, const logs::LogFile& file,
                           const logs::LogProfile& profile, const crypto::SecretKey* key,
                           SealedSegment& sealed, const std::function<void(uint64_t)>& heard);

// The draft of the entry that seals it.
text::JsonValue seal_draft(const SealedSegment& sealed);

}  // namespace sekisho::service
