#include "tlog/log_pipeline.h"

#include <fmt/format.h>

#include <algorithm>

#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr size_t kTreeBytes = size_t{1} << 20;  // worth waking the publisher for
constexpr size_t kSpareGroups = 4;
// Who adds to a group of so many waits until it is being written: larger ones save no more syncs.
constexpr size_t kGroupBytes = size_t{4} << 20;
// After so long without an entry the journal is marked.
constexpr std::chrono::milliseconds kIdle{2};

}  // namespace

LogPipeline::LogPipeline(LogPlace place, LogDirectory directory, const LogOptions& options)
    : place_(std::move(place)),
      options_(options),
      directory_(std::move(directory)),
      next_(directory_.journal->end()),
      written_(next_),
      durable_(next_),
      published_(directory_.publisher->published()),
      next_publication_(Clock::now() + options.publish_every) {
  writer_ = std::thread([this] { write_groups(); });
  syncer_ = std::thread([this] { sync_groups(); });
  publisher_ = std::thread([this] { publish_groups(); });
}

LogPipeline::~LogPipeline() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_for_writer_.notify_all();
  for (std::thread* thread : {&writer_, &syncer_, &publisher_}) thread->join();
}

void LogPipeline::fail_all(const Error& error) {
  if (!failed_) failed_ = error;
  for (std::condition_variable* changed : {&changed_for_writer_, &changed_for_syncer_,
                                           &changed_for_publisher_, &changed_for_callers_}) {
    changed->notify_all();
  }
}

// Adds to what waits to be written; whoever calls sees to it that it is.
Result<uint64_t> LogPipeline::add(Lock& lock, std::span<const std::string_view> entries) {
  size_t bytes = 0;
  for (const std::string_view entry : entries) {
    bytes += sizeof(uint16_t) + entry.size();
    if (entry.size() <= kMaxEntryBytes) continue;
    return fail(ErrorCode::kLimit,
                fmt::format("an entry has {} bytes, more than {}", entry.size(), kMaxEntryBytes));
  }
  if (bytes > kMaxGroupBytes - kGroupBytes) {
    return fail(ErrorCode::kLimit, fmt::format("the entries have {} bytes together, more than {}",
                                               bytes, kMaxGroupBytes - kGroupBytes));
  }
  changed_for_callers_.wait(lock, [&] {
    return failed_ || frozen_ ||
           (pending_bytes_ < options_.pending_bytes && incoming_.entry_bytes() < kGroupBytes);
  });
  if (failed_) return std::unexpected(*failed_);
  if (frozen_) return fail(ErrorCode::kUsage, "the log is frozen");
  const uint64_t first = next_;
  for (const std::string_view entry : entries) incoming_.add(entry);
  next_ += entries.size();
  pending_bytes_ += bytes;
  return first;
}

Result<uint64_t> LogPipeline::append(std::span<const std::string_view> entries) {
  Lock lock(mutex_);
  const Result<uint64_t> first = add(lock, entries);
  if (!first) return first;
  const uint64_t size = *first + entries.size();
  while (!failed_ && durable_ < size) {
    if (can_write()) {
      write_next(lock);
    } else if (can_sync()) {
      sync_next(lock);
    } else {
      changed_for_callers_.wait(lock);
    }
  }
  if (durable_ < size) return std::unexpected(*failed_);
  return first;
}

Result<uint64_t> LogPipeline::submit(std::span<const std::string_view> entries) {
  Lock lock(mutex_);
  const Result<uint64_t> first = add(lock, entries);
  changed_for_writer_.notify_one();
  return first;
}

Result<void> LogPipeline::wait(uint64_t size) {
  Lock lock(mutex_);
  if (size > next_) {
    return fail(ErrorCode::kUsage, fmt::format("nobody submitted entry {}", size - 1));
  }
  changed_for_callers_.wait(lock, [&] { return failed_ || durable_ >= size; });
  if (durable_ < size) return std::unexpected(*failed_);
  return {};
}

