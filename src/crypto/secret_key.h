#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "crypto/sha256.h"

namespace sekisho::crypto {

inline constexpr size_t kSecretKeyBytes = 32;

// A secret of 256 bits. It stands in memory once: it moves, is never copied, and is wiped when it
// goes. There is nothing that prints or compares it. Immutable; any number of threads.
class SecretKey {
 public:
  static SecretKey generate();
  // Nothing where there are not kSecretKeyBytes. The caller wipes its copy.
  static std::optional<SecretKey> from_bytes(std::string_view bytes);
  // A moved-from key may only be assigned to or destroyed.
  SecretKey(SecretKey&&) noexcept = default;
  SecretKey& operator=(SecretKey&&) noexcept = default;
  ~SecretKey() = default;

  // The secret itself, for algorithms of this folder and for wrapping it in a file.
  std::span<const unsigned char, kSecretKeyBytes> secret() const { return *bytes_; }

 private:
  using Bytes = std::array<unsigned char, kSecretKeyBytes>;
  struct Wipe {
    void operator()(Bytes* bytes) const;
  };
  SecretKey();
  std::unique_ptr<Bytes, Wipe> bytes_;
};

// HMAC-SHA-256 (RFC 2104) under the key.
Digest hmac_sha256(const SecretKey& key, std::string_view bytes);

// Tells which key something is encrypted under without telling the key. What is encrypted fixes its
// key by having this beside it: the ciphers alone do not.
Digest key_check(const SecretKey& key);

}  // namespace sekisho::crypto
