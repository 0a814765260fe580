#include "identity/sessions.h"

#include <algorithm>

#include "identity/change.h"
#include "identity/secret_text.h"

namespace sekisho::identity {
namespace {

constexpr int64_t kWritten = kMicrosPerMinute;  // how often the last use is

bool is_over(const Session& session, const Settings& settings, Instant now) {
  return now >= session.ends || now >= shifted(session.last_used, settings.session_idle);
}

bool comes_with_card(const Session& session, const Origin& origin) {
  return !session.certificate || session.certificate == origin.card;
}

ActEvent ended(const Session& session, Instant now, std::string_view reason) {
  return {.time = now,
          .actor = session.user,
          .act = ActKind::kRemove,
          .subject = session.user,
          .target = "session/" + session.id.value,
          .approved_by = session.user,
          .number = std::string(kOwnAccount),
          .reason = std::string(reason)};
}

// Removes a session as it stands now, if it does.
Result<bool> remove(IdentityStorage& storage, const Digest& hash, Instant now,
                    std::string_view reason) {
  return in_one_change(storage, [&](Change& change) -> Result<bool> {
    const Result<std::optional<Session>> found = storage.session(hash);
    if (!found) return std::unexpected(found.error());
    if (!*found) return false;
    change.removed.emplace_back(**found);
    change.events.emplace_back(ended(**found, now, reason));
    return true;
  });
}

}  // namespace

std::string_view name_of(Purpose purpose) {
  switch (purpose) {
    case Purpose::kExport:
      return "export";
    case Purpose::kPolicyChange:
      return "policy-change";
    case Purpose::kUnmask:
      return "unmask";
    case Purpose::kAccount:
      return "account";
  }
  return "";
}

bool stepped_up(const Session& session, Purpose purpose, Instant now) {
  const auto until = session.stepped_up.find(purpose);
  return until != session.stepped_up.end() && now < until->second;
}

Result<std::optional<Session>> Sessions::use(std::string_view token, const Origin& origin,
                                             Instant now) {
  const std::optional<Digest> hash = hash_of(SecretKind::kSession, token);
  if (!hash) return std::nullopt;
  return in_one_change(means_.storage, [&](Change& change) -> Result<std::optional<Session>> {
    Result<std::optional<Session>> session = means_.storage.session(*hash);
    if (!session || !*session) return session;
    Session& found = **session;
    if (is_over(found, means_.settings, now) || !comes_with_card(found, origin)) {
      return std::nullopt;
    }
    const Result<std::optional<User>> user = means_.storage.user(found.user);
    if (!user) return std::unexpected(user.error());
    if (!*user || (*user)->state != UserState::kActive) return std::nullopt;
    if (now >= shifted(found.last_used, kWritten)) {
      found.last_used = now;
      change.put.emplace_back(found);
    }
    return session;
  });
}

Result<std::vector<Session>> Sessions::of(const UserId& user, Instant now) {
  Result<std::vector<Session>> sessions = means_.storage.sessions_of(user);
  if (!sessions) return sessions;
  std::erase_if(*sessions, [&](const Session& one) { return is_over(one, means_.settings, now); });
  std::ranges::sort(*sessions, std::ranges::greater(), &Session::begun);
  return sessions;
}

Result<bool> Sessions::end(const Session& session, Instant now) {
  return remove(means_.storage, session.hash, now, "log out");
}

Result<bool> Sessions::revoke(const Session& own, const ItemId& id, Instant now) {
  const Result<std::vector<Session>> sessions = means_.storage.sessions_of(own.user);
  if (!sessions) return std::unexpected(sessions.error());
  const auto found = std::ranges::find(*sessions, id, &Session::id);
  if (found == sessions->end()) return false;
  return remove(means_.storage, found->hash, now, "revoked by its owner");
}

Result<Sessions::Challenge> Sessions::begin_step_up(const Session& session) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<Challenge> {
    Result<std::optional<Session>> found = means_.storage.session(session.hash);
    if (!found) return std::unexpected(found.error());
    if (!*found) return fail(ErrorCode::kNotFound, "the session has ended");
    const Result<std::vector<Factor>> factors = means_.storage.factors_of(session.user);
    if (!factors) return std::unexpected(factors.error());
    Challenge out{.challenge = new_challenge(means_.random), .credentials = {}};
    for (const Factor& factor : *factors) {
      if (factor.kind == FactorKind::kWebAuthn) out.credentials.push_back(factor.handle);
    }
    (*found)->challenge = out.challenge;
    change.put.emplace_back(**found);
    return out;
  });
}

Result<Sessions::StepUp> Sessions::step_up(const Session& session, Purpose purpose,
                                           std::string_view password, const Proof& proof,
                                           const Origin& origin, Instant now) {
  const Result<std::optional<User>> user = means_.storage.user(session.user);
  if (!user) return std::unexpected(user.error());
  if (!*user) return Refused{};
  auto uses = budgets_of(means_.storage, origin, (*user)->login_name, *user, now);
  if (!uses) return std::unexpected(uses.error());
  const auto later = spend(means_.storage, *uses, now);
  if (!later) return std::unexpected(later.error());
  if (*later) return TryLater{**later};

  std::vector<std::string> shown;
  bool knows = true;
  if (kind_of(proof) != FactorKind::kWebAuthn) {
    shown.emplace_back("password");
    knows = password.size() <= kMaxPasswordBytes &&
            means_.hasher.matches((*user)->password_hash, password);
  }
  shown.emplace_back(name_of(kind_of(proof)));
  return in_one_change(means_.storage, [&](Change& change) -> Result<StepUp> {
    Result<std::optional<Session>> found = means_.storage.session(session.hash);
    if (!found) return std::unexpected(found.error());
    const Result<std::vector<Factor>> factors = means_.storage.factors_of(session.user);
    if (!factors) return std::unexpected(factors.error());
    LoginEvent event{.time = now,
                     .actor = session.user.value,
                     .success = false,
                     .factors = shown,
                     .session = session.id,
                     .reason = std::string(name_of(purpose))};
    const bool may = knows && *found && !is_over(**found, means_.settings, now);
    const std::optional<Factor> factor =
        may ? proven(proof, *factors, {means_.settings, origin, (*found)->challenge, now})
            : std::nullopt;
    if (!factor) {
      change.events.emplace_back(std::move(event));
      return Refused{};
    }
    (*found)->stepped_up[purpose] = shifted(now, means_.settings.step_up);
    (*found)->challenge.clear();
    event.success = true;
    change.put.emplace_back(*factor);
    change.put.emplace_back(**found);
    change.events.emplace_back(std::move(event));
    if (auto ok = refund(means_.storage, *uses, true, change); !ok)
      return std::unexpected(ok.error());
    return SteppedUp{std::move(**found)};
  });
}

}  // namespace sekisho::identity
