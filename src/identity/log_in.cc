#include "identity/log_in.h"

#include <algorithm>

#include "identity/breached_passwords.h"
#include "identity/change.h"
#include "identity/notices.h"
#include "identity/password_rules.h"
#include "identity/secret_text.h"
#include "text/fold.h"

namespace sekisho::identity {
namespace {

constexpr std::string_view kPassword = "password";

LoginEvent refusal(const std::optional<User>& user, std::string reason, const Origin& origin,
                   Instant now) {
  return {.time = now,
          .actor = user ? user->id.value : std::string(kNobody),
          .success = false,
          .factors = {std::string(kPassword)},
          .session = {},
          .reason = std::move(reason),
          .source = origin.source};
}

std::string_view why_not(const std::optional<User>& user) {
  if (!user) return "no such account";
  return user->state == UserState::kActive ? "password" : "account not active";
}

// Sessions beyond what one person may have: the oldest ones end.
Result<void> make_room(IdentityStorage& storage, const UserId& user, Change& change) {
  Result<std::vector<Session>> sessions = storage.sessions_of(user);
  if (!sessions) return std::unexpected(sessions.error());
  if (sessions->size() < kMaxSessions) return {};
  std::ranges::sort(*sessions, {}, &Session::begun);
  const size_t surplus = sessions->size() - kMaxSessions + 1;
  change.removed.insert(change.removed.end(), sessions->begin(),
                        sessions->begin() + static_cast<ptrdiff_t>(surplus));
  return {};
}

// Notes that the person was at this device. The token for a new one is returned.
Result<std::string> note_device(const Means& means, const UserId& user, const Origin& origin,
                                Instant now, Change& change) {
  const Instant ends = shifted(now, means.settings.device);
  if (const auto hash = hash_of(SecretKind::kDevice, origin.device)) {
    Result<std::optional<Device>> known = means.storage.device(*hash);
    if (!known) return std::unexpected(known.error());
    if (*known && (*known)->user == user && now < (*known)->ends) {
      (*known)->last_used = now;
      (*known)->ends = ends;
      change.put.emplace_back(**known);
      return std::string();
    }
  }
  NewSecret made = new_secret(SecretKind::kDevice, means.random);
  change.put.emplace_back(
      Device{.hash = made.hash, .user = user, .last_used = now, .ends = ends, .revision = 0});
  return std::move(made.text);
}

// A session of `user`, who has just shown `factor`.
Result<LoggedIn> open_session(const Means& means, User user, const Factor& factor,
                              const Origin& origin, Instant now, Change& change) {
  if (auto ok = make_room(means.storage, user.id, change); !ok) return std::unexpected(ok.error());
  Result<std::string> device = note_device(means, user.id, origin, now, change);
  if (!device) return std::unexpected(device.error());
  NewSecret token = new_secret(SecretKind::kSession, means.random);
  Session session{.hash = token.hash,
                  .id = new_item_id(means.random),
                  .user = user.id,
                  .begun = now,
                  .last_used = now,
                  .ends = shifted(now, means.settings.session_whole),
                  .factor = factor.kind,
                  .must_change_password = password_ran_out(means.settings.passwords, user, now),
                  .source = origin.source};
  if (factor.kind == FactorKind::kCertificate) session.certificate = origin.card;
  user.last_login = now;
  change.put.emplace_back(std::move(user));
  change.put.emplace_back(factor);
  change.put.emplace_back(session);
  change.events.emplace_back(
      LoginEvent{.time = now,
                 .actor = session.user.value,
                 .success = true,
                 .factors = {std::string(kPassword), std::string(name_of(factor.kind))},
                 .session = session.id,
                 .source = origin.source});
  return LoggedIn{std::move(token.text), std::move(*device), std::move(session)};
}

// The pending log-in of a token, with one more attempt counted; nothing where there is none.
Result<std::optional<PendingLogin>> take_pending(IdentityStorage& storage, std::string_view token,
                                                 Instant now) {
  const std::optional<Digest> hash = hash_of(SecretKind::kLogin, token);
  if (!hash) return std::nullopt;
  return in_one_change(storage, [&](Change& change) -> Result<std::optional<PendingLogin>> {
    Result<std::optional<PendingLogin>> found = storage.pending_login(*hash);
    if (!found || !*found) return found;
    if ((*found)->ends <= now || (*found)->tries >= kMaxProofs) return std::nullopt;
    ++(*found)->tries;
    change.put.emplace_back(**found);
    return found;
  });
}

}  // namespace

std::string folded_login_name(std::string_view name) {
  return text::fold_case(text::fold_width(name));
}

Result<LoginStep> LogIn::begin(std::string_view login_name, std::string_view password,
                               const Origin& origin, Instant now) {
  const std::string account = folded_login_name(login_name.substr(0, kMaxLoginNameBytes));
  Result<std::optional<User>> user = means_.storage.user_named(account);
  if (!user) return std::unexpected(user.error());
  auto uses = budgets_of(means_.storage, origin, account, *user, now);
  if (!uses) return std::unexpected(uses.error());
  const auto later = spend(means_.storage, *uses, now);
  if (!later) return std::unexpected(later.error());
  if (*later) return TryLater{**later};

  std::optional<std::string_view> stored;
  const bool may = *user && (*user)->state == UserState::kActive &&
                   !(*user)->password_hash.empty() && password.size() <= kMaxPasswordBytes;
  if (may) stored = (*user)->password_hash;
  if (!means_.hasher.matches(stored, password.substr(0, kMaxPasswordBytes))) {
    return in_one_change(means_.storage, [&](Change& change) -> Result<LoginStep> {
      change.events.emplace_back(refusal(*user, std::string(why_not(*user)), origin, now));
      return Refused{};
    });
  }
  User& known = **user;
  if (auto looked = look_at_password(known, password, now); !looked)
    return std::unexpected(looked.error());
  if (origin.card) {
    Result<LoginStep> step = prove(known.id, known.password_set, nullptr, CardProof{}, origin, now);
    if (!step || !std::holds_alternative<Refused>(*step)) return step;
  }
  return ask_for_factor(known, *uses, origin, now);
}

// What is known of a password only while it is there: that its hash is too cheap by now, or that it
// was breached since it was set.
Result<void> LogIn::look_at_password(User& user, std::string_view password, Instant now) {
  Change change;
  if (means_.hasher.outdated(user.password_hash)) {
    Result<std::string> dearer = means_.hasher.hash(password);
    if (!dearer) return std::unexpected(dearer.error());
    user.password_hash = std::move(*dearer);
    change.put.emplace_back(user);
  }
  // A list that cannot be read keeps nobody out who is in: it only lets nobody take a new one.
  if (!user.password_known && means_.breached.contains(password).value_or(false)) {
    user.password_known = true;
    change.put.assign({user});
    tell(means_, {.user = user.id, .kind = NoticeKind::kPasswordKnown, .time = now}, change);
  }
  if (change.empty()) return {};
  // Where somebody else changes the account just now, the next log-in does it.
  const Result<Applied> applied = means_.storage.apply(change);
  return applied ? Result<void>() : std::unexpected(applied.error());
}

Result<LoginStep> LogIn::ask_for_factor(const User& user, const std::vector<BudgetUse>& uses,
                                        const Origin& origin, Instant now) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<LoginStep> {
    const Result<std::vector<Factor>> factors = means_.storage.factors_of(user.id);
    if (!factors) return std::unexpected(factors.error());
    SecondFactorNeeded needed{.token = {},
                              .kinds = {},
                              .challenge = new_challenge(means_.random),
                              .credentials = {},
                              .ends = shifted(now, means_.settings.pending_login)};
    for (const Factor& factor : *factors) {
      if (!means_.settings.allows(factor.kind)) continue;
      if (factor.kind == FactorKind::kWebAuthn) needed.credentials.push_back(factor.handle);
      if (std::ranges::find(needed.kinds, factor.kind) == needed.kinds.end()) {
        needed.kinds.push_back(factor.kind);
      }
    }
    if (needed.kinds.empty()) {
      change.events.emplace_back(refusal(user, "no second factor", origin, now));
      return Refused{};
    }
    if (auto ok = refund(means_.storage, uses, false, change); !ok) {
      return std::unexpected(ok.error());
    }
    NewSecret token = new_secret(SecretKind::kLogin, means_.random);
    change.put.emplace_back(PendingLogin{.hash = token.hash,
                                         .user = user.id,
                                         .password_set = user.password_set,
                                         .challenge = needed.challenge,
                                         .tries = 0,
                                         .ends = needed.ends,
                                         .revision = 0});
    needed.token = std::move(token.text);
    return needed;
  });
}

