#include "session/jws.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "crypto/sha256.h"
#include "session/limits.h"
#include "text/base64.h"
#include "text/json.h"
#include "text/json_members.h"

namespace sekisho::session {
namespace {

using crypto::Ed25519PublicKey;
using crypto::Ed25519Signature;

constexpr std::string_view kAlgorithm = "EdDSA";

std::string encoded(const Ed25519PublicKey& key) {
  return text::base64url_encode({reinterpret_cast<const char*>(key.data()), key.size()});
}

template <class Bytes>
std::optional<Bytes> decoded(std::string_view base64url) {
  const auto bytes = text::base64url_decode(base64url);
  Bytes out;
  if (!bytes || bytes->size() != out.size()) return {};
  std::copy(bytes->begin(), bytes->end(), out.begin());
  return out;
}

std::unexpected<Error> no_token(std::string_view why) {
  return fail(ErrorCode::kBadInput, fmt::format("this is no token of ours: {}", why));
}

}  // namespace

std::string key_id(const Ed25519PublicKey& key) {
  const auto digest =
      crypto::sha256(fmt::format(R"({{"crv":"Ed25519","kty":"OKP","x":"{}"}})", encoded(key)));
  return text::base64url_encode(crypto::view(digest));
}

std::string JwsSigner::sign(std::string_view type, std::string_view claims) const {
  const std::string header =
      fmt::format(R"({{"alg":"{}","kid":"{}","typ":"{}"}})", kAlgorithm, id_, type);
  std::string out = text::base64url_encode(header) + "." + text::base64url_encode(claims);
  const Ed25519Signature signature = key_.sign(out);
  out += "." + text::base64url_encode(
                   {reinterpret_cast<const char*>(signature.data()), signature.size()});
  return out;
}

std::string JwsSigner::public_jwk() const {
  return fmt::format(
      R"({{"kty":"OKP","crv":"Ed25519","use":"sig","alg":"{}","kid":"{}","x":"{}"}})", kAlgorithm,
      id_, encoded(key_.public_key()));
}

JwsKeys::JwsKeys(const Ed25519PublicKey& key) : keys_{{key_id(key), key}} {}

Result<JwsKeys> JwsKeys::parse(std::string_view json, const std::string& file) {
  if (json.size() > kMaxKeyFileBytes) {
    return fail(ErrorCode::kLimit, "the file of keys is too long", {file});
  }
  const auto set = text::JsonValue::parse(json, file);
  if (!set) return std::unexpected(set.error());
  const text::JsonValue* const listed = set->find("keys");
  JwsKeys out;
  for (const text::JsonValue& one :
       listed == nullptr ? std::span<const text::JsonValue>{} : listed->items()) {
    if (text::text_member(one, "kty") != "OKP" || text::text_member(one, "crv") != "Ed25519")
      continue;
    const auto key = decoded<Ed25519PublicKey>(text::text_member(one, "x"));
    if (!key) {
      return fail(ErrorCode::kBadInput, "the `x` of a key is no Ed25519 key", {file},
                  "Write the 32 bytes of the public key in base64url.");
    }
    out.keys_.push_back({key_id(*key), *key});
  }
  if (out.keys_.empty() || out.keys_.size() > kMaxKeys) {
    return fail(ErrorCode::kBadInput,
                fmt::format("there are {} Ed25519 keys, not 1 to {}", out.keys_.size(), kMaxKeys),
                {file}, "The file is a JSON Web Key Set (RFC 7517): {\"keys\": […]}.");
  }
  return out;
}

Result<std::string> JwsKeys::verify(std::string_view token, std::string_view type) const {
  if (token.size() > kMaxTokenBytes) return no_token("it is too long");
  const size_t first = token.find('.');
  const size_t last = token.rfind('.');
  if (first == std::string_view::npos || first == last) return no_token("it has no three parts");
  const auto header_text = text::base64url_decode(token.substr(0, first));
  const auto signature = decoded<Ed25519Signature>(token.substr(last + 1));
  if (!header_text || !signature) return no_token("a part of it is no base64url");
  const auto header = text::JsonValue::parse(*header_text);
  if (!header || !header->is_object()) return no_token("its header is no JSON object");
  // `crit` names what a reader must understand; nothing beyond the three members is understood.
  if (header->size() != 3 || text::text_member(*header, "alg") != kAlgorithm ||
      text::text_member(*header, "typ") != type) {
    return no_token("its header says something else");
  }
  const auto key = std::ranges::find(keys_, text::text_member(*header, "kid"), &Key::id);
  if (key == keys_.end()) return no_token("nobody knows its key");
  if (!crypto::ed25519_verify(key->key, token.substr(0, last), *signature)) {
    return no_token("its signature does not hold");
  }
  auto claims = text::base64url_decode(token.substr(first + 1, last - first - 1));
  if (!claims) return no_token("a part of it is no base64url");
  return std::move(*claims);
}

}  // namespace sekisho::session
