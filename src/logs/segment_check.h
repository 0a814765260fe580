#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "crypto/secret_key.h"
#include "logs/segment_reader.h"
#include "logs/segment_writer.h"

namespace sekisho::logs {

// Where a segment is not as it was sealed. Lines are those of the log file, from 1.
struct SegmentProblem {
  uint64_t first_line = 1;
  uint64_t last_line = 1;
  std::string message;

  bool operator==(const SegmentProblem&) const = default;
};

struct SegmentCheck {
  std::vector<SegmentProblem> problems;  // none: every byte is right
  bool opened = false;                   // the content was looked at, too, and not only its hashes
};

// Holds every byte of a segment against its seal: head and index against the hash, each frame
// against the index. Where it is not encrypted, or `key` is there, its lines are counted and hashed
// once more, too. Damage is found wherever it is, and the lines that it concerns are named as
// closely as the undamaged rest allows. An error is one of the operating system.
Result<SegmentCheck> check_segment(const SegmentBytes& bytes, const SegmentSeal& seal,
                                   const crypto::SecretKey* key);

}  // namespace sekisho::logs
