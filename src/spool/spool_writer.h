#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "spool/limits.h"
#include "tlog/file_system.h"
#include "tlog/journal.h"

// A spool on the disk (docs/formats/gate-look.md): `identity`, the name under which the record
// knows it; `journal/`, what was recorded (docs/formats/journal.md); `drained`, how far whoever
// drains it has come, after which segments are used again.
namespace sekisho::spool {

// Writes it, for the recorder. One process at a time has it. Not thread-safe.
class SpoolWriter {
 public:
  // Made where there is none. What was acknowledged is there; what was not may be. kUsage where
  // another recorder has it; kBadInput where entries that were acknowledged are missing, or where
  // there are entries of a spool that has no name.
  static Result<SpoolWriter> open(std::shared_ptr<tlog::Directory> directory,
                                  uint64_t segment_bytes = kSegmentBytes);

  // All entries are durable when it returns. After an error nothing can be written any more.
  Result<void> write(tlog::JournalGroup& group);

  // Some time after the last entry: says on the disk that it is durable.
  bool is_marked() const { return journal_->is_marked(); }
  Result<void> mark();
  // Gives up segments that are drained, and makes room ahead. No entry depends on that, nor on its
  // error.
  bool is_tidy() const { return tidy_at_ == journal_->end(); }
  Result<void> tidy_up();

  const std::string& id() const { return id_; }
  uint64_t end() const { return journal_->end(); }  // index of the next entry
  uint64_t first_kept() const { return journal_->first_kept(); }

 private:
  std::shared_ptr<tlog::Directory> directory_ = {};
  std::unique_ptr<tlog::FileLock> lock_ = {};
  std::unique_ptr<tlog::Journal> journal_ = {};
  std::string id_ = {};
  uint64_t tidy_at_ = ~uint64_t{0};  // where it ended when it was tidied up
};

}  // namespace sekisho::spool
