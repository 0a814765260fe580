#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "identity/identity_storage.h"

// What every implementation of IdentityStorage has to keep to. `events` counts the entries that
// became durable. The store is empty.
namespace sekisho::identity {

inline Digest contract_key(std::string_view name) {
  return crypto::sha256(name);
}

inline Applied apply_to(IdentityStorage& storage, const Change& change) {
  const auto applied = storage.apply(change);
  EXPECT_TRUE(applied) << to_string(applied.error());
  return applied.value_or(Applied::kConflict);
}

inline void check_revisions(IdentityStorage& storage, const auto& events) {
  const LoginEvent event{.time = {}, .actor = "u-contract-1"};
  User user{.id = {"u-contract-1"}, .login_name = "contract"};
  EXPECT_EQ(apply_to(storage, {.put = {user}, .events = {event}}), Applied::kDone);
  EXPECT_EQ(events(), 1u);
  EXPECT_EQ(apply_to(storage, {.put = {user}, .events = {event}}), Applied::kConflict);
  const User stored = storage.user(user.id).value().value();
  EXPECT_EQ(stored.revision, 1u);
  EXPECT_EQ(storage.user_named("contract").value()->id, user.id);

  // All or nothing: the second record is stale, so the first one and the entry are not there.
  const Budget budget{.key = contract_key("budget")};
  User stale = stored;
  stale.revision = 7;
  EXPECT_EQ(apply_to(storage, {.put = {budget, stale}, .events = {event}}), Applied::kConflict);
  EXPECT_FALSE(storage.budget(budget.key).value());
  EXPECT_EQ(events(), 1u);

  // Of two who read the same, one changes it.
  User changed = stored;
  changed.state = UserState::kActive;
  EXPECT_EQ(apply_to(storage, {.put = {changed}}), Applied::kDone);
  EXPECT_EQ(apply_to(storage, {.put = {changed}}), Applied::kConflict);
  EXPECT_EQ(storage.user(user.id).value()->state, UserState::kActive);
  EXPECT_EQ(storage.user(user.id).value()->revision, 2u);

  Installation installation = storage.installation().value();
  EXPECT_FALSE(installation.has_administrator);
  installation.has_administrator = true;
  EXPECT_EQ(apply_to(storage, {.put = {installation}}), Applied::kDone);
  EXPECT_EQ(apply_to(storage, {.put = {installation}}), Applied::kConflict);
  EXPECT_TRUE(storage.installation()->has_administrator);
}

inline void check_unique_names(IdentityStorage& storage) {
  const User user{.id = {"u-contract-2"}, .login_name = "unique"};
  const User other{.id = {"u-contract-3"}, .login_name = "unique"};
  ASSERT_EQ(apply_to(storage, {.put = {user}}), Applied::kDone);
  EXPECT_EQ(apply_to(storage, {.put = {other}}), Applied::kConflict);
  Factor card{.id = {"card-1"}, .user = user.id, .kind = FactorKind::kCertificate, .handle = "h"};
  Factor key{.id = {"key-1"}, .user = user.id, .kind = FactorKind::kWebAuthn, .handle = "h"};
  ASSERT_EQ(apply_to(storage, {.put = {card, key}}), Applied::kDone);
  card.id = {"card-2"};
  EXPECT_EQ(apply_to(storage, {.put = {card}}), Applied::kConflict);
  EXPECT_EQ(storage.factor(FactorKind::kWebAuthn, "h").value()->id, key.id);
  EXPECT_EQ(storage.factors_of(user.id)->size(), 2u);
  EXPECT_TRUE(storage.factors_of(other.id)->empty());
}

inline void check_removal(IdentityStorage& storage) {
  const UserId user{"u-contract-4"};
  const auto session = [&](std::string_view name) {
    Session out{};
    out.hash = contract_key(name);
    out.id = {std::string(name)};
    out.user = user;
    return out;
  };
  ASSERT_EQ(apply_to(storage, {.put = {session("s1"), session("s2")}}), Applied::kDone);
  EXPECT_EQ(storage.sessions_of(user)->size(), 2u);
  EXPECT_EQ(apply_to(storage, {.removed = {session("s1")}}), Applied::kConflict);
  const Session stored = storage.session(contract_key("s1")).value().value();
  EXPECT_EQ(apply_to(storage, {.removed = {stored}}), Applied::kDone);
  EXPECT_EQ(apply_to(storage, {.removed = {stored}}), Applied::kConflict);
  EXPECT_FALSE(storage.session(contract_key("s1")).value());
  EXPECT_TRUE(storage.session(contract_key("s2")).value());
}

inline void check_sweeping(IdentityStorage& storage) {
  const UserId user{"u-contract-5"};
  const Instant before{100};
  const Instant now{200};
  const Instant after{300};
  Change change;
  for (const Instant ends : {before, after}) {
    const Digest hash = contract_key("ends " + std::to_string(ends.micros));
    const auto ending = [&](auto record) {
      record.hash = hash;
      record.user = user;
      record.ends = ends;
      return record;
    };
    change.put.emplace_back(ending(PendingLogin{}));
    change.put.emplace_back(ending(Enrolment{}));
    change.put.emplace_back(ending(ApiToken{}));
    change.put.emplace_back(ending(Device{}));
    change.put.emplace_back(Notice{.id = {"ends " + std::to_string(ends.micros)},
                                   .user = user,
                                   .kind = NoticeKind::kFactorAdded,
                                   .factor = "card",
                                   .name = "a card",
                                   .by = {"u-somebody"},
                                   .source = "192.0.2.1",
                                   .time = before,
                                   .ends = ends});
    change.put.emplace_back(Budget{.key = hash, .last = ends});
  }
  ASSERT_EQ(apply_to(storage, change), Applied::kDone);
  ASSERT_TRUE(storage.sweep(now, now));
  const Digest gone = contract_key("ends 100");
  const Digest there = contract_key("ends 300");
  EXPECT_FALSE(storage.pending_login(gone).value());
  EXPECT_FALSE(storage.enrolment(gone).value());
  EXPECT_FALSE(storage.api_token(gone).value());
  EXPECT_FALSE(storage.device(gone).value());
  EXPECT_FALSE(storage.budget(gone).value());
  EXPECT_TRUE(storage.pending_login(there).value());
  EXPECT_EQ(storage.enrolments_of(user)->size(), 1u);
  EXPECT_EQ(storage.api_tokens_of(user)->size(), 1u);
  const auto notices = storage.notices_of(user).value();
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0].id.value, "ends 300");
  EXPECT_EQ(notices[0].name, "a card");
  EXPECT_EQ(notices[0].acknowledged, kBeginning);
  EXPECT_TRUE(storage.device(there).value());
  EXPECT_TRUE(storage.budget(there).value());
}

inline void check_identity_storage(IdentityStorage& storage, const auto& events) {
  check_revisions(storage, events);
  check_unique_names(storage);
  check_removal(storage);
  check_sweeping(storage);
}

}  // namespace sekisho::identity
