#include "gateway/header_rules.h"

#include <algorithm>
#include <array>

#include "text/fold.h"

namespace sekisho::gateway {
namespace {

std::string folded(std::string_view name) {
  std::string out = text::fold_case(name);
  std::ranges::replace(out, '_', '-');
  return out;
}

template <size_t kSize>
bool among(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

template <size_t kSize>
bool begins_with_any(const std::array<std::string_view, kSize>& beginnings, std::string_view name) {
  return std::ranges::any_of(beginnings,
                             [&](std::string_view one) { return name.starts_with(one); });
}

// Names under which systems are told by proxies who somebody is.
constexpr std::array<std::string_view, 9> kIdentityBeginnings{
    "x-sekisho-", "x-auth-",    "x-authenticated-", "x-remote-",          "x-ssl-",
    "x-client-",  "ssl-client", "x-webauth-",       "x-forwarded-client-"};
constexpr std::array<std::string_view, 12> kIdentities{
    "remote-user",        "x-user",
    "x-username",         "x-userid",
    "x-user-id",          "x-email",
    "x-forwarded-user",   "x-forwarded-email",
    "x-forwarded-groups", "x-forwarded-preferred-username",
    "x-groups",           "client-cert"};
constexpr std::array<std::string_view, 10> kOtherRequests{
    "x-http-method",  "x-http-method-override", "x-method-override",  "x-original-url",
    "x-original-uri", "x-rewrite-url",          "x-forwarded-prefix", "x-forwarded-uri",
    "upgrade",        "http2-settings"};
constexpr std::array<std::string_view, 9> kPartsAndConditions{"range",
                                                              "if-range",
                                                              "if-match",
                                                              "if-none-match",
                                                              "if-modified-since",
                                                              "if-unmodified-since",
                                                              "accept-encoding",
                                                              "te",
                                                              "trailer"};

// Of answers.
constexpr std::array<std::string_view, 10> kAboutTheWhole{
    "content-length", "etag",        "last-modified",  "accept-ranges", "content-md5",
    "digest",         "repr-digest", "content-digest", "cache-control", "expires"};
constexpr std::array<std::string_view, 3> kMaySayNothing{"set-cookie", "location",
                                                         "content-security-policy"};

// Of policies (W3C Content Security Policy Level 3).
constexpr std::array<std::string_view, 20> kPolicyDirectives{
    "default-src", "script-src",     "script-src-elem", "script-src-attr",
    "style-src",   "style-src-elem", "style-src-attr",  "img-src",
    "font-src",    "connect-src",    "media-src",       "object-src",
    "child-src",   "frame-src",      "worker-src",      "manifest-src",
    "base-uri",    "form-action",    "frame-ancestors", "upgrade-insecure-requests"};
constexpr std::array<std::string_view, 12> kPolicyWords{
    "'none'",           "'self'", "'unsafe-inline'", "'unsafe-eval'", "'wasm-unsafe-eval'",
    "'strict-dynamic'", "https:", "data:",           "blob:",         "wss:",
    "'unsafe-hashes'",  "*"};

std::string_view next_word(std::string_view& text) {
  constexpr std::string_view kSpaces = " \t";
  text.remove_prefix(std::min(text.find_first_not_of(kSpaces), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(kSpaces));
  text.remove_prefix(word.size());
  return word;
}

std::string_view next_cookie(std::string_view& header) {
  const size_t end = std::min(header.find(';'), header.size());
  std::string_view one = header.substr(0, end);
  header.remove_prefix(std::min(end + 1, header.size()));
  while (one.starts_with(' ')) one.remove_prefix(1);
  while (one.ends_with(' ')) one.remove_suffix(1);
  return one;
}

bool is_cookie(std::string_view one, std::string_view name) {
  return one.starts_with(name) && one.substr(name.size()).starts_with('=');
}

}  // namespace

bool passes_upstream(std::string_view name, bool is_static) {
  const std::string key = folded(name);
  if (begins_with_any(kIdentityBeginnings, key) || among(kIdentities, key)) return false;
  if (among(kOtherRequests, key)) return false;
  return is_static || !among(kPartsAndConditions, key);
}

bool passes_downstream(std::string_view name, Answer answer) {
  if (answer == Answer::kStatic) return true;
  const std::string key = folded(name);
  if (among(kAboutTheWhole, key)) return false;
  return answer == Answer::kPlain || among(kMaySayNothing, key);
}

bool is_plain_policy(std::string_view value) {
  bool any = false;
  while (!value.empty()) {
    const size_t end = std::min(value.find(';'), value.size());
    std::string_view directive = value.substr(0, end);
    value.remove_prefix(std::min(end + 1, value.size()));
    const std::string name = text::fold_case(next_word(directive));
    if (name.empty()) continue;
    if (!among(kPolicyDirectives, name)) return false;
    any = true;
    for (std::string_view word = next_word(directive); !word.empty(); word = next_word(directive)) {
      if (!among(kPolicyWords, text::fold_case(word))) return false;
    }
  }
  return any;
}

std::optional<std::string_view> cookie(std::string_view header, std::string_view name) {
  std::optional<std::string_view> found;
  while (!header.empty()) {
    const std::string_view one = next_cookie(header);
    if (!is_cookie(one, name)) continue;
    if (found) return std::nullopt;
    found = one.substr(name.size() + 1);
  }
  return found;
}

std::string_view name_of_cookie(std::string_view header) {
  std::string_view name = next_cookie(header);
  name = name.substr(0, std::min(name.find('='), name.size()));
  while (name.ends_with(' ') || name.ends_with('\t')) name.remove_suffix(1);
  return name;
}

std::string without_cookie(std::string_view header, std::string_view name) {
  std::string out;
  while (!header.empty()) {
    const std::string_view one = next_cookie(header);
    if (one.empty() || is_cookie(one, name)) continue;
    if (!out.empty()) out += "; ";
    out += one;
  }
  return out;
}

}  // namespace sekisho::gateway
