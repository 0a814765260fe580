#include "http/identity_json.h"

#include <algorithm>

#include "text/base64.h"
#include "text/time_format.h"

namespace sekisho::http {

using text::JsonWriter;

std::string time_text(Instant at) {
  return text::rfc3339(at, text::kUtc);
}

void write_factors(JsonWriter& json, const std::vector<identity::Factor>& factors) {
  json.begin_array();
  for (const identity::Factor& one : factors) {
    json.begin_object()
        .member("factor", one.id.value)
        .member("kind", identity::name_of(one.kind))
        .member("name", one.name)
        .member("enrolled", time_text(one.enrolled));
    if (one.last_used != kBeginning) json.member("last_used", time_text(one.last_used));
    json.end_object();
  }
  json.end_array();
}

void write_encoded(JsonWriter& json, std::string_view name, const std::vector<std::string>& items) {
  json.key(name).begin_array();
  for (const std::string& one : items) json.value(text::base64url_encode(one));
  json.end_array();
}

void write_challenge(JsonWriter& json, const service::People& people, std::string_view challenge,
                     const std::vector<std::string>& credentials, std::string_view user) {
  json.begin_object().member("challenge", text::base64url_encode(challenge));
  write_encoded(json, "credentials", credentials);
  json.member("relying_party", people.settings.relying_party);
  if (!user.empty()) json.member("user", user);
  json.end_object();
}

std::string source_of(const Call& call) {
  return call.services.front->origin_of(call.request, call.now).source;
}

std::expected<void, Fault> write_attention(JsonWriter& json, const Call& call,
                                           const identity::UserId& user) {
  const auto notices = call.services.people->notices.of(user, call.now);
  if (!notices) return std::unexpected(fault_of(notices.error()));
  const auto expiring = call.services.people->notices.ending(user, call.now);
  if (!expiring) return std::unexpected(fault_of(expiring.error()));
  const auto unseen = std::ranges::count(*notices, kBeginning, &identity::Notice::acknowledged);
  json.member("notices", static_cast<uint64_t>(unseen));
  json.member("expiring", expiring->size());
  return {};
}

Response code_response(const identity::EnrolmentCode& code, int status) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("code", code.code).member("ends", time_text(code.ends)).end_object();
  return json_response(std::move(out), status);
}

}  // namespace sekisho::http
