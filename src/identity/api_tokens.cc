#include "identity/api_tokens.h"

#include <fmt/format.h>

#include <algorithm>

#include "identity/change.h"
#include "identity/notices.h"
#include "identity/secret_text.h"
#include "identity/sessions.h"
#include "text/encoding.h"

namespace sekisho::identity {
namespace {

bool is_scope(std::string_view scope) {
  return !scope.empty() && scope.size() <= kMaxNameBytes && std::ranges::all_of(scope, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

Result<void> check(const ApiTokens::Wish& wish, const Settings& settings, Instant now) {
  if (wish.name.empty() || wish.name.size() > kMaxNameBytes || !text::valid_utf8(wish.name)) {
    return fail(ErrorCode::kUsage, "a token needs a name", {},
                fmt::format("Give it one of up to {} bytes.", kMaxNameBytes));
  }
  if (wish.scopes.empty() || wish.scopes.size() > kMaxScopes) {
    return fail(ErrorCode::kUsage, fmt::format("a token has 1 to {} scopes", kMaxScopes));
  }
  for (const std::string& scope : wish.scopes) {
    if (!is_scope(scope)) return fail(ErrorCode::kUsage, fmt::format("`{}` is no scope", scope));
  }
  if (wish.ends <= now || wish.ends > shifted(now, settings.api_token)) {
    return fail(ErrorCode::kUsage, "a token ends in the future, and not too far in it", {},
                fmt::format("Choose an end within {} days.", settings.api_token / kMicrosPerDay));
  }
  return {};
}

ApiToken made(const ApiTokens::Wish& wish, const NewSecret& secret, const UserId& user,
              const Random& random, Instant now) {
  ApiToken out{.hash = secret.hash,
               .id = new_item_id(random),
               .user = user,
               .name = wish.name,
               .scopes = wish.scopes,
               .created = now,
               .ends = wish.ends};
  std::ranges::sort(out.scopes);
  const auto repeated = std::ranges::unique(out.scopes);
  out.scopes.erase(repeated.begin(), repeated.end());
  return out;
}

ActEvent act(ActKind kind, const ApiToken& token, Instant now) {
  return {.time = now,
          .actor = token.user,
          .act = kind,
          .subject = token.user,
          .target = "token/" + token.id.value,
          .approved_by = token.user,
          .number = std::string(kOwnAccount),
          .reason = fmt::format("scopes: {}", fmt::join(token.scopes, ", "))};
}

}  // namespace

bool has_scope(const ApiToken& token, std::string_view scope) {
  return std::ranges::binary_search(token.scopes, scope);
}

Result<ApiTokens::Issued> ApiTokens::issue(const Session& session, const Wish& wish, Instant now) {
  if (!stepped_up(session, Purpose::kAccount, now)) {
    return fail(ErrorCode::kUsage, "a token needs a fresh proof of who asks for it", {},
                "Step the session up for `account` first.");
  }
  if (auto ok = check(wish, means_.settings, now); !ok) return std::unexpected(ok.error());
  return in_one_change(means_.storage, [&](Change& change) -> Result<Issued> {
    const Result<std::vector<ApiToken>> others = of(session.user, now);
    if (!others) return std::unexpected(others.error());
    if (others->size() >= kMaxApiTokens) {
      return fail(ErrorCode::kLimit, fmt::format("there are {} tokens already", kMaxApiTokens), {},
                  "Revoke one that is not needed any more.");
    }
    NewSecret token = new_secret(SecretKind::kApi, means_.random);
    ApiToken record = made(wish, token, session.user, means_.random, now);
    change.put.emplace_back(record);
    tell(means_,
         {.user = session.user,
          .kind = NoticeKind::kTokenMade,
          .name = record.name,
          .by = session.user,
          .source = session.source,
          .time = now},
         change);
    change.events.emplace_back(act(ActKind::kAdd, record, now));
    return Issued{std::move(token.text), std::move(record)};
  });
}

Result<ApiTokens::Issued> ApiTokens::admit_program(const Administration::Decision& decision,
                                                   const UserId& user, std::string_view login_name,
                                                   const Wish& wish, Instant now) {
  if (auto ok = check(wish, means_.settings, now); !ok) return std::unexpected(ok.error());
  return in_one_change(means_.storage, [&](Change& change) -> Result<Issued> {
    Result<User> account = new_account(means_.storage, decision, user, login_name);
    if (!account) return std::unexpected(account.error());
    account->state = UserState::kActive;
    NewSecret token = new_secret(SecretKind::kApi, means_.random);
    ApiToken record = made(wish, token, user, means_.random, now);
    ActEvent event = act(ActKind::kAdd, record, now);
    event.actor = event.approved_by = decision.by;
    event.number = decision.number;
    change.put.emplace_back(std::move(*account));
    change.put.emplace_back(record);
    change.events.emplace_back(std::move(event));
    return Issued{std::move(token.text), std::move(record)};
  });
}

Result<std::optional<ApiToken>> ApiTokens::use(std::string_view token, Instant now) {
  const std::optional<Digest> hash = hash_of(SecretKind::kApi, token);
  if (!hash) return std::nullopt;
  return in_one_change(means_.storage, [&](Change& change) -> Result<std::optional<ApiToken>> {
    Result<std::optional<ApiToken>> found = means_.storage.api_token(*hash);
    if (!found || !*found) return found;
    ApiToken& record = **found;
    if (now >= record.ends) return std::nullopt;
    const Result<std::optional<User>> user = means_.storage.user(record.user);
    if (!user) return std::unexpected(user.error());
    if (!*user || (*user)->state != UserState::kActive) return std::nullopt;
    if (now >= shifted(record.last_used, kMicrosPerMinute)) {
      record.last_used = now;
      change.put.emplace_back(record);
    }
    return found;
  });
}

Result<std::vector<ApiToken>> ApiTokens::of(const UserId& user, Instant now) {
  Result<std::vector<ApiToken>> tokens = means_.storage.api_tokens_of(user);
  if (!tokens) return tokens;
  std::erase_if(*tokens, [&](const ApiToken& one) { return now >= one.ends; });
  std::ranges::sort(*tokens, std::ranges::greater(), &ApiToken::created);
  return tokens;
}

Result<bool> ApiTokens::revoke(const Session& session, const ItemId& id, Instant now) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    const Result<std::vector<ApiToken>> tokens = means_.storage.api_tokens_of(session.user);
    if (!tokens) return std::unexpected(tokens.error());
    const auto found = std::ranges::find(*tokens, id, &ApiToken::id);
    if (found == tokens->end()) return false;
    change.removed.emplace_back(*found);
    change.events.emplace_back(act(ActKind::kRemove, *found, now));
    return true;
  });
}

}  // namespace sekisho::identity
