#include "service/gate/gate_drain.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "evidence/entry.h"
#include "service/gate/look_entries.h"
#include "tlog/file_system.h"

namespace sekisho::service {

using Clock = std::chrono::steady_clock;

struct GateDrain::Batch {
  std::vector<LedgerEntry> entries = {};
  uint64_t end = 0;    // position behind it
  uint64_t taken = 0;  // entries of the spool
  uint64_t gaps = 0;
  std::optional<Instant> newest = {};  // when the last one was looked at
  std::vector<casework::WatchedLook> watched = {};
};

namespace {

Result<void> keep_watched(store::Database& database,
                          const std::vector<casework::WatchedLook>& looks) {
  for (const casework::WatchedLook& look : looks) {
    if (auto added = casework::add_look(database, look); !added) return added;
  }
  return {};
}

}  // namespace

Result<void> GateDrain::open() {
  auto directory = tlog::open_private_directory(options_.spool.string());
  if (!directory) return std::unexpected(directory.error());
  const std::shared_ptr<tlog::Directory> spool = std::move(*directory);
  if (!drain_) {
    Result<spool::SpoolDrain> drain = spool::SpoolDrain::take(spool);
    if (!drain) return std::unexpected(drain.error());
    drain_ = std::move(*drain);
  }
  const Result<std::string> id = spool::SpoolReader::identity(*spool);
  if (!id) return std::unexpected(id.error());
  int64_t position = 0;
  int64_t seen = 0;
  auto asked = ledger_.read([&](store::Database& database) {
    return database.query(
        [&](const store::ResultRow& row) -> Result<void> {
          position = row.integer(0);
          seen = row.integer(1);
          return {};
        },
        "SELECT position, seen FROM gate_spool WHERE spool = $1", std::string_view(*id));
  });
  if (!asked) return asked;
  // The database may be an older one than the record.
  if (auto shown = ledger_.publish(); !shown) return shown;
  const Result<uint64_t> recorded =
      looks_recorded(ledger_.directory().record(), static_cast<uint64_t>(seen), *id);
  if (!recorded) return std::unexpected(recorded.error());
  seen_ = static_cast<uint64_t>(seen);
  position_ = std::max(static_cast<uint64_t>(position), *recorded);
  Result<spool::SpoolReader> reader = spool::SpoolReader::open(spool, position_);
  if (!reader) return std::unexpected(reader.error());
  reader_ = std::move(*reader);
  return {};
}

Result<GateDrain::Batch> GateDrain::read_batch() {
  Batch out;
  const std::string& spool = reader_->id();
  if (reader_->position() > position_) {
    out.entries.push_back(lost_looks(spool, position_, reader_->position() - position_));
    ++out.gaps;
  }
  while (out.taken < kDrainBatch && out.entries.size() < kDrainRecords) {
    const Result<uint64_t> told =
        reader_->read(1, [&](uint64_t index, std::string_view bytes) -> Result<void> {
          for (LedgerEntry& entry : look_entries(spool, index, bytes, ledger_)) {
            if (entry.draft.find("kind")->as_string() == "gap") ++out.gaps;
            out.entries.push_back(std::move(entry));
          }
          if (auto watched = watched_look(spool, index, bytes))
            out.watched.push_back(std::move(*watched));
          return {};
        });
    if (!told) return std::unexpected(told.error());
    if (*told == 0) break;
    ++out.taken;
  }
  out.end = reader_->position();
  if (!out.entries.empty()) {
    const text::JsonValue* const time = out.entries.back().draft.find("time");
    if (time != nullptr) out.newest = evidence::entry_time(time->as_string().value_or(""));
  }
  return out;
}

Result<void> GateDrain::write_batch(const Batch& batch) {
  const auto work = [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
    const std::string_view spool = reader_->id();
    const Result<std::optional<int64_t>> there =
        database.number("SELECT position FROM gate_spool WHERE spool = $1", spool);
    if (!there) return std::unexpected(there.error());
    if (there->value_or(0) > static_cast<int64_t>(position_))
      return fail(ErrorCode::kUsage, "somebody else drains the gate's spool");
    const Result<uint64_t> noted = database.run(
        "INSERT INTO gate_spool (spool, position, seen) VALUES ($1, $2, $3) "
        "ON CONFLICT (spool) DO UPDATE SET position = $2, seen = $3",
        spool, batch.end, seen_);
    if (!noted) return std::unexpected(noted.error());
    if (auto kept = keep_watched(database, batch.watched); !kept)
      return std::unexpected(kept.error());
    return batch.entries;
  };
  const auto written = ledger_.write(work, options_.now());
  if (!written) return std::unexpected(written.error());
  position_ = batch.end;
  seen_ = written->front();
  return {};
}

Result<void> GateDrain::forget() {
  const Clock::time_point now = Clock::now();
  if (forgotten_ == position_ || now < forget_at_) return {};
  forget_at_ = now + kForgetEvery;
  if (auto done = drain_->forget(position_); !done) return done;
  forgotten_ = position_;
  return {};
}

Result<uint64_t> GateDrain::drain() {
  const auto done = [&]() -> Result<Batch> {
    if (!reader_) {
      if (auto opened = open(); !opened) return std::unexpected(opened.error());
    }
    Result<Batch> batch = read_batch();
    if (!batch) return batch;
    if (!batch->entries.empty()) {
      if (auto written = write_batch(*batch); !written) return std::unexpected(written.error());
    }
    if (auto forgotten = forget(); !forgotten) return std::unexpected(forgotten.error());
    return batch;
  }();
  const std::scoped_lock lock(mutex_);
  status_.works = done.has_value();
  if (!done) {
    // Whether a transaction was committed is not known: it says so itself.
    reader_.reset();
    return std::unexpected(done.error());
  }
  status_.taken += done->taken;
  status_.gaps += done->gaps;
  status_.waiting = reader_->waiting();
  const bool more = done->taken == kDrainBatch;
  status_.behind_micros =
      more && done->newest ? std::max<int64_t>(options_.now().micros - done->newest->micros, 0) : 0;
  return done->taken;
}

GateDrain::Status GateDrain::status() const {
  const std::scoped_lock lock(mutex_);
  return status_;
}

void GateDrain::start() {
  thread_ = std::thread([this] { run(); });
}

void GateDrain::stop() {
  if (!thread_.joinable()) return;
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void GateDrain::run() {
  std::string said;  // what went wrong last
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const Result<uint64_t> taken = drain();
    const std::string problem = taken ? "" : to_string(taken.error());
    if (problem != said) {
      options_.say(taken ? "the gate's spool is drained again" : "the gate's spool: " + problem);
    }
    said = problem;
    lock.lock();
    // A few are left to become more: a transaction costs what it costs.
    if (taken && *taken == kDrainBatch) continue;
    const std::chrono::milliseconds pause = taken ? kDrainPause : kDrainRetry;
    changed_.wait_for(lock, pause, [&] { return stopping_; });
  }
}

}  // namespace sekisho::service
