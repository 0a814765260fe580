#include "session/gate_session.h"

#include <algorithm>
#include <array>

#include "crypto/random.h"
#include "session/limits.h"
#include "text/base64.h"
#include "text/json.h"
#include "text/json_members.h"

namespace sekisho::session {
namespace {

constexpr std::string_view kType = "gate+jwt";
constexpr size_t kIdBytes = 16;
constexpr int64_t kMaxSeconds = kForever.micros / kMicrosPerSecond;

std::unexpected<Error> lacks(std::string_view what) {
  return fail(ErrorCode::kBadInput, "a token of ours lacks `" + std::string(what) + "`");
}

bool is_id(std::string_view id) {
  const auto bytes = text::base64url_decode(id);
  return bytes && bytes->size() == kIdBytes;
}

std::optional<int64_t> seconds(const text::JsonValue& claims, std::string_view name) {
  const text::JsonValue* const value = claims.find(name);
  const auto number = value == nullptr ? std::nullopt : value->as_int();
  return number && *number >= 0 && *number < kMaxSeconds ? number : std::nullopt;
}

Result<std::optional<crypto::Digest>> card_of(const text::JsonValue& claims) {
  const text::JsonValue* const confirmation = claims.find("cnf");
  if (confirmation == nullptr) return std::nullopt;
  const auto bytes = text::base64url_decode(text::text_member(*confirmation, "x5t#S256"));
  crypto::Digest card;
  if (!bytes || bytes->size() != card.size()) return lacks("x5t#S256");
  std::copy(bytes->begin(), bytes->end(), card.begin());
  return card;
}

}  // namespace

std::string new_session_id() {
  std::array<unsigned char, kIdBytes> id;
  crypto::fill_random(id);
  return text::base64url_encode({reinterpret_cast<const char*>(id.data()), id.size()});
}

std::string token_of(const GateSession& session, const JwsSigner& signer) {
  std::string claims;
  text::JsonWriter out(claims);
  out.begin_object();
  out.member("sub", session.person).member("sid", session.id).member("trm", session.terminal);
  out.member("iat", session.issued.micros / kMicrosPerSecond);
  out.member("exp", session.expires.micros / kMicrosPerSecond);
  out.member("idle", session.idle_seconds);
  out.key("amr").begin_array();
  for (const std::string& method : session.methods) out.value(method);
  out.end_array();
  if (session.card) {
    out.key("cnf").begin_object();
    out.member("x5t#S256", text::base64url_encode(crypto::view(*session.card)));
    out.end_object();
  }
  out.end_object();
  return signer.sign(kType, claims);
}

Result<GateSession> read_token(std::string_view token, const JwsKeys& keys) {
  const auto text = keys.verify(token, kType);
  if (!text) return std::unexpected(text.error());
  const auto claims = text::JsonValue::parse(*text);
  if (!claims) return lacks("claims");
  GateSession out{.id = text::text_member(*claims, "sid"),
                  .person = text::text_member(*claims, "sub"),
                  .terminal = text::text_member(*claims, "trm")};
  if (!is_id(out.id)) return lacks("sid");
  if (out.person.empty() || out.person.size() > kMaxNameBytes) return lacks("sub");
  if (out.terminal.size() > kMaxNameBytes) return lacks("trm");
  const auto issued = seconds(*claims, "iat");
  const auto expires = seconds(*claims, "exp");
  const auto idle = seconds(*claims, "idle");
  if (!issued || !expires) return lacks("exp");
  if (!idle || *idle == 0 || *idle > UINT32_MAX) return lacks("idle");
  out.issued = {*issued * kMicrosPerSecond};
  out.expires = {*expires * kMicrosPerSecond};
  out.idle_seconds = static_cast<uint32_t>(*idle);
  const text::JsonValue* const methods = claims->find("amr");
  if (methods == nullptr || methods->size() > kMaxMethods) return lacks("amr");
  for (const text::JsonValue& method : methods->items()) {
    out.methods.emplace_back(method.as_string().value_or(""));
  }
  auto card = card_of(*claims);
  if (!card) return std::unexpected(card.error());
  out.card = *card;
  return out;
}

}  // namespace sekisho::session
