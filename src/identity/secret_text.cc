#include "identity/secret_text.h"

#include <array>

#include "crypto/random.h"
#include "text/base32.h"
#include "text/base64.h"

namespace sekisho::identity {
namespace {

constexpr size_t kSecretBytes = 32;
constexpr size_t kItemIdBytes = 12;
constexpr size_t kCodeLetters = 25;
constexpr size_t kGroup = 5;

std::string_view prefix_of(SecretKind kind) {
  switch (kind) {
    case SecretKind::kSession:
      return "sks_";
    case SecretKind::kApi:
      return "ska_";
    case SecretKind::kLogin:
      return "skl_";
    case SecretKind::kDevice:
      return "skd_";
  }
  return "";
}

template <size_t kBytes>
std::string random_bytes(const Random& random) {
  std::array<unsigned char, kBytes> bytes{};
  random(bytes);
  std::string out(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  crypto::wipe(bytes.data(), bytes.size());
  return out;
}

// The letters alone, in upper case; nothing where there are not exactly as many as a code has.
std::optional<std::string> letters_of(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const bool good = (upper >= 'A' && upper <= 'Z') || (upper >= '2' && upper <= '7');
    if (!good || out.size() == kCodeLetters) return std::nullopt;
    out += upper;
  }
  if (out.size() != kCodeLetters) return std::nullopt;
  return out;
}

}  // namespace

NewSecret new_secret(SecretKind kind, const Random& random) {
  NewSecret out;
  out.text = prefix_of(kind);
  out.text += text::base64url_encode(random_bytes<kSecretBytes>(random));
  out.hash = crypto::sha256(out.text);
  return out;
}

std::optional<Digest> hash_of(SecretKind kind, std::string_view text) {
  const std::string_view prefix = prefix_of(kind);
  if (!text.starts_with(prefix)) return std::nullopt;
  const auto bytes = text::base64url_decode(text.substr(prefix.size()));
  if (!bytes || bytes->size() != kSecretBytes) return std::nullopt;
  return crypto::sha256(text);
}

NewSecret new_code(const Random& random) {
  const std::string letters =
      text::base32_encode(random_bytes<kCodeLetters * 5 / 8 + 1>(random)).substr(0, kCodeLetters);
  NewSecret out;
  out.hash = crypto::sha256(letters);
  for (size_t i = 0; i < letters.size(); i += kGroup) {
    if (i > 0) out.text += '-';
    out.text += letters.substr(i, kGroup);
  }
  return out;
}

std::optional<Digest> hash_of_code(std::string_view text) {
  const std::optional<std::string> letters = letters_of(text);
  if (!letters) return std::nullopt;
  return crypto::sha256(*letters);
}

ItemId new_item_id(const Random& random) {
  return {text::base64url_encode(random_bytes<kItemIdBytes>(random))};
}

std::string new_challenge(const Random& random) {
  return random_bytes<kSecretBytes>(random);
}

}  // namespace sekisho::identity
