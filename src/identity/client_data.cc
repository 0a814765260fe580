#include "identity/client_data.h"

#include <fmt/format.h>

#include <algorithm>

#include "identity/limits.h"
#include "text/base64.h"
#include "text/json.h"

namespace sekisho::identity {
namespace {

std::unexpected<Error> refused(std::string_view what) {
  return fail(ErrorCode::kBadInput, fmt::format("the browser's answer is not accepted: {}", what));
}

std::string_view text_of(const text::JsonValue& object, std::string_view key) {
  const text::JsonValue* value = object.find(key);
  return value == nullptr ? std::string_view() : value->as_string().value_or("");
}

}  // namespace

Result<Digest> check_client_data(std::string_view json, Ceremony ceremony,
                                 std::string_view challenge, const Settings& settings) {
  if (json.size() > kMaxClientDataBytes) return refused("it is too long");
  const Result<text::JsonValue> data = text::JsonValue::parse(json);
  if (!data || !data->is_object()) return refused("it is no JSON object");
  const std::string_view type = ceremony == Ceremony::kCreate ? "webauthn.create" : "webauthn.get";
  if (text_of(*data, "type") != type) return refused("it is about another ceremony");
  if (challenge.empty() ||
      text::base64url_decode(text_of(*data, "challenge")) != std::string(challenge)) {
    return refused("it is about another challenge");
  }
  const std::string_view origin = text_of(*data, "origin");
  if (std::ranges::find(settings.origins, origin) == settings.origins.end()) {
    return refused("it comes from another page");
  }
  const text::JsonValue* crossed = data->find("crossOrigin");
  if (crossed != nullptr && crossed->as_bool() != false) return refused("it comes from a frame");
  return crypto::sha256(json);
}

}  // namespace sekisho::identity
