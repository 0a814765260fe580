#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "identity/identity_storage.h"

namespace sekisho::identity {

// A store in memory that keeps to every promise of the interface, for tests.
class MemoryStorage final : public IdentityStorage {
 public:
  Result<std::optional<User>> user(const UserId& id) override { return find(users_, id); }
  Result<std::optional<User>> user_named(std::string_view login_name) override {
    return first(users_, [&](const User& one) { return one.login_name == login_name; });
  }
  Result<std::vector<Factor>> factors_of(const UserId& user) override { return of(factors_, user); }
  Result<std::optional<Factor>> factor(FactorKind kind, std::string_view handle) override {
    return first(factors_,
                 [&](const Factor& one) { return one.kind == kind && one.handle == handle; });
  }
  Result<std::optional<Session>> session(const Digest& hash) override {
    return find(sessions_, hash);
  }
  Result<std::vector<Session>> sessions_of(const UserId& user) override {
    return of(sessions_, user);
  }
  Result<std::optional<PendingLogin>> pending_login(const Digest& hash) override {
    return find(pending_, hash);
  }
  Result<std::optional<Enrolment>> enrolment(const Digest& hash) override {
    return find(enrolments_, hash);
  }
  Result<std::vector<Enrolment>> enrolments_of(const UserId& user) override {
    return of(enrolments_, user);
  }
  Result<std::optional<Recovery>> recovery(const ItemId& id) override {
    return find(recoveries_, id);
  }
  Result<std::optional<ApiToken>> api_token(const Digest& hash) override {
    return find(tokens_, hash);
  }
  Result<std::vector<ApiToken>> api_tokens_of(const UserId& user) override {
    return of(tokens_, user);
  }
  Result<std::vector<Notice>> notices_of(const UserId& user) override { return of(notices_, user); }
  Result<std::optional<Device>> device(const Digest& hash) override { return find(devices_, hash); }
  Result<std::optional<Budget>> budget(const Digest& key) override { return find(budgets_, key); }
  Result<Installation> installation() override {
    const std::scoped_lock lock(mutex_);
    return installation_;
  }

  Result<Applied> apply(const Change& change) override {
    const std::function<void()> hook = before_apply;  // which may take itself away
    if (hook) hook();
    if (allows_apply && !allows_apply()) return fail(ErrorCode::kIo, "the store failed");
    const std::scoped_lock lock(mutex_);
    for (const Record& record : change.put) {
      if (!std::visit([&](const auto& one) { return fits(one); }, record)) {
        return Applied::kConflict;
      }
    }
    for (const Record& record : change.removed) {
      const bool there = std::visit(
          [&](const auto& one) { return one.revision != 0 && revision_of(one) == one.revision; },
          record);
      if (!there) return Applied::kConflict;
    }
    for (const Record& record : change.removed) {
      std::visit([&](const auto& one) { remove(one); }, record);
    }
    for (const Record& record : change.put) {
      std::visit([&](const auto& one) { put(one); }, record);
    }
    events.insert(events.end(), change.events.begin(), change.events.end());
    return Applied::kDone;
  }

  Result<void> sweep(Instant now, Instant budgets_before) override {
    const std::scoped_lock lock(mutex_);
    const auto over = [&](const auto& item) { return item.second.ends <= now; };
    std::erase_if(sessions_, over);
    std::erase_if(pending_, over);
    std::erase_if(enrolments_, over);
    std::erase_if(recoveries_, over);
    std::erase_if(tokens_, over);
    std::erase_if(notices_, over);
    std::erase_if(devices_, over);
    std::erase_if(budgets_, [&](const auto& item) { return item.second.last < budgets_before; });
    return {};
  }

  // What was recorded, in order.
  std::vector<Event> events;
  // Runs before each change: somebody else who gets in the way.
  std::function<void()> before_apply;
  // Whether the next change gets through; none: all do.
  std::function<bool()> allows_apply;

