#include "tlog/log_pipeline.h"

#include <fmt/format.h>

#include <algorithm>

#include "tlog/limits.h"

namespace sekisho::tlog {
namespace {

constexpr size_t kTreeBytes = size_t{1} << 20;  // worth waking the publisher for
constexpr size_t kSpareBatches = 4;

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
  writer_ = std::thread([this] { write_batches(); });
  syncer_ = std::thread([this] { sync_batches(); });
  publisher_ = std::thread([this] { publish_batches(); });
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

Result<uint64_t> LogPipeline::submit(std::span<const std::string_view> entries) {
  size_t bytes = 0;
  for (const std::string_view entry : entries) {
    bytes += frame_size(entry);
    if (entry.size() <= kMaxEntryBytes) continue;
    return fail(ErrorCode::kLimit,
                fmt::format("an entry has {} bytes, more than {}", entry.size(), kMaxEntryBytes));
  }
  std::unique_lock lock(mutex_);
  changed_for_callers_.wait(
      lock, [&] { return failed_ || frozen_ || pending_bytes_ < options_.pending_bytes; });
  if (failed_) return std::unexpected(*failed_);
  if (frozen_) return fail(ErrorCode::kUsage, "the log is frozen");
  const uint64_t first = next_;
  for (const std::string_view entry : entries) append_frame(incoming_.frames, next_++, entry);
  incoming_.count += entries.size();
  pending_bytes_ += bytes;
  changed_for_writer_.notify_one();
  return first;
}

Result<void> LogPipeline::wait(uint64_t size) {
  std::unique_lock lock(mutex_);
  if (size > next_) {
    return fail(ErrorCode::kUsage, fmt::format("nobody submitted entry {}", size - 1));
  }
  changed_for_callers_.wait(lock, [&] { return failed_ || durable_ >= size; });
  if (durable_ < size) return std::unexpected(*failed_);
  return {};
}

void LogPipeline::write_batches() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_for_writer_.wait(lock, [&] { return failed_ || incoming_.count > 0 || stopping_; });
    if (failed_) return;
    if (incoming_.count == 0) break;
    Batch batch = std::exchange(incoming_, {});
    if (!spare_.empty()) {
      incoming_ = std::move(spare_.back());
      spare_.pop_back();
    }
    lock.unlock();
    const Result<void> done = write(batch);
    lock.lock();
    if (!done) return fail_all(done.error());
    written_ += batch.count;
    written_batches_.push_back(std::move(batch));
    changed_for_syncer_.notify_one();
  }
  writer_done_ = true;
  changed_for_syncer_.notify_one();
}

Result<void> LogPipeline::write(Batch& batch) {
  batch.leaves.reserve(batch.count);
  char* frame = batch.frames.data();
  for (uint64_t i = 0; i < batch.count; ++i) {
    const std::string_view entry = entry_of_frame(frame);
    batch.leaves.push_back(leaf_hash(entry));
    set_frame_hash(frame, batch.leaves.back());
    frame += frame_size(entry);
  }
  if (directory_.journal->must_sync(batch.frames.size())) {
    std::unique_lock lock(mutex_);
    changed_for_writer_.wait(lock, [&] { return failed_ || durable_ == written_; });
    if (failed_) return std::unexpected(*failed_);
  }
  return directory_.journal->write(batch.frames, batch.count);
}

void LogPipeline::sync_batches() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_for_syncer_.wait(lock,
                             [&] { return failed_ || !written_batches_.empty() || writer_done_; });
    if (failed_) return;
    if (written_batches_.empty()) break;
    std::deque<Batch> batches = std::exchange(written_batches_, {});
    const uint64_t target = written_;
    lock.unlock();
    const Result<void> synced = directory_.journal->sync();
    lock.lock();
    if (!synced) return fail_all(synced.error());
    durable_ = target;
    for (Batch& batch : batches) {
      durable_bytes_ += batch.frames.size();
      durable_batches_.push_back(std::move(batch));
    }
    changed_for_callers_.notify_all();
    changed_for_writer_.notify_one();
    changed_for_publisher_.notify_one();
  }
  syncer_done_ = true;
  changed_for_publisher_.notify_one();
}

bool LogPipeline::asked() const {
  return asked_ > answered_ && durable_ >= wanted_;
}

bool LogPipeline::due() const {
  return Clock::now() >= next_publication_;
}

void LogPipeline::publish_batches() {
  std::unique_lock lock(mutex_);
  const size_t enough = std::min(kTreeBytes, options_.pending_bytes / 2);
  while (true) {
    changed_for_publisher_.wait_until(lock, next_publication_, [&] {
      return failed_ || durable_bytes_ > enough || asked() || syncer_done_ || due();
    });
    if (failed_) return;
    const bool last = syncer_done_;
    const uint64_t answering = asked() ? asked_ : answered_;
    const bool publishes = asked() || ((due() || last) && durable_ > published_.size);
    if (due()) next_publication_ = Clock::now() + options_.publish_every;
    std::deque<Batch> batches = std::exchange(durable_batches_, {});
    durable_bytes_ = 0;
    lock.unlock();
    Result<void> done;
    for (Batch& batch : batches) {
      if (done = add_to_tree(batch); !done) break;
      const size_t bytes = batch.frames.size();
      batch.frames.clear();
      batch.leaves.clear();
      batch.count = 0;
      const std::lock_guard giving_back(mutex_);
      pending_bytes_ -= bytes;
      if (spare_.size() < kSpareBatches) spare_.push_back(std::move(batch));
      changed_for_callers_.notify_all();
    }
    if (done && publishes) done = publish_tree(answering);
    lock.lock();
    if (!done) return fail_all(done.error());
    if (last) return;
  }
}

Result<void> LogPipeline::add_to_tree(const Batch& batch) {
  const std::lock_guard lock(tree_mutex_);
  const char* frame = batch.frames.data();
  for (const Hash& leaf : batch.leaves) {
    const std::string_view entry = entry_of_frame(frame);
    if (auto added = directory_.publisher->add(entry, leaf); !added) return added;
    frame += frame_size(entry);
  }
  return {};
}

Result<void> LogPipeline::publish_tree(uint64_t answering) {
  const std::lock_guard tree(tree_mutex_);
  const Result<Checkpoint> checkpoint = directory_.publisher->publish();
  if (!checkpoint) return std::unexpected(checkpoint.error());
  {
    const std::lock_guard lock(mutex_);
    published_ = *checkpoint;
    answered_ = answering;
    changed_for_callers_.notify_all();
  }
  return directory_.journal->forget(checkpoint->size);
}

Result<Checkpoint> LogPipeline::publish() {
  std::unique_lock lock(mutex_);
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
