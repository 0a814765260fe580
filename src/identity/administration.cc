#include "identity/administration.h"

#include <fmt/format.h>

#include <algorithm>

#include "identity/change.h"
#include "identity/log_in.h"
#include "identity/notices.h"
#include "identity/secret_text.h"
#include "text/encoding.h"

namespace sekisho::identity {
namespace {

constexpr std::string_view kFirst = "first administrator";

std::unexpected<Error> makes_no_sense(std::string message, std::string help = {}) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

// A pseudonym as the record has them.
bool is_user_id(const UserId& user) {
  const std::string& text = user.value;
  return text.size() >= 8 && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

Result<void> check(const Administration::Decision& decision) {
  if (decision.number.empty() || decision.number.size() > kMaxNumberBytes ||
      !text::valid_utf8(decision.number)) {
    return makes_no_sense("a decision has a number",
                          "Give the number under which your company keeps it.");
  }
  return {};
}

Result<std::string> checked_login_name(std::string_view login_name) {
  const bool good = !login_name.empty() && login_name.size() <= kMaxLoginNameBytes &&
                    text::valid_utf8(login_name);
  if (!good) {
    return makes_no_sense(
        fmt::format("a login name has 1 to {} bytes of UTF-8", kMaxLoginNameBytes));
  }
  return folded_login_name(login_name);
}

ActEvent act(const Administration::Decision& decision, ActKind kind, const UserId& subject,
             std::string target, std::string reason, Instant now) {
  return {.time = now,
          .actor = decision.by,
          .act = kind,
          .subject = subject,
          .target = std::move(target),
          .approved_by = decision.by,
          .number = decision.number,
          .reason = std::move(reason)};
}

// Ends codes that were given out before.
Result<void> end_enrolments(IdentityStorage& storage, const UserId& user, Change& change) {
  const Result<std::vector<Enrolment>> earlier = storage.enrolments_of(user);
  if (!earlier) return std::unexpected(earlier.error());
  for (const Enrolment& one : *earlier) change.removed.emplace_back(one);
  return {};
}

template <class T>
void append_all(const std::vector<T>& records, Change& change) {
  for (const T& one : records) change.removed.emplace_back(one);
}

}  // namespace

Result<User> new_account(IdentityStorage& storage, const Administration::Decision& decision,
                         const UserId& user, std::string_view login_name) {
  if (auto ok = check(decision); !ok) return std::unexpected(ok.error());
  if (!is_user_id(user)) {
    return makes_no_sense(fmt::format("`{}` is no pseudonym of the record", user.value),
                          "It has 8 to 64 letters, digits, `-` and `_`.");
  }
  const Result<std::string> name = checked_login_name(login_name);
  if (!name) return std::unexpected(name.error());
  const Result<std::optional<User>> known = storage.user(user);
  if (!known) return std::unexpected(known.error());
  const Result<std::optional<User>> named = storage.user_named(*name);
  if (!named) return std::unexpected(named.error());
  if (*named && (*named)->id != user) {
    return makes_no_sense(fmt::format("the login name `{}` is taken", *name));
  }
  if (*known && (*known)->state != UserState::kInvited) {
    return makes_no_sense("the person has an account already", "Recover it.");
  }
  User out = known->value_or(User{.id = user, .login_name = {}});
  out.login_name = *name;
  return out;
}

Result<void> end_everything(IdentityStorage& storage, const UserId& user,
                            const std::optional<Digest>& kept, Change& change) {
  const Result<std::vector<Session>> sessions = storage.sessions_of(user);
  if (!sessions) return std::unexpected(sessions.error());
  for (const Session& one : *sessions) {
    if (one.hash != kept) change.removed.emplace_back(one);
  }
  const Result<std::vector<ApiToken>> tokens = storage.api_tokens_of(user);
  if (!tokens) return std::unexpected(tokens.error());
  append_all(*tokens, change);
  return {};
}

Result<EnrolmentCode> Administration::first_administrator(const UserId& user,
                                                          std::string_view login_name,
                                                          Instant now) {
  const Result<Installation> installation = means_.storage.installation();
  if (!installation) return std::unexpected(installation.error());
  if (installation->has_administrator) {
    return makes_no_sense("there is an administrator already",
                          "Let an administrator invite you, or two of them recover your account.");
  }
  return admit({.by = user, .number = std::string(kFirst)}, user, login_name,
               EnrolmentCause::kFirstAdministrator, now);
}

Result<EnrolmentCode> Administration::invite(const Decision& decision, const UserId& user,
                                             std::string_view login_name, Instant now,
                                             Instant latest) {
  if (decision.by == user) return makes_no_sense("nobody invites themselves");
  return admit(decision, user, login_name, EnrolmentCause::kInvitation, now, latest);
}

Result<EnrolmentCode> Administration::admit(const Decision& decision, const UserId& user,
                                            std::string_view login_name, EnrolmentCause cause,
                                            Instant now, Instant latest) {
  const bool first = cause == EnrolmentCause::kFirstAdministrator;
  const Settings& settings = means_.settings;
  const Instant ends =
      std::min(latest, shifted(now, first ? settings.first_administrator : settings.enrolment));
  return in_one_change(means_.storage, [&](Change& change) -> Result<EnrolmentCode> {
    Result<User> invited = new_account(means_.storage, decision, user, login_name);
    if (!invited) return std::unexpected(invited.error());
    if (auto ok = end_enrolments(means_.storage, user, change); !ok) {
      return std::unexpected(ok.error());
    }
    const ActKind kind = invited->revision == 0 ? ActKind::kAdd : ActKind::kChange;
    const NewSecret code = new_code(means_.random);
    change.put.emplace_back(std::move(*invited));
    change.put.emplace_back(Enrolment{.hash = code.hash,
                                      .user = user,
                                      .cause = cause,
                                      .approved_by = decision.by,
                                      .number = decision.number,
                                      .ends = ends});
    change.events.emplace_back(
        act(decision, kind, user, "account", first ? "first administrator" : "invited", now));
    return EnrolmentCode{code.text, ends};
  });
}

Result<bool> Administration::disable(const Decision& decision, const UserId& subject, Instant now) {
  if (auto ok = check(decision); !ok) return std::unexpected(ok.error());
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    Result<std::optional<User>> user = means_.storage.user(subject);
    if (!user) return std::unexpected(user.error());
    if (!*user) return fail(ErrorCode::kNotFound, "there is no such account");
    if ((*user)->state == UserState::kDisabled) return false;
    (*user)->state = UserState::kDisabled;
    change.put.emplace_back(std::move(**user));
    if (auto ok = end_everything(means_.storage, subject, {}, change); !ok) {
      return std::unexpected(ok.error());
    }
    if (auto ok = end_enrolments(means_.storage, subject, change); !ok) {
      return std::unexpected(ok.error());
    }
    change.events.emplace_back(
        act(decision, ActKind::kRemove, subject, "account", "disabled", now));
    return true;
  });
}

