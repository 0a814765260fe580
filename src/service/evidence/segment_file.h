#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "crypto/secret_key.h"
#include "evidence/store_reader.h"
#include "logs/log_profile.h"
#include "logs/reader.h"
#include "logs/segment_reader.h"
#include "logs/segment_writer.h"
#include "text/json.h"
#include "tlog/file_system.h"

// Segments of the archive as files, and their seals as entries.
namespace sekisho::service {

// A log file in the archive, as its entry says.
struct SealedSegment {
  uint64_t entry = 0;
  std::string id;
  std::string file;             // the log file's name
  std::string received_sha256;  // of it as it was received, packed or not
  uint64_t received_bytes = 0;
  std::string system;
  std::string retention_class;
  std::string key;  // empty: not encrypted
  logs::SegmentSeal seal;
  uint64_t events = 0, rejects = 0;
  Period period{kForever, kBeginning};  // from the first access to behind the last; empty: none
};

// The id of the segment of a log file: the same file has one segment, and once erased never
// another.
std::string segment_id(const std::string& system, const std::string& file,
                       const std::string& received_sha256);
std::string segment_file_name(const std::string& id);  // in the archive

// Writes the log file into the archive, durably, and fills in what was found. `sealed` has its id,
// file, system, key and hash as received. kBadInput where the file is damaged or changes while it
// is read; kInternal where not every line is in the segment. `heard` is told of bytes as they are
// read, twice over.
Result<void> write_segment(tlog::Directory& archive, const logs::LogFile& file,
                           const logs::LogProfile& profile, const crypto::SecretKey* key,
                           SealedSegment& sealed, const std::function<void(uint64_t)>& heard);

// The draft of the entry that seals it.
text::JsonValue seal_draft(const SealedSegment& sealed);

// All seals of a log, in the order of its entries, each proved to be in its tree.
Result<std::vector<SealedSegment>> seals_of(evidence::StoreReader& log);

// A segment's file. kNotFound where there is none.
Result<std::unique_ptr<logs::SegmentBytes>> open_segment(tlog::Directory& archive,
                                                         const std::string& id);

}  // namespace sekisho::service