Result<LoginStep> LogIn::finish(std::string_view token, const Proof& proof, const Origin& origin,
                                Instant now) {
  const auto pending = take_pending(means_.storage, token, now);
  if (!pending) return std::unexpected(pending.error());
  if (!*pending) return Refused{};
  return prove((*pending)->user, (*pending)->password_set, &**pending, proof, origin, now);
}

Result<LoginStep> LogIn::prove(const UserId& id, Instant password_set, const PendingLogin* pending,
                               const Proof& proof, const Origin& origin, Instant now) {
  const Result<std::optional<User>> owner = means_.storage.user(id);
  if (!owner) return std::unexpected(owner.error());
  if (!*owner) return Refused{};
  auto uses = budgets_of(means_.storage, origin, (*owner)->login_name, *owner, now);
  if (!uses) return std::unexpected(uses.error());
  if (pending != nullptr) {  // else begin() has just counted
    const auto later = spend(means_.storage, *uses, now);
    if (!later) return std::unexpected(later.error());
    if (*later) return TryLater{**later};
  }
  return in_one_change(means_.storage, [&](Change& change) -> Result<LoginStep> {
    Result<std::optional<User>> user = means_.storage.user(id);
    if (!user) return std::unexpected(user.error());
    const Result<std::vector<Factor>> factors = means_.storage.factors_of(id);
    if (!factors) return std::unexpected(factors.error());
    const bool may =
        *user && (*user)->state == UserState::kActive && (*user)->password_set == password_set;
    const std::optional<Factor> factor =
        may ? proven(proof, *factors,
                     {means_.settings, origin, pending == nullptr ? "" : pending->challenge, now})
            : std::nullopt;
    if (!factor) {
      LoginEvent event = refusal(*user, may ? "second factor" : "account not active", origin, now);
      event.factors.emplace_back(name_of(kind_of(proof)));
      change.events.emplace_back(std::move(event));
      return Refused{};
    }
    if (pending != nullptr) {
      const Result<std::optional<PendingLogin>> taken = means_.storage.pending_login(pending->hash);
      if (!taken) return std::unexpected(taken.error());
      if (!*taken) return Refused{};  // it became a session already
      change.removed.emplace_back(**taken);
    }
    if (auto ok = refund(means_.storage, *uses, true, change); !ok)
      return std::unexpected(ok.error());
    return open_session(means_, std::move(**user), *factor, origin, now, change);
  });
}

}  // namespace sekisho::identity
