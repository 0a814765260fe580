#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity_storage.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// Sekisho's own name in its register of systems.
inline constexpr std::string_view kOwnSystem = "sekisho";

// What src/identity keeps, in a store: each change with its entries is one write of the ledger.
// Secrets of authenticator apps are encrypted under the key of their owner in the vault; an error
// of reading one means that the key is gone, and whoever asked is refused. Any number of threads.
class StoredIdentities final : public identity::IdentityStorage {
 public:
  // `ledger` outlives it.
  explicit StoredIdentities(Ledger& ledger) : ledger_(ledger) {}

  Result<std::vector<identity::User>> users();  // all, by their login names

  Result<std::optional<identity::User>> user(const identity::UserId& id) override;
  Result<std::optional<identity::User>> user_named(std::string_view login_name) override;
  Result<std::vector<identity::Factor>> factors_of(const identity::UserId& user) override;
  Result<std::optional<identity::Factor>> factor(identity::FactorKind kind,
                                                 std::string_view handle) override;
  Result<std::optional<identity::Session>> session(const identity::Digest& hash) override;
  Result<std::vector<identity::Session>> sessions_of(const identity::UserId& user) override;
  Result<std::optional<identity::PendingLogin>> pending_login(
      const identity::Digest& hash) override;
  Result<std::optional<identity::Enrolment>> enrolment(const identity::Digest& hash) override;
  Result<std::vector<identity::Enrolment>> enrolments_of(const identity::UserId& user) override;
  Result<std::optional<identity::Recovery>> recovery(const identity::ItemId& id) override;
  Result<std::optional<identity::ApiToken>> api_token(const identity::Digest& hash) override;
  Result<std::vector<identity::ApiToken>> api_tokens_of(const identity::UserId& user) override;
  Result<std::vector<identity::Notice>> notices_of(const identity::UserId& user) override;
  Result<std::optional<identity::Device>> device(const identity::Digest& hash) override;
  Result<std::optional<identity::Budget>> budget(const identity::Digest& key) override;
  Result<identity::Installation> installation() override;

  // How often something was taken away from somebody, or an account was changed: whoever keeps what
  // rests on that looks again.
  uint64_t losses() const { return losses_; }

  // Stands in entries of the record for the address that somebody came from, as identity::source_of
  // has it: whoever holds the registers finds out whether it is one of them, and nobody else which.
  std::string pseudonym_of_source(std::string_view source) const;

  Result<identity::Applied> apply(const identity::Change& change) override;
  Result<void> sweep(Instant now, Instant budgets_before) override;

 private:
  template <class Record, class... Values>
  Result<std::vector<Record>> rows(std::string_view condition, const Values&... values);
  template <class Record, class... Values>
  Result<std::optional<Record>> row(std::string_view condition, const Values&... values);

  // Of a secret that belongs to a person; empty stays empty.
  Result<std::string> sealed(const identity::UserId& user, const std::string& secret);
  Result<std::string> opened(const identity::UserId& user, const std::string& box);
  template <class Record>
  Result<Record> with_secret_sealed(Record record);
  template <class Record>
  Result<void> open_secret(Record& record);

  Ledger& ledger_;
  std::atomic<uint64_t> losses_ = 0;
};

}  // namespace sekisho::service