  size_t budget_count() const { return budgets_.size(); }

 private:
  template <class Key, class T>
  std::optional<T> find(const std::map<Key, T>& table, const Key& key) {
    const std::scoped_lock lock(mutex_);
    const auto found = table.find(key);
    return found == table.end() ? std::nullopt : std::optional<T>(found->second);
  }
  template <class Key, class T>
  std::optional<T> first(const std::map<Key, T>& table, auto matches) {
    const std::scoped_lock lock(mutex_);
    for (const auto& [key, one] : table) {
      if (matches(one)) return one;
    }
    return std::nullopt;
  }
  template <class Key, class T>
  std::vector<T> of(const std::map<Key, T>& table, const UserId& user) {
    const std::scoped_lock lock(mutex_);
    std::vector<T> out;
    for (const auto& [key, one] : table) {
      if (one.user == user) out.push_back(one);
    }
    return out;
  }

  static const UserId& key_of(const User& one) { return one.id; }
  static const ItemId& key_of(const Factor& one) { return one.id; }
  static const ItemId& key_of(const Recovery& one) { return one.id; }
  static const ItemId& key_of(const Notice& one) { return one.id; }
  static const Digest& key_of(const Budget& one) { return one.key; }
  static const Digest& key_of(const auto& one) { return one.hash; }
  std::map<UserId, User>& table_of(const User&) { return users_; }
  std::map<ItemId, Factor>& table_of(const Factor&) { return factors_; }
  std::map<Digest, Session>& table_of(const Session&) { return sessions_; }
  std::map<Digest, PendingLogin>& table_of(const PendingLogin&) { return pending_; }
  std::map<Digest, Enrolment>& table_of(const Enrolment&) { return enrolments_; }
  std::map<ItemId, Recovery>& table_of(const Recovery&) { return recoveries_; }
  std::map<Digest, ApiToken>& table_of(const ApiToken&) { return tokens_; }
  std::map<ItemId, Notice>& table_of(const Notice&) { return notices_; }
  std::map<Digest, Device>& table_of(const Device&) { return devices_; }
  std::map<Digest, Budget>& table_of(const Budget&) { return budgets_; }

  uint64_t revision_of(const auto& one) {
    const auto& table = table_of(one);
    const auto found = table.find(key_of(one));
    return found == table.end() ? 0 : found->second.revision;
  }
  uint64_t revision_of(const Installation&) { return installation_.revision; }

  // That the revision is the stored one, and no unique name is another's.
  bool fits(const auto& one) { return revision_of(one) == one.revision; }
  bool fits(const User& one) {
    for (const auto& [id, other] : users_) {
      if (id != one.id && other.login_name == one.login_name) return false;
    }
    return revision_of(one) == one.revision;
  }
  bool fits(const Factor& one) {
    for (const auto& [id, other] : factors_) {
      if (id != one.id && other.kind == one.kind && other.handle == one.handle) return false;
    }
    return revision_of(one) == one.revision;
  }

  void put(const auto& one) {
    auto& stored = table_of(one)[key_of(one)];
    stored = one;
    ++stored.revision;
  }
  void put(const Installation& one) {
    installation_ = one;
    ++installation_.revision;
  }
  void remove(const auto& one) { table_of(one).erase(key_of(one)); }
  void remove(const Installation&) {}

  std::mutex mutex_;
  std::map<UserId, User> users_;
  std::map<ItemId, Factor> factors_;
  std::map<Digest, Session> sessions_;
  std::map<Digest, PendingLogin> pending_;
  std::map<Digest, Enrolment> enrolments_;
  std::map<ItemId, Recovery> recoveries_;
  std::map<Digest, ApiToken> tokens_;
  std::map<ItemId, Notice> notices_;
  std::map<Digest, Device> devices_;
  std::map<Digest, Budget> budgets_;
  Installation installation_;
};

}  // namespace sekisho::identity
