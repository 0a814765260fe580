#include "crypto/secret_box.h"

#include <sodium.h>

#include "base/error.h"
#include "crypto/random.h"

namespace sekisho::crypto {
namespace {

static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == kBoxNonceBytes);
static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == kBoxExtraBytes - kBoxNonceBytes);
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == kSecretKeyBytes);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string_view text_of(const SecretKey& key) {
  return {reinterpret_cast<const char*>(key.secret().data()), kSecretKeyBytes};
}

}  // namespace

std::string encrypt(const SecretKey& key, std::string_view plain, std::string_view about) {
  std::string box(plain.size() + kBoxExtraBytes, '\0');
  unsigned char* const nonce = bytes_of(box);
  fill_random({nonce, kBoxNonceBytes});
  SEKISHO_INVARIANT(crypto_aead_xchacha20poly1305_ietf_encrypt(
                        nonce + kBoxNonceBytes, nullptr, bytes_of(plain), plain.size(),
                        bytes_of(about), about.size(), nullptr, nonce, key.secret().data()) == 0);
  return box;
}

std::optional<std::string> decrypt(const SecretKey& key, std::string_view box,
                                   std::string_view about) {
  if (box.size() < kBoxExtraBytes) return std::nullopt;
  std::string plain(box.size() - kBoxExtraBytes, '\0');
  const std::string_view sealed = box.substr(kBoxNonceBytes);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(
          bytes_of(plain), nullptr, nullptr, bytes_of(sealed), sealed.size(), bytes_of(about),
          about.size(), bytes_of(box), key.secret().data()) != 0) {
    return std::nullopt;
  }
  return plain;
}

std::string wrap(const SecretKey& key, const SecretKey& wrapped, std::string_view about) {
  return encrypt(key, text_of(wrapped), about);
}

std::optional<SecretKey> unwrap(const SecretKey& key, std::string_view box,
                                std::string_view about) {
  std::optional<std::string> plain = decrypt(key, box, about);
  if (!plain) return std::nullopt;
  std::optional<SecretKey> unwrapped = SecretKey::from_bytes(*plain);
  wipe(plain->data(), plain->size());
  return unwrapped;
}

}  // namespace sekisho::crypto
