#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "identity/event.h"
#include "identity/records.h"

namespace sekisho::identity {

// What happens together or not at all. Each record takes the place of the stored one with the same
// key, if that still has the same revision; 0 means that there must be none.
struct Change {
  std::vector<Record> put = {};
  std::vector<Record> removed = {};
  std::vector<Event> events = {};  // entries of the evidence record

  bool empty() const { return put.empty() && removed.empty() && events.empty(); }
};

enum class Applied : uint8_t {
  kDone,
  kConflict,  // somebody else changed a record, or took a unique name, since it was read
};

// The store, as this folder needs it: implemented over a database elsewhere. Any number of threads.
// An error means that the store could not answer, and whoever asked is refused.
//
// Keys: User id (and login_name unique), Factor id (and kind with handle unique), Session,
// PendingLogin, Enrolment, ApiToken and Device hash, Recovery and Notice id, Budget key. What has
// ended may stay until it is swept.
class IdentityStorage {
 public:
  virtual ~IdentityStorage() = default;

  virtual Result<std::optional<User>> user(const UserId& id) = 0;
  virtual Result<std::optional<User>> user_named(std::string_view login_name) = 0;
  virtual Result<std::vector<Factor>> factors_of(const UserId& user) = 0;
  virtual Result<std::optional<Factor>> factor(FactorKind kind, std::string_view handle) = 0;
  virtual Result<std::optional<Session>> session(const Digest& hash) = 0;
  virtual Result<std::vector<Session>> sessions_of(const UserId& user) = 0;
  virtual Result<std::optional<PendingLogin>> pending_login(const Digest& hash) = 0;
  virtual Result<std::optional<Enrolment>> enrolment(const Digest& hash) = 0;
  virtual Result<std::vector<Enrolment>> enrolments_of(const UserId& user) = 0;
  virtual Result<std::optional<Recovery>> recovery(const ItemId& id) = 0;
  virtual Result<std::optional<ApiToken>> api_token(const Digest& hash) = 0;
  virtual Result<std::vector<ApiToken>> api_tokens_of(const UserId& user) = 0;
  virtual Result<std::vector<Notice>> notices_of(const UserId& user) = 0;
  virtual Result<std::optional<Device>> device(const Digest& hash) = 0;
  virtual Result<std::optional<Budget>> budget(const Digest& key) = 0;
  virtual Result<Installation> installation() = 0;

  // All of it, with its entries of the evidence record, or nothing.
  virtual Result<Applied> apply(const Change& change) = 0;

  // Removes sessions, pending log-ins, enrolments, recoveries, tokens, notices and devices that
  // ended before `now`, and budgets that were last touched before `budgets_before`.
  virtual Result<void> sweep(Instant now, Instant budgets_before) = 0;
};

}  // namespace sekisho::identity
