#include "service/store/ledger.h"

#include <fmt/format.h>

#include <utility>

#include "evidence/key_id.h"
#include "evidence/store_reader.h"
#include "service/store/limits.h"
#include "service/store/record_search.h"
#include "text/time_format.h"

namespace sekisho::service {

Result<std::unique_ptr<Ledger>> Ledger::open(const StorePlace& place, Behind behind) {
  Result<store::StoreDirectory> directory = store::find_store_directory(place.directory);
  if (!directory) return std::unexpected(directory.error());
  // The schema first: nobody is to wait for the log in order to hear of it.
  if (const auto checked = store::open_store(*directory); !checked) {
    return std::unexpected(checked.error());
  }
  const evidence::StorePlace record = evidence::store_at(directory->record());
  Result<std::unique_ptr<evidence::Store>> log = evidence::Store::open(record);
  if (!log) return std::unexpected(log.error());
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(record.directory);
  if (!reader) return std::unexpected(reader.error());
  Result<std::unique_ptr<evidence::Beside>> beside =
      evidence::Beside::open(record, place.master, evidence::Vault::Access::kWrite, *reader);
  if (!beside) return std::unexpected(beside.error());
  auto out = std::make_unique<Ledger>(std::move(*directory), std::move(*log), std::move(*beside));
  const std::scoped_lock lock(out->writer_mutex_);
  if (auto healed = out->ready(); !healed) return std::unexpected(healed.error());
  if (out->unknown_ != 0 && behind == Behind::kRefuse) {
    return fail(
        ErrorCode::kBadInput,
        fmt::format("the record knows of {} changes that the store does not have", out->unknown_),
        {place.directory}, "Run `sekisho store rebuild`: the store is older than it.");
  }
  return out;
}

Ledger::~Ledger() {
  const std::scoped_lock lock(writer_mutex_);
  // What is not noted now is found in the log at the next opening.
  if (writer_) [[maybe_unused]]
    const auto noted = note_published();
}

Result<void> Ledger::ready() {
  if (failed_) return std::unexpected(*failed_);
  if (writer_) return {};
  Result<std::unique_ptr<store::Database>> opened = store::open_store(directory_);
  if (!opened) return std::unexpected(opened.error());
  writer_ = std::move(*opened);
  auto healed = heal();
  if (!healed) writer_.reset();
  return healed;
}

// Where a crash or a lost connection came between a transaction and the note of where its entries
// stand: those that the log has are noted, the others appended.
Result<void> Ledger::heal() {
  submitted_.clear();
  const auto waiting = store::waiting_entries(*writer_);
  if (!waiting) return std::unexpected(waiting.error());
  if (auto shown = publish(); !shown) return shown;
  const Result<RecordSearch> searched = search_record(directory_.record(), *writer_, *waiting);
  if (!searched) return std::unexpected(searched.error());
  unknown_ = searched->unknown;
  return append_waiting(*waiting, searched->found);
}

Result<void> Ledger::append_waiting(const std::vector<store::OutboxRow>& waiting,
                                    const std::vector<std::optional<uint64_t>>& found) {
  if (waiting.empty()) return {};
  for (size_t i = 0; i < waiting.size(); ++i) {
    const Result<uint64_t> index =
        found[i] ? Result<uint64_t>(*found[i]) : log_->log().append(waiting[i].entry);
    if (!index) return std::unexpected(index.error());
    submitted_.push_back({waiting[i].id, *index});
  }
  if (auto noted = note_published(); !noted) return noted;
  return publish();
}

// Only of entries that are durable, and of none before one that is not: `searched_size` would pass
// over it.
Result<void> Ledger::note_published() {
  const uint64_t durable = log_->log().durable();
  std::vector<store::Published> published;
  for (const store::Published& one : submitted_) {
    if (one.index >= durable) break;
    published.push_back(one);
  }
  if (published.empty()) return {};
  auto done = writer_->transaction([&] { return store::mark_published(*writer_, published); });
  if (!done) return done;
  submitted_.erase(submitted_.begin(),
                   submitted_.begin() + static_cast<std::ptrdiff_t>(published.size()));
  return {};
}

Result<std::vector<store::OutboxRow>> Ledger::commit(const Work& work, Instant now) {
  std::vector<store::OutboxRow> rows;
  auto done = writer_->transaction([&]() -> Result<void> {
    rows.clear();
    const auto entries = work(*writer_);
    if (!entries) return std::unexpected(entries.error());
    for (const LedgerEntry& entry : *entries) {
      Result<std::string> bytes = evidence::make_entry(entry.draft, now, nonces_.next());
      if (!bytes) return std::unexpected(bytes.error());
      std::string leaf = leaf_of(*bytes);
      rows.push_back({0, entry.change, std::move(*bytes), std::move(leaf)});
      const Result<int64_t> id = store::put_in_outbox(*writer_, rows.back());
      if (!id) return std::unexpected(id.error());
      rows.back().id = *id;
    }
    return {};
  });
  if (done) return rows;
  // The connection may be gone, and with it the word whether it was committed.
  if (done.error().code == ErrorCode::kIo) writer_.reset();
  return std::unexpected(done.error());
}

Result<std::vector<uint64_t>> Ledger::submit(const std::vector<store::OutboxRow>& rows) {
  const std::vector<std::string_view> entries = [&] {
    std::vector<std::string_view> out;
    for (const store::OutboxRow& row : rows) out.emplace_back(row.entry);
    return out;
  }();
  const Result<uint64_t> first = log_->log().submit(entries);
  if (!first) {
    failed_ = first.error();
    return std::unexpected(first.error());
  }
  std::vector<uint64_t> out;
  for (const store::OutboxRow& row : rows) {
    out.push_back(*first + out.size());
    submitted_.push_back({row.id, out.back()});
  }
  return out;
}

Result<std::vector<uint64_t>> Ledger::write(const Work& work, Instant now) {
  std::vector<uint64_t> indexes;
  {
    const std::scoped_lock lock(writer_mutex_);
    if (auto opened = ready(); !opened) return std::unexpected(opened.error());
    const auto rows = commit(work, now);
    if (!rows) return std::unexpected(rows.error());
    if (rows->empty()) return indexes;
    Result<std::vector<uint64_t>> submitted = submit(*rows);
    if (!submitted) return submitted;
    indexes = std::move(*submitted);
  }
  const Result<void> durable = log_->log().wait(indexes.back() + 1);
  std::unique_lock lock(writer_mutex_, std::defer_lock);
  if (!durable) {
    lock.lock();
    failed_ = durable.error();
    return std::unexpected(durable.error());
  }
  // Whoever has the writer now waits for the log as well, and notes it with their own.
  if (lock.try_lock() && writer_ && !note_published()) writer_.reset();
  return indexes;
}

Result<void> Ledger::read(const Reading& work) {
  Result<std::unique_ptr<store::Database>> connection = borrow();
  if (!connection) return std::unexpected(connection.error());
  auto done = (*connection)->reading([&] { return work(**connection); });
  if (done || done.error().code != ErrorCode::kIo) give_back(std::move(*connection));
  return done;
}

Result<std::unique_ptr<store::Database>> Ledger::connect() const {
  return store::open_store(directory_);
}

Result<std::unique_ptr<store::Database>> Ledger::borrow() {
  {
    const std::scoped_lock lock(readers_mutex_);
    if (!readers_.empty()) {
      auto out = std::move(readers_.back());
      readers_.pop_back();
      return out;
    }
  }
  return connect();
}

void Ledger::give_back(std::unique_ptr<store::Database> connection) {
  const std::scoped_lock lock(readers_mutex_);
  if (readers_.size() < kMaxIdleReaders) readers_.push_back(std::move(connection));
}

std::string Ledger::pseudonym(std::string_view person) const {
  return beside_->vault().pseudonym(person);
}

Result<evidence::BodyReference> Ledger::keep_body(std::string_view retention_class,
                                                  std::string_view body, Instant now) {
  const std::string month = text::date_iso(now, text::kJst).substr(0, 7);
  const Result<evidence::KeyId> key = evidence::KeyId::of_class(retention_class, month);
  if (!key) return std::unexpected(key.error());
  const std::scoped_lock lock(beside_mutex_);
  return beside_->bodies().put(*key, body);
}

Result<void> Ledger::with_beside(const BesideWork& work) {
  const std::scoped_lock lock(beside_mutex_);
  return work(*beside_);
}

Result<void> Ledger::publish() {
  const auto published = log_->log().publish();
  return published ? Result<void>() : std::unexpected(published.error());
}

}  // namespace sekisho::service
