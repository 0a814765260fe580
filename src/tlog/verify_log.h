#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "tlog/checkpoint.h"
#include "tlog/file_system.h"
#include "tlog/note.h"
#include "tlog/note_key.h"

namespace sekisho::tlog {

// Something in a log's directory that is not as the checkpoint says.
struct LogProblem {
  std::string path;               // the file, below the log's directory
  std::optional<uint64_t> entry;  // its index, where it is one entry
  std::string message;
};

struct VerifiedLog {
  Checkpoint checkpoint;
  std::vector<Signed> signatures;    // of the keys asked about
  uint64_t entry_bytes = 0;          // of all entries
  std::vector<LogProblem> problems;  // none: every byte that the checkpoint leads to is right
  uint64_t unlisted_problems = 0;    // beyond the first kMaxLogProblems
};

// Reads everything that the log's checkpoint leads to, once and in order, and holds it against the
// checkpoint: each entry against its leaf in the tree, each tile against the one above it, the
// right edge against the root. An error is one of the checkpoint itself: missing, damaged, signed
// by none of `keys`. Memory does not grow with the log.
// `progress` is told how many bytes and entries were read, now and then.
Result<VerifiedLog> verify_log(
    Directory& log, std::span<const VerifierKey> keys,
    const std::function<void(uint64_t bytes, uint64_t entries)>& progress = {});

// That a log that was verified without a problem continues what an earlier checkpoint of it says.
Result<void> verify_continues(Directory& log, const Checkpoint& verified,
                              const Checkpoint& earlier);

}  // namespace sekisho::tlog
