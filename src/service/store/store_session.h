#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "service/store/ledger.h"
#include "store/change_body.h"
#include "store/database.h"
#include "store/store_directory.h"

// The registers of a store, open for changes.
namespace sekisho::service {

// Told of bytes that were read.
using HeardBytes = std::function<void(uint64_t bytes, uint64_t of)>;

// Writes the bytes of body.contents[index].
using PutContent = std::function<Result<void>(size_t index, const store::Put& put)>;

// What looks at the registers, plans a change and makes it. Not thread-safe; several may work with
// one ledger, and of two that plan at the same time the later one is refused.
class StoreSession {
 public:
  // With a ledger of its own: nobody else may write as long as the session lasts. Errors:
  // Ledger::open.
  static Result<std::unique_ptr<StoreSession>> open(
      const StorePlace& place, Ledger::Behind behind = Ledger::Behind::kRefuse);
  // With one that outlives it.
  static Result<std::unique_ptr<StoreSession>> on(Ledger& ledger);

  // `open` and `on` are how one gets a session.
  StoreSession(std::unique_ptr<Ledger> own, Ledger& ledger,
               std::unique_ptr<store::Database> database, int64_t newest_change)
      : own_(std::move(own)),
        ledger_(ledger),
        database_(std::move(database)),
        newest_change_(newest_change) {}
  StoreSession(const StoreSession&) = delete;
  StoreSession& operator=(const StoreSession&) = delete;

  Ledger& ledger() { return ledger_; }
  store::Database& database() { return *database_; }
  const store::StoreDirectory& directory() const { return ledger_.directory(); }
  // The number of the last change when the session began, or that it made since.
  int64_t newest_change() const { return newest_change_; }

  // Records the change with its body and its entry, all of them or none, and returns the index of
  // the entry when it is durable: from then on the change is acknowledged. The change gets its
  // number and time. kUsage where somebody else changed the registers since `newest_change`. After
  // an error of the log the change may be recorded, and its entry follows.
  Result<uint64_t> commit(store::ChangeBody& body, const PutContent& put_content, Instant now);

 private:
  static Result<std::unique_ptr<StoreSession>> begin(std::unique_ptr<Ledger> own, Ledger& ledger);

  std::unique_ptr<Ledger> own_;  // null: somebody else's
  Ledger& ledger_;
  std::unique_ptr<store::Database> database_;
  int64_t newest_change_;
};

// Keeps the body of a change that was recorded in the transaction that goes on, and makes the entry
// that tells of it. For whoever writes more than the registers in one transaction.
Result<LedgerEntry> entry_of_change(Ledger& ledger, const store::ChangeBody& body,
                                    const PutContent& put_content);
// The same of a change that was not recorded yet: it gets its number and time. What it was planned
// by is for the caller to look at.
Result<LedgerEntry> write_change(Ledger& ledger, store::Database& database, store::ChangeBody& body,
                                 const PutContent& put_content, Instant now);

// Whether somebody else than who asks stands by it: another person, or the number of a decision
// that was taken in the company's own workflow.
bool has_second_person(const store::Consent& consent);
// kUsage where nobody, no reason or an approver who is the same person is named.
Result<void> check_consent(const store::Consent& consent);

}  // namespace sekisho::service