void LogPipeline::write_next(Lock& lock) {
  writing_ = true;
  JournalGroup group = std::exchange(incoming_, {});
  if (!spare_.empty()) {
    incoming_ = std::move(spare_.back());
    spare_.pop_back();
  }
  if (group.entry_bytes() >= kGroupBytes) changed_for_callers_.notify_all();
  lock.unlock();
  group.hash();
  const bool must_sync = directory_.journal->must_sync(group);
  lock.lock();
  while (must_sync && !failed_ && durable_ < written_) {
    if (can_sync()) {
      sync_next(lock);
    } else {
      changed_for_callers_.wait(lock);
    }
  }
  if (!failed_) {
    lock.unlock();
    const Result<void> done = directory_.journal->write(group);
    lock.lock();
    if (!done) fail_all(done.error());
  }
  writing_ = false;
  if (failed_) return;
  written_ += group.count();
  written_groups_.push_back(std::move(group));
  if (incoming_.count() > 0 || stopping_) changed_for_writer_.notify_one();
}

void LogPipeline::mark(Lock& lock) {
  writing_ = true;
  lock.unlock();
  const Result<void> marked = directory_.journal->mark();
  lock.lock();
  writing_ = false;
  if (!marked) fail_all(marked.error());
  changed_for_callers_.notify_all();
}

void LogPipeline::sync_next(Lock& lock) {
  syncing_ = true;
  std::deque<JournalGroup> groups = std::exchange(written_groups_, {});
  const uint64_t target = written_;
  lock.unlock();
  const Result<void> synced = directory_.journal->sync();
  lock.lock();
  syncing_ = false;
  if (!synced) return fail_all(synced.error());
  durable_ = target;
  for (JournalGroup& group : groups) {
    durable_bytes_ += group.entry_bytes();
    durable_groups_.push_back(std::move(group));
  }
  changed_for_callers_.notify_all();
  if (writer_rests_) changed_for_writer_.notify_one();
  if (!written_groups_.empty()) changed_for_syncer_.notify_one();
  if (has_enough() || asked()) changed_for_publisher_.notify_one();
}

// Whether there are any that nobody writes; else the end has come. Meanwhile, what was acknowledged
// last is marked so.
bool LogPipeline::wait_for_entries(Lock& lock) {
  while (!failed_ && !can_write()) {
    if (stopping_ && incoming_.count() == 0 && !writing_) return false;
    writer_rests_ = directory_.journal->is_marked();
    const uint64_t durable_then = durable_;
    if (writer_rests_) {
      changed_for_writer_.wait(lock);
      writer_rests_ = false;
    } else if (changed_for_writer_.wait_for(lock, kIdle) == std::cv_status::timeout &&
               durable_ == durable_then && next_ == durable_ && !writing_) {
      mark(lock);
    }
  }
  return !failed_;
}

void LogPipeline::write_groups() {
  Lock lock(mutex_);
  while (wait_for_entries(lock)) {
    write_next(lock);
    changed_for_syncer_.notify_one();
  }
  writer_done_ = true;
  changed_for_syncer_.notify_one();
}

void LogPipeline::sync_groups() {
  Lock lock(mutex_);
  while (true) {
    changed_for_syncer_.wait(lock, [&] { return failed_ || can_sync() || writer_done_; });
    if (failed_) return;
    if (can_sync()) {
      sync_next(lock);
    } else {
      break;
    }
  }
  syncer_done_ = true;
  changed_for_publisher_.notify_one();
}

bool LogPipeline::has_enough() const {
  return durable_bytes_ > std::min(kTreeBytes, options_.pending_bytes / 2);
}

bool LogPipeline::asked() const {
  return asked_ > answered_ && durable_ >= wanted_;
}

bool LogPipeline::due() const {
  return Clock::now() >= next_publication_;
}

