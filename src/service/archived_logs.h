#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "evidence/store.h"
#include "logs/log_profile.h"
#include "logs/reader.h"

namespace sekisho::service {

// Where an archive is; `master` is the file of the vault's master key, empty: the usual one.
struct ArchivePlace {
  evidence::StorePlace store;
  std::string master;
  std::vector<std::string> only = {};  // these segments; empty: all
};

// Logs that audit obtained itself, to compare them with those that were delivered, have names below
// this one and are no part of a review.
inline constexpr std::string_view kAuditCopies = "audit-copies";

// The log files that an archive keeps, as find_logs would find them in a directory.
struct ArchivedLogs {
  struct Seal {
    std::string segment, hash;
    std::string received_sha256;  // of the log file
  };
  // Sealed, and not read.
  struct LeftOut {
    enum class Why : uint8_t {
      kErased,
      kReplaced,   // a later segment has a file of the same name
      kAuditCopy,  // it is of kAuditCopies
    };
    std::string segment, file;
    Why why = Why::kReplaced;
  };
  logs::LogSet set;
  std::vector<Seal> seals;  // by index of the files
  std::vector<LeftOut> left_out;
};

// Each file is opened when a review comes to it, and every byte of it is held against the log. What
// no profile claims is `unclaimed`. kNotFound where a sealed file is missing, with its place.
Result<ArchivedLogs> archived_logs(const ArchivePlace& place,
                                   const std::vector<logs::LogProfile>& profiles);

}  // namespace sekisho::service
