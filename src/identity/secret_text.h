#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "identity/records.h"
#include "identity/settings.h"

// The secrets that people and their programs hold: 256 random bits behind a prefix that tells what
// it is, so that scanners find one that leaked. Only hashes are stored; there is nothing to guess,
// so a plain SHA-256 is enough.
namespace sekisho::identity {

enum class SecretKind : uint8_t {
  kSession,  // `sks_`
  kApi,      // `ska_`
  kLogin,    // `skl_`
  kDevice,   // `skd_`
};

// `text` is shown or sent once and kept nowhere.
struct NewSecret {
  std::string text;
  Digest hash;
};

NewSecret new_secret(SecretKind kind, const Random& random);
// What the store knows it by; nothing where it is none of that kind.
std::optional<Digest> hash_of(SecretKind kind, std::string_view text);

// A code that people type: 125 random bits as five groups of five, `ABCDE-23456-…`.
NewSecret new_code(const Random& random);
// Case, spaces and `-` do not matter.
std::optional<Digest> hash_of_code(std::string_view text);

ItemId new_item_id(const Random& random);
// 256 random bits, as bytes: what WebAuthn signs.
std::string new_challenge(const Random& random);

}  // namespace sekisho::identity
