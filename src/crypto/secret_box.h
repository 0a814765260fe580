#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/secret_key.h"

// Authenticated encryption, XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): for what fits in memory.
// A box is a random nonce of 24 bytes, the cipher text, and a tag of 16. `about` is what the box
// belongs to; it is not in the box, and opening it under another `about` fails. Any number of
// threads.
namespace sekisho::crypto {

inline constexpr size_t kBoxNonceBytes = 24;
inline constexpr size_t kBoxExtraBytes = kBoxNonceBytes + 16;

std::string encrypt(const SecretKey& key, std::string_view plain, std::string_view about);
// Nothing where it is no box of this key and `about`, or where any byte of it was changed.
std::optional<std::string> decrypt(const SecretKey& key, std::string_view box,
                                   std::string_view about);

// A key in a box, so that its secret stands in no text.
std::string wrap(const SecretKey& key, const SecretKey& wrapped, std::string_view about);
std::optional<SecretKey> unwrap(const SecretKey& key, std::string_view box, std::string_view about);

}  // namespace sekisho::crypto
