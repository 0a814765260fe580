#include "crypto/secret_key.h"

#include <sodium.h>

#include <cstring>

#include "crypto/random.h"

namespace sekisho::crypto {

void SecretKey::Wipe::operator()(Bytes* bytes) const {
  wipe(bytes->data(), bytes->size());
  std::default_delete<Bytes>()(bytes);
}

SecretKey::SecretKey() : bytes_(std::make_unique<Bytes>().release()) {}

SecretKey SecretKey::generate() {
  SecretKey key;
  fill_random(*key.bytes_);
  return key;
}

std::optional<SecretKey> SecretKey::from_bytes(std::string_view bytes) {
  if (bytes.size() != kSecretKeyBytes) return std::nullopt;
  SecretKey key;
  std::memcpy(key.bytes_->data(), bytes.data(), bytes.size());
  return key;
}

Digest hmac_sha256(const SecretKey& key, std::string_view bytes) {
  static_assert(crypto_auth_hmacsha256_KEYBYTES == kSecretKeyBytes);
  Digest digest;
  crypto_auth_hmacsha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                         bytes.size(), key.secret().data());
  return digest;
}

Digest key_check(const SecretKey& key) {
  return hmac_sha256(key, "sekisho-key-check 1");
}

}  // namespace sekisho::crypto
