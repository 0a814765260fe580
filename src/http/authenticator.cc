#include "http/authenticator.h"

#include <string_view>
#include <utility>

namespace sekisho::http {
namespace {

constexpr std::string_view kScheme = "Bearer ";

}  // namespace

Result<Caller> PeopleAuthenticator::caller_of(const identity::UserId& user, Instant now) {
  const auto member = people_.members.find(user);
  if (!member) return std::unexpected(member.error());
  return Caller{.office = service::office_caller(user, *member, now)};
}

Result<std::optional<Caller>> PeopleAuthenticator::authenticate(const Request& request,
                                                                Instant now) {
  if (request.has_header("authorization")) {
    const std::string* said = request.header("authorization");
    if (said == nullptr || !said->starts_with(kScheme)) return std::nullopt;
    auto token = people_.tokens.use(std::string_view(*said).substr(kScheme.size()), now);
    if (!token) return std::unexpected(token.error());
    if (!*token) return std::nullopt;
    Result<Caller> caller = caller_of((*token)->user, now);
    if (!caller) return std::unexpected(caller.error());
    caller->token = std::move(**token);
    return std::move(*caller);
  }
  const std::string cookie = front_.session_token(request);
  if (cookie.empty()) return std::nullopt;
  auto session = people_.sessions.use(cookie, front_.origin_of(request, now), now);
  if (!session) return std::unexpected(session.error());
  if (!*session) return std::nullopt;
  Result<Caller> caller = caller_of((*session)->user, now);
  if (!caller) return std::unexpected(caller.error());
  for (const identity::Purpose purpose : identity::kPurposes) {
    if (identity::stepped_up(**session, purpose, now)) {
      caller->office.fresh.emplace(identity::name_of(purpose));
    }
  }
  caller->session = std::move(**session);
  return std::move(*caller);
}

}  // namespace sekisho::http