Result<bool> Administration::remove(const Decision& decision, const UserId& subject, Instant now) {
  if (auto ok = check(decision); !ok) return std::unexpected(ok.error());
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    Result<std::optional<User>> user = means_.storage.user(subject);
    if (!user) return std::unexpected(user.error());
    if (!*user) return false;
    const Result<std::vector<Factor>> factors = means_.storage.factors_of(subject);
    if (!factors) return std::unexpected(factors.error());
    append_all(*factors, change);
    if (auto ok = end_everything(means_.storage, subject, {}, change); !ok) {
      return std::unexpected(ok.error());
    }
    if (auto ok = end_enrolments(means_.storage, subject, change); !ok) {
      return std::unexpected(ok.error());
    }
    change.removed.emplace_back(std::move(**user));
    change.events.emplace_back(act(decision, ActKind::kRemove, subject, "account", "removed", now));
    return true;
  });
}

Result<ItemId> Administration::begin_recovery(const Decision& decision, const UserId& subject,
                                              Instant now) {
  if (auto ok = check(decision); !ok) return std::unexpected(ok.error());
  if (decision.by == subject) {
    return makes_no_sense("nobody recovers their own account", "Two other administrators have to.");
  }
  return in_one_change(means_.storage, [&](Change& change) -> Result<ItemId> {
    const Result<std::optional<User>> user = means_.storage.user(subject);
    if (!user) return std::unexpected(user.error());
    if (!*user || (*user)->state == UserState::kDisabled) {
      return fail(ErrorCode::kNotFound, "there is no account to recover");
    }
    Recovery recovery{.id = new_item_id(means_.random),
                      .subject = subject,
                      .first = decision.by,
                      .number = decision.number,
                      .begun = now,
                      .ends = shifted(now, means_.settings.recovery)};
    ItemId id = recovery.id;
    tell(means_,
         {.user = subject,
          .kind = NoticeKind::kRecoveryBegun,
          .by = decision.by,
          .source = decision.source,
          .time = now},
         change);
    change.events.emplace_back(act(decision, ActKind::kAdd, subject, "recovery/" + id.value,
                                   "a second administrator is needed", now));
    change.put.emplace_back(std::move(recovery));
    return id;
  });
}

