#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/journal_group.h"
#include "tlog/tree_hash.h"

// Where entries are durable before they are in tiles (docs/formats/journal.md). Segment files that
// are preallocated, and used again when they are no longer needed, hold groups of entries: writing
// into them changes no metadata, so that a sync costs the data alone. Each group says how much of
// the log was durable when it was written, so that damage to what was acknowledged is not taken for
// a write that a crash cut off.
//
// After an error of a write or a sync the journal refuses everything. The system may have marked
// pages clean that never reached the disk, so neither a second sync nor reading the file proves
// anything. `open` therefore writes again whatever it finds in the last segment.
namespace sekisho::tlog {

class Journal {
 public:
  // Of no use yet: `create` and `open` make journals.
  Journal(std::shared_ptr<Directory> directory, uint64_t segment_bytes);

  // Told of each entry from the first of the segment with `from` on, in order. An error ends it.
  using Replay =
      std::function<Result<void>(uint64_t index, std::string_view entry, const Hash& leaf)>;

  // An empty journal in an empty directory, durably.
  static Result<void> create(std::shared_ptr<Directory> directory, uint64_t segment_bytes);

  // Reads what stands there and changes nothing; `begin` comes before the first `write`. The
  // entries begin at or before `from`, which is where published tiles end. kBadInput where entries
  // are missing that once were durable.
  static Result<std::unique_ptr<Journal>> open(const std::shared_ptr<Directory>& directory,
                                               uint64_t segment_bytes, uint64_t from,
                                               const Replay& replay);
  // Begins a new segment behind the last one. All that was read is durable then.
  Result<void> begin();

  // A group whose leaves are hashed, behind all others. Begins a new segment where this one is
  // full, which needs everything synced: `must_sync` says so.
  bool must_sync(const JournalGroup& group) const;
  Result<void> write(JournalGroup& group);
  // Everything that was written before the call is durable. May run while another thread writes,
  // but for the write of which `must_sync` was true.
  Result<void> sync();

  // Whether what stands behind the entries that are durable says that they are. `mark` writes an
  // empty group that does, where there is room for one; it is synced with the next one.
  bool is_marked() const { return marked_ == durable_; }
  Result<void> mark();

  // Makes a spare file for the next segment, where there is none, so that `write` need not wait for
  // it. May run while others write and sync.
  Result<void> prepare();
  // Gives up segments of which every entry is below `size`: some are kept for their room, the
  // others removed. May run while others write and sync.
  Result<void> forget(uint64_t size);

  uint64_t end() const { return end_; }  // index of the next entry
  uint64_t first_kept() const;           // index of the first entry that is still there

 private:
  Result<void> begin_segment(uint64_t bytes);  // with room for a group of so many
  Result<std::unique_ptr<File>> new_segment(const std::string& name, uint64_t size);
  Result<std::unique_ptr<File>> used_segment(const std::string& name, uint64_t size);
  Result<void> write_sealed(std::string_view bytes);

  std::shared_ptr<Directory> directory_;
  uint64_t segment_bytes_;
  std::mutex spare_mutex_;             // of files while they become spare or are used again;
  mutable std::mutex segments_mutex_;  // taken before this one, of the two lists
  std::vector<uint64_t> segments_;     // first indices, ascending; the last is open
  std::vector<std::string> spare_;     // names of files that were segments
  std::shared_ptr<File> file_;
  JournalSalt salt_{};     // of the open segment
  uint64_t position_ = 0;  // in it; behind what holds
  uint64_t capacity_ = 0;
  std::atomic<uint64_t> end_ = 0;
  std::atomic<uint64_t> durable_ = 0;  // entries that are synced
  std::atomic<uint64_t> marked_ = 0;   // the largest `durable_` that was written down
};

}  // namespace sekisho::tlog