void LogPipeline::publish_groups() {
  Lock lock(mutex_);
  while (true) {
    changed_for_publisher_.wait_until(lock, next_publication_, [&] {
      return failed_ || has_enough() || asked() || syncer_done_ || due();
    });
    if (failed_) return;
    const bool last = syncer_done_;
    const bool busy = has_enough();
    const uint64_t answering = asked() ? asked_ : answered_;
    const bool publishes = asked() || ((due() || last) && durable_ > published_.size);
    if (due()) next_publication_ = Clock::now() + options_.publish_every;
    std::deque<JournalGroup> groups = std::exchange(durable_groups_, {});
    durable_bytes_ = 0;
    lock.unlock();
    Result<void> done;
    if (busy) done = directory_.journal->prepare();
    for (JournalGroup& group : groups) {
      if (done) done = add_to_tree(group);
      if (!done) break;
      const size_t bytes = group.entry_bytes();
      group.clear();
      const std::lock_guard giving_back(mutex_);
      pending_bytes_ -= bytes;
      if (spare_.size() < kSpareGroups) spare_.push_back(std::move(group));
      changed_for_callers_.notify_all();
    }
    if (done && publishes) done = publish_tree(answering);
    lock.lock();
    if (!done) return fail_all(done.error());
    if (last) return;
  }
}

Result<void> LogPipeline::add_to_tree(const JournalGroup& group) {
  const std::lock_guard lock(tree_mutex_);
  size_t i = 0;
  for (const std::string_view entry : group.entries()) {
    if (auto added = directory_.publisher->add(entry, group.leaves()[i++]); !added) return added;
  }
  return {};
}

Result<void> LogPipeline::publish_tree(uint64_t answering) {
  const std::lock_guard tree(tree_mutex_);
  const uint64_t size_before = directory_.publisher->published().size;
  const Result<Checkpoint> checkpoint = directory_.publisher->publish();
  if (!checkpoint) return std::unexpected(checkpoint.error());
  {
    const std::lock_guard lock(mutex_);
    published_ = *checkpoint;
    answered_ = answering;
    changed_for_callers_.notify_all();
  }
  // What was published last is kept until the next time, which makes the removal of its partial
  // tiles durable: open_log_directory relies on it.
  return directory_.journal->forget(size_before);
}

Result<Checkpoint> LogPipeline::publish() {
  Lock lock(mutex_);
  const uint64_t mine = ++asked_;
  wanted_ = next_;
  changed_for_publisher_.notify_one();
  changed_for_callers_.wait(lock, [&] { return failed_ || answered_ >= mine; });
  if (answered_ < mine) return std::unexpected(*failed_);
  return published_;
}

Result<Checkpoint> LogPipeline::add_key(SignerKey key) {
  {
    const std::lock_guard tree(tree_mutex_);
    const Result<void> added = directory_.publisher->keys().add(std::move(key));
    if (!added) return std::unexpected(added.error());
  }
  return publish();
}

Result<Checkpoint> LogPipeline::retire_key(uint32_t id) {
  {
    const std::lock_guard tree(tree_mutex_);
    const Result<void> retired = directory_.publisher->keys().retire(id);
    if (!retired) return std::unexpected(retired.error());
  }
  return publish();
}

Result<Checkpoint> LogPipeline::freeze() {
  {
    const std::lock_guard lock(mutex_);
    frozen_ = true;
    changed_for_callers_.notify_all();
  }
  const Result<Checkpoint> last = publish();
  if (!last) return last;
  if (auto written = write_durably(*place_.log, kFrozenFile, checkpoint_text(*last)); !written) {
    return std::unexpected(written.error());
  }
  return last;
}

Result<bool> LogPipeline::add_cosignatures(const Note& cosigned,
                                           std::span<const VerifierKey> witnesses) {
  const std::lock_guard tree(tree_mutex_);
  Result<bool> added = directory_.publisher->add_cosignatures(cosigned, witnesses);
  if (added || added.error().code == ErrorCode::kBadInput ||
      added.error().code == ErrorCode::kLimit) {
    return added;
  }
  const std::lock_guard lock(mutex_);
  fail_all(added.error());
  return added;
}

uint64_t LogPipeline::durable() const {
  const std::lock_guard lock(mutex_);
  return durable_;
}

Checkpoint LogPipeline::published() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

}  // namespace sekisho::tlog
