#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/beside.h"
#include "evidence/store.h"
#include "store/database.h"
#include "store/outbox.h"
#include "store/store_directory.h"
#include "store/store_view.h"
#include "text/json.h"

namespace sekisho::service {

// Where a store is, as people name it.
struct StorePlace {
  std::string directory;
  std::string master;  // the master key's file; empty: in record.private
};

// An entry of the evidence record, as a draft (evidence/entry.h).
struct LedgerEntry {
  text::JsonValue draft;
  int64_t change = 0;  // of the registers, of which it tells; 0: none
};

// The one door through which a store is written: its database, its evidence log and what stands
// beside that. Rows and the entries that tell of them are one unit: an entry waits in the outbox
// of the transaction that wrote the rows, then goes into the log, and only then is the caller told.
// A crash in between is made good when the ledger is opened.
//
// Any number of threads, except for the destructor. One process at a time has a store's ledger.
// Transactions come one after another, their entries in the same order, and those who wait for the
// log wait together: one sync serves all of them. Readers wait for nobody.
//
// After an error of the log nothing can be written any more: the process has to end, and the next
// one publishes what was committed.
class Ledger {
 public:
  // What to do with a store that lacks changes of its record, as one from an older backup does.
  enum class Behind : uint8_t { kRefuse, kAllow };
  // kNotFound where there is no store; kBadInput where it is behind its record; errors of
  // open_store and of the evidence log.
  static Result<std::unique_ptr<Ledger>> open(const StorePlace& place,
                                              Behind behind = Behind::kRefuse);
  // `open` is how one gets a ledger.
  Ledger(store::StoreDirectory directory, std::unique_ptr<evidence::Store> log,
         std::unique_ptr<evidence::Beside> beside)
      : directory_(std::move(directory)), log_(std::move(log)), beside_(std::move(beside)) {}
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;
  ~Ledger();

  // Runs `work` in a transaction and returns the indexes of its entries, in their order, when they
  // are durable. `now` is the time of those that state none. `work` may be called again where
  // others were in the way; it must not use the ledger for anything but bodies and pseudonyms. Its
  // error undoes everything. Work without entries writes rows alone: what nobody has to prove.
  // After an error of the log the rows may be there, and their entries follow.
  using Work = std::function<Result<std::vector<LedgerEntry>>(store::Database&)>;
  Result<std::vector<uint64_t>> write(const Work& work, Instant now);

  // Runs `work` on a connection that reads as of one moment, and sees all that was written before.
  using Reading = std::function<Result<void>(store::Database&)>;
  Result<void> read(const Reading& work);
  // What `read(const store::StoreView&)` makes of the store, in the same way.
  template <class Read>
  auto view(Read read) -> std::invoke_result_t<Read, const store::StoreView&>;

  // A connection of the caller's own, for reading.
  Result<std::unique_ptr<store::Database>> connect() const;

  // Stands for a person in entries. Waits for nobody: also from within `with_beside`.
  std::string pseudonym(std::string_view person) const;
  // Keeps what an entry is to name, encrypted beside the log under the key of a class of
  // policies/retention.toml and the month of `now`. On the disk when it returns.
  Result<evidence::BodyReference> keep_body(std::string_view retention_class, std::string_view body,
                                            Instant now);
  // Whatever else is to be done beside the log: one at a time. `work` must not write.
  using BesideWork = std::function<Result<void>(evidence::Beside&)>;
  Result<void> with_beside(const BesideWork& work);

  // Shows everything that was written so far to whoever reads the record.
  Result<void> publish();

  const store::StoreDirectory& directory() const { return directory_; }

 private:
  // With the writer's mutex.
  Result<void> ready();
  Result<void> heal();
  Result<void> append_waiting(const std::vector<store::OutboxRow>& waiting,
                              const std::vector<std::optional<uint64_t>>& found);
  Result<void> note_published();
  Result<std::vector<store::OutboxRow>> commit(const Work& work, Instant now);
  Result<std::vector<uint64_t>> submit(const std::vector<store::OutboxRow>& rows);
  Result<std::unique_ptr<store::Database>> borrow();
  void give_back(std::unique_ptr<store::Database> connection);

  store::StoreDirectory directory_;
  std::unique_ptr<evidence::Store> log_;

  std::mutex beside_mutex_;
  std::unique_ptr<evidence::Beside> beside_;

  std::mutex writer_mutex_;
  std::unique_ptr<store::Database> writer_;      // null after an error of the connection
  std::deque<store::Published> submitted_ = {};  // whose rows do not say so yet, in order
  std::optional<Error> failed_ = {};             // of the log
  evidence::NonceSource nonces_;
  uint64_t unknown_ = 0;  // changes of the record that the store does not have

  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<store::Database>> readers_ = {};  // that nobody uses
};

template <class Read>
auto Ledger::view(Read read) -> std::invoke_result_t<Read, const store::StoreView&> {
  std::optional<std::invoke_result_t<Read, const store::StoreView&>> out;
  const Result<void> done = this->read([&](store::Database& database) -> Result<void> {
    out.emplace(read(store::StoreView{directory_, database}));
    if (!*out) return std::unexpected(out->error());
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return std::move(*out);
}

}  // namespace sekisho::service
