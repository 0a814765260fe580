#include "http/front.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/routes.h"
#include "session/gate_session.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kForwardedFor = "x-forwarded-for";
constexpr std::string_view kClientCertificate = "x-client-certificate";
constexpr std::string_view kTerminal = "x-sekisho-terminal";
// Whatever the server speaks itself: a gate speaks TLS.
constexpr std::string_view kGateAttributes = "Path=/; HttpOnly; SameSite=Lax; Secure";
constexpr int kDeviceSeconds = 90 * 24 * 60 * 60;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// Of `Cookie: a=b; c=d`; nothing where the name is there twice, because one of them is not ours.
std::string cookie_in(const Request& request, std::string_view name) {
  const std::string* header = request.header("cookie");
  if (header == nullptr) return {};
  std::string out;
  std::string_view rest = *header;
  int found = 0;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    out = pair.substr(equals + 1);
    ++found;
  }
  return found == 1 ? out : std::string();
}

bool changes_nothing(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

}  // namespace

bool Front::is_the_proxys(std::string_view header) {
  return header == kForwardedFor || header == kClientCertificate || header == kTerminal;
}

std::string Front::base_of(const Request& request) const {
  if (!options_.origin.empty()) return options_.origin;
  const std::string* host = request.header("host");
  return "http://" + (host == nullptr ? std::string("localhost") : *host);
}

std::string Front::address_of(const Request& request) const {
  const std::string* forwarded = request.header(kForwardedFor);
  if (!options_.behind_proxy || forwarded == nullptr) return request.remote;
  // What the proxy added stands last; what stands before it anybody may have written.
  const size_t comma = forwarded->rfind(',');
  return std::string(trimmed(
      comma == std::string::npos ? *forwarded : std::string_view(*forwarded).substr(comma + 1)));
}

identity::Origin Front::origin_of(const Request& request, Instant now) const {
  identity::Origin out{.source = identity::source_of(address_of(request)),
                       .device = cookie_in(request, device_cookie())};
  const std::string* card = request.header(kClientCertificate);
  if (!options_.behind_proxy || !options_.cards || card == nullptr) return out;
  const std::optional<std::string> pem = percent_decoded(*card, false);
  if (!pem) return out;
  const auto verified = options_.cards->verify(*pem, now);
  if (verified) {
    out.card = verified->fingerprint;
    out.card_valid_until = verified->valid.until;
  }
  return out;
}

std::string Front::terminal_of(const Request& request) const {
  const std::string* terminal = request.header(kTerminal);
  return options_.behind_proxy && terminal != nullptr ? *terminal : std::string();
}

std::string Front::session_token(const Request& request) const {
  return cookie_in(request, session_cookie());
}

Header Front::keep_session(std::string_view token) const {
  return {"Set-Cookie", fmt::format("{}={}; {}", session_cookie(), token, attributes())};
}

Header Front::forget_session() const {
  return {"Set-Cookie", fmt::format("{}=; Max-Age=0; {}", session_cookie(), attributes())};
}

Header Front::keep_gate_session(std::string_view token) {
  return {"Set-Cookie", fmt::format("{}={}; {}", session::kGateCookie, token, kGateAttributes)};
}

Header Front::forget_gate_session() {
  return {"Set-Cookie", fmt::format("{}=; Max-Age=0; {}", session::kGateCookie, kGateAttributes)};
}

Header Front::keep_device(std::string_view token) const {
  return {"Set-Cookie", fmt::format("{}={}; Max-Age={}; {}", device_cookie(), token, kDeviceSeconds,
                                    attributes())};
}

std::optional<Words> Front::foreign(const Request& request) const {
  const std::string* site = request.header("sec-fetch-site");
  if (site != nullptr && *site != "same-origin" && *site != "none") {
    return Words{"another site sent it", "他のサイトから送信されました"};
  }
  const std::string* origin = request.header("origin");
  if (origin == nullptr) return std::nullopt;
  const std::string* host = request.header("host");
  const bool ours = !options_.origin.empty() ? *origin == options_.origin
                                             : host != nullptr && *origin == "http://" + *host;
  if (ours) return std::nullopt;
  return Words{"a page of another site sent it", "他のサイトのページから送信されました"};
}

std::optional<Words> Front::forged(const Request& request) const {
  if (auto why = foreign(request)) return why;
  if (changes_nothing(request) || request.has_header(kClientHeader)) return std::nullopt;
  return Words{"the header Sekisho-Client is missing", "ヘッダー Sekisho-Client がありません"};
}

std::string Front::session_cookie() const {
  return options_.origin.empty() ? "sekisho-local-session" : "__Host-sekisho-session";
}

std::string Front::device_cookie() const {
  return options_.origin.empty() ? "sekisho-local-device" : "__Host-sekisho-device";
}

std::string Front::attributes() const {
  return fmt::format("Path=/; HttpOnly; SameSite=Strict{}",
                     options_.origin.empty() ? "" : "; Secure");
}

}  // namespace sekisho::http
