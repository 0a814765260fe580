#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/error.h"
#include "tlog/log.h"
#include "tlog/log_directory.h"

namespace sekisho::tlog {

// The threads of a log and what they hand on: entries that wait, groups that are written, groups
// that are durable. Writing and syncing are done by whoever finds something to do and nobody at it:
// a caller of `append`, who would only wait otherwise, or else a thread for each. Any number of
// threads, except for the destructor.
class LogPipeline {
 public:
  LogPipeline(LogPlace place, LogDirectory directory, const LogOptions& options);
  ~LogPipeline();

  Result<uint64_t> append(std::span<const std::string_view> entries);
  Result<uint64_t> submit(std::span<const std::string_view> entries);
  Result<void> wait(uint64_t size);
  Result<Checkpoint> publish();
  Result<Checkpoint> add_key(SignerKey key);
  Result<Checkpoint> retire_key(uint32_t id);
  Result<Checkpoint> freeze();
  Result<bool> add_cosignatures(const Note& cosigned, std::span<const VerifierKey> witnesses);
  uint64_t durable() const;
  Checkpoint published() const;

 private:
  using Clock = std::chrono::steady_clock;
  using Lock = std::unique_lock<std::mutex>;

  Result<uint64_t> add(Lock& lock, std::span<const std::string_view> entries);
  void write_groups();
  void sync_groups();
  void publish_groups();
  bool wait_for_entries(Lock& lock);
  // Each is done by one thread at a time, which gives up the lock meanwhile.
  bool can_write() const { return !writing_ && incoming_.count() > 0; }
  bool can_sync() const { return !syncing_ && !written_groups_.empty(); }
  void write_next(Lock& lock);
  void mark(Lock& lock);
  void sync_next(Lock& lock);
  Result<void> add_to_tree(const JournalGroup& group);
  Result<void> publish_tree(uint64_t answering);
  bool has_enough() const;
  bool asked() const;
  bool due() const;
  void fail_all(const Error& error);

  const LogPlace place_;
  const LogOptions options_;
  LogDirectory directory_;
  std::mutex tree_mutex_;  // of the publisher in it; taken before the other one

  mutable std::mutex mutex_;  // of all that follows
  std::condition_variable changed_for_writer_, changed_for_syncer_, changed_for_publisher_;
  std::condition_variable changed_for_callers_;
  JournalGroup incoming_;
  std::deque<JournalGroup> written_groups_, durable_groups_;
  std::vector<JournalGroup> spare_;  // emptied ones: their memory is used again
  size_t pending_bytes_ = 0;         // submitted and not yet in tiles
  size_t durable_bytes_ = 0;         // of these, in durable groups
  uint64_t next_ = 0;                // index of the next entry
  uint64_t written_ = 0;             // entries in the journal,
  uint64_t durable_ = 0;             // of these, synced,
  Checkpoint published_;             // of these, published
  uint64_t asked_ = 0;               // publications that somebody asked for, and those done
  uint64_t answered_ = 0;
  uint64_t wanted_ = 0;  // entries that the last one has to have
  Clock::time_point next_publication_;
  bool writing_ = false, syncing_ = false;  // somebody is at it
  bool writer_rests_ = false;               // until it is told that there is something to mark
  bool frozen_ = false;
  bool stopping_ = false;
  bool writer_done_ = false, syncer_done_ = false;
  std::optional<Error> failed_;

  std::thread writer_, syncer_, publisher_;
};

}  // namespace sekisho::tlog
