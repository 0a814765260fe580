#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/tree_hash.h"

// Where entries are durable before they are in tiles (docs/formats/journal.md). Segment files that
// are preallocated hold frames, one an entry: writing into them changes no metadata, so that a sync
// costs the data alone.
//
// After an error of a write or a sync the journal refuses everything. The system may have marked
// pages clean that never reached the disk, so neither a second sync nor reading the file proves
// anything. `open` therefore writes again whatever it finds in the last segment.
namespace sekisho::tlog {

inline constexpr size_t kFrameHeadBytes = 28;      // length u32, index u64, checksum
inline constexpr size_t kFrameChecksumBytes = 16;  // the first of the entry's leaf hash

// Appends the frame of an entry whose leaf hash is not known yet, and tells it.
void append_frame(std::string& frames, uint64_t index, std::string_view entry);
void set_frame_hash(char* frame, const Hash& leaf);
// The entry in a frame that is known to be whole, and the frame's size.
std::string_view entry_of_frame(const char* frame);
inline size_t frame_size(std::string_view entry) {
  return kFrameHeadBytes + entry.size();
}

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
  // Cuts the last segment where its frames stop to hold and begins a new one behind it. All that
  // was read is durable then.
  Result<void> begin();

  // `frames` of the entries from `end()` on, `count` of them, behind all others. Begins a new
  // segment where this one is full, which needs everything synced: `must_sync` says so.
  bool must_sync(size_t bytes) const;
  Result<void> write(std::string_view frames, uint64_t count);
  // Everything that was written before the call is durable. May run while another thread writes,
  // but for the write of which `must_sync` was true.
  Result<void> sync();

  // Removes segments of which every entry is below `size`. May run while others write and sync.
  Result<void> forget(uint64_t size);

  uint64_t end() const { return end_; }  // index of the next entry

 private:
  Result<void> begin_segment(uint64_t bytes);

  std::shared_ptr<Directory> directory_;
  uint64_t segment_bytes_;
  std::mutex segments_mutex_;
  std::vector<uint64_t> segments_;  // first indices, ascending; the last is open
  std::shared_ptr<File> file_;
  uint64_t position_ = 0;  // in the open segment; behind what holds
  uint64_t capacity_ = 0;
  uint64_t end_ = 0;
};

}  // namespace sekisho::tlog
