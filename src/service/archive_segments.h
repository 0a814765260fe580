#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/store_reader.h"
#include "logs/segment_reader.h"
#include "logs/segment_writer.h"
#include "tlog/file_system.h"

// Segments of the archive as their seals in the log tell them, and as files.
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

std::string segment_file_name(const std::string& id);  // in the archive

// All seals of a log, in the order of its entries, each proved to be in its tree.
Result<std::vector<SealedSegment>> seals_of(evidence::StoreReader& log);

// A segment's file. kNotFound where there is none.
Result<std::unique_ptr<logs::SegmentBytes>> open_segment(tlog::Directory& archive,
                                                         const std::string& id);

}  // namespace sekisho::service
