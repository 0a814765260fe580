#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/journal_follower.h"

namespace sekisho::spool {

// Reads a spool from a position on, while its recorder writes it or while none does. Not
// thread-safe.
class SpoolReader {
 public:
  // kNotFound where there is no spool yet: its recorder makes it. `from` and all positions are
  // indexes of entries.
  static Result<SpoolReader> open(const std::shared_ptr<tlog::Directory>& directory, uint64_t from);
  // The name of the spool that stands there.
  static Result<std::string> identity(tlog::Directory& directory);

  const std::string& id() const { return id_; }
  // Of the entry that comes next. Once opened: `from`, or the first entry that is still there.
  uint64_t position() const { return follower_.next(); }
  uint64_t waiting() const { return follower_.waiting(); }  // that are known and were not told

  using Each = tlog::JournalFollower::Each;
  // Tells durable entries in order, at most so many, and how many; 0: none for now. Errors as of
  // JournalFollower::read.
  Result<uint64_t> read(uint64_t count, const Each& each) { return follower_.read(count, each); }

 private:
  SpoolReader(std::string id, tlog::JournalFollower follower)
      : id_(std::move(id)), follower_(std::move(follower)) {}
  std::string id_;
  tlog::JournalFollower follower_;
};

// The one who drains a spool: nobody else does meanwhile.
class SpoolDrain {
 public:
  // kUsage where somebody else drains it.
  static Result<SpoolDrain> take(std::shared_ptr<tlog::Directory> directory);
  // Entries before `position` are kept elsewhere by now: the recorder uses their room again.
  Result<void> forget(uint64_t position);

 private:
  std::shared_ptr<tlog::Directory> directory_ = {};
  std::unique_ptr<tlog::FileLock> lock_ = {};
};

}  // namespace sekisho::spool