Result<EnrolmentCode> Administration::approve_recovery(const UserId& second, const ItemId& id,
                                                       Instant now, std::string_view source) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<EnrolmentCode> {
    const Result<std::optional<Recovery>> found = means_.storage.recovery(id);
    if (!found) return std::unexpected(found.error());
    if (!*found || now >= (*found)->ends) {
      return fail(ErrorCode::kNotFound, "there is no such recovery any more", {}, "Begin anew.");
    }
    const Recovery& recovery = **found;
    if (second == recovery.first || second == recovery.subject) {
      return makes_no_sense("another administrator has to approve",
                            "Neither the one who began nor the person whose account it is can.");
    }
    Result<std::optional<User>> user = means_.storage.user(recovery.subject);
    if (!user) return std::unexpected(user.error());
    if (!*user || (*user)->state == UserState::kDisabled) {
      return fail(ErrorCode::kNotFound, "there is no account to recover");
    }
    (*user)->state = UserState::kInvited;
    (*user)->password_hash.clear();
    (*user)->password_set = now;  // which ends log-ins whose password was right
    tell(means_,
         {.user = recovery.subject,
          .kind = NoticeKind::kRecovered,
          .by = second,
          .source = std::string(source),
          .time = now},
         change);
    const Result<std::vector<Factor>> factors = means_.storage.factors_of(recovery.subject);
    if (!factors) return std::unexpected(factors.error());
    append_all(*factors, change);
    if (auto ok = end_everything(means_.storage, recovery.subject, {}, change); !ok) {
      return std::unexpected(ok.error());
    }
    if (auto ok = end_enrolments(means_.storage, recovery.subject, change); !ok) {
      return std::unexpected(ok.error());
    }
    const Decision decision{.by = second, .number = recovery.number};
    const NewSecret code = new_code(means_.random);
    const Instant ends = shifted(now, means_.settings.enrolment);
    change.put.emplace_back(std::move(**user));
    change.put.emplace_back(Enrolment{.hash = code.hash,
                                      .user = recovery.subject,
                                      .cause = EnrolmentCause::kRecovery,
                                      .approved_by = second,
                                      .number = recovery.number,
                                      .ends = ends});
    change.removed.emplace_back(recovery);
    change.events.emplace_back(act(decision, ActKind::kChange, recovery.subject,
                                   "recovery/" + id.value, "password and factors were taken away",
                                   now));
    return EnrolmentCode{code.text, ends};
  });
}

}  // namespace sekisho::identity
