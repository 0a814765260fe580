#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/checkpoint.h"
#include "tlog/file_system.h"

namespace sekisho::tlog {

// The largest checkpoint that a log may have signed, in a file outside the log's directory, so that
// a restored or copied directory is found out. It is advanced before anything is signed. Locked
// while it is open. Not thread-safe.
class Guard {
 public:
  // A file for a log that begins. kUsage where one is there, but for one of the same empty log.
  static Result<void> create(Directory& directory, std::string_view name, const Checkpoint& empty);
  // kNotFound; kBadInput where it is no guard or that of another origin; kUsage where it is locked.
  static Result<Guard> open(std::shared_ptr<Directory> directory, std::string name,
                            std::string_view origin);

  const Checkpoint& signed_checkpoint() const { return signed_; }
  // Durably. kBadInput, and nothing may be signed, where `next` is smaller or another tree.
  Result<void> advance(const Checkpoint& next);

 private:
  Guard() = default;
  std::shared_ptr<Directory> directory_;
  std::string name_;
  std::unique_ptr<FileLock> lock_;
  Checkpoint signed_;
};

// What is said where a directory does not hold what was signed.
std::unexpected<Error> restored_error(uint64_t size, const Checkpoint& signed_checkpoint);
std::unexpected<Error> fork_error(const Checkpoint& signed_checkpoint);

}  // namespace sekisho::tlog
