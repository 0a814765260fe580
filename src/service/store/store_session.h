#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "evidence/beside.h"
#include "evidence/store.h"
#include "evidence/store_reader.h"
#include "store/change_body.h"
#include "store/database.h"
#include "store/store_directory.h"

// A store and its evidence, open for changes.
namespace sekisho::service {

// Where a store is, as people name it.
struct StorePlace {
  std::string directory;
  std::string master;  // the master key's file; empty: in record.private
};

// Told of bytes that were read.
using HeardBytes = std::function<void(uint64_t bytes, uint64_t of)>;

// One at a time can change a store. Opening one publishes the entries that a crash left behind.
// Not thread-safe.
class StoreSession {
 public:
  // What to do with a store that lacks changes of its record, as one from an older backup does.
  enum class Behind : uint8_t { kRefuse, kAllow };
  // kNotFound where there is no store; kBadInput where it is behind its record; errors of
  // open_store and of the evidence log. An error before anything was changed: nobody else may
  // change the store as long as the session lasts.
  static Result<std::unique_ptr<StoreSession>> open(const StorePlace& place,
                                                    Behind behind = Behind::kRefuse);

  StoreSession(store::StoreDirectory directory, std::unique_ptr<store::Database> database)
      : directory_(std::move(directory)), database_(std::move(database)) {}
  StoreSession(const StoreSession&) = delete;
  StoreSession& operator=(const StoreSession&) = delete;

  store::Database& database() { return *database_; }
  const store::StoreDirectory& directory() const { return directory_; }
  evidence::Beside& beside() { return *beside_; }
  // The number of the last change when the session began, or that it made since.
  int64_t newest_change() const { return newest_change_; }

  // Writes the bytes of body.contents[index].
  using PutContent = std::function<Result<void>(size_t index, const store::Put& put)>;

  // Records the change with its body and its entry, all of them or none, and returns the index of
  // the entry when it is durable: from then on the change is acknowledged. The change gets its
  // number and time. After an error of publishing the change may be recorded, and the next session
  // publishes it.
  Result<uint64_t> commit(store::ChangeBody& body, const PutContent& put_content, Instant now);

  // Appends what waits in the outbox, each entry once, and says in the outbox where it stands.
  Result<void> publish();

 private:
  Result<void> open_evidence(const StorePlace& place);
  Result<evidence::BodyReference> keep_body(const store::ChangeBody& body,
                                            const PutContent& put_content, Instant now);

  store::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<evidence::Store> log_;
  std::unique_ptr<evidence::Beside> beside_;
  evidence::NonceSource nonces_;
  int64_t newest_change_ = 0;
  size_t unknown_ = 0;  // changes of the record that the store does not have
};

// Whether somebody else than who asks stands by it: another person, or the number of a decision
// that was taken in the company's own workflow.
bool has_second_person(const store::Consent& consent);
// kUsage where nobody, no reason or an approver who is the same person is named.
Result<void> check_consent(const store::Consent& consent);

}  // namespace sekisho::service
