#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "crypto/secret_key.h"
#include "logs/byte_source.h"
#include "logs/segment_reader.h"
#include "logs/segment_writer.h"

namespace sekisho::logs {

// What a segment was sealed as, and how its log file was received.
struct SealedLog {
  std::string name;  // of the log file, for errors
  SegmentSeal seal;
  std::string received_sha256;
  uint64_t received_bytes = 0;
};

// Reads a log file out of its segment, a frame at a time: every byte is held against the seal
// before it is handed over. What was changed is an error with the log file and the line, from which
// on it cannot be believed; the file's hash and size are those as received. Errors of opening are
// those of SegmentReader.
Result<std::unique_ptr<ByteSource>> open_segment_source(std::unique_ptr<SegmentBytes> bytes,
                                                        SealedLog sealed,
                                                        std::optional<crypto::SecretKey> key);

}  // namespace sekisho::logs
