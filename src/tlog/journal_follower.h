#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/journal_reader.h"

// Reads a journal while another process writes it, and tells only what is durable: what the next
// group, or the next segment, says to be so. That comes as late as the writer's mark at the latest.
// Changes nothing. Not thread-safe.
namespace sekisho::tlog {

class JournalFollower {
 public:
  // Entries from `from` on, or from the first one that is still there: `next` says which. kNotFound
  // where there is no journal.
  static Result<JournalFollower> open(std::shared_ptr<Directory> directory, uint64_t from);

  using Each = std::function<Result<void>(uint64_t index, std::string_view entry)>;
  // Tells what is durable by now, in order, at most `count` entries; how many. An error of `each`
  // ends it, and the next call begins with the same entry. kBadInput where entries that were
  // durable do not hold, or where the journal ends before `from`.
  Result<uint64_t> read(uint64_t count, const Each& each);

  uint64_t next() const { return next_; }  // index of the entry that comes next
  // Entries that are known to be durable and were not told.
  uint64_t waiting() const { return durable_ > next_ ? durable_ - next_ : 0; }

 private:
  JournalFollower(std::shared_ptr<Directory> directory, uint64_t next)
      : directory_(std::move(directory)), next_(next) {}
  // Whether it got any further: in this segment, or to the next one.
  Result<bool> advance(uint64_t count);
  Result<bool> next_segment();
  Result<SegmentEnd> read_on(uint64_t count);

  std::shared_ptr<Directory> directory_;
  std::unique_ptr<File> file_ = {};
  uint64_t first_ = 0;  // of the open segment
  SegmentEnd end_ = {};
  std::deque<std::string> read_ = {};  // from `next_` on, durable or not yet
  uint64_t next_;
  uint64_t durable_ = 0;
};

}  // namespace sekisho::tlog
