#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::crypto {

// What one guess at a password costs. The default is the second choice of RFC 9106 (64 MiB, three
// passes) in one lane, which is all that libsodium does.
struct PasswordCost {
  uint32_t passes = 3;
  uint32_t memory_kib = uint32_t{64} << 10;
};

// Passwords as Argon2id hashes: `$argon2id$v=19$m=65536,t=3,p=1$SALT$HASH`, at most 127 characters,
// with a salt of 16 random bytes. Immutable; any number of threads, each of which takes
// `memory_kib` while it works.
class PasswordHasher {
 public:
  // At least one pass and 8 KiB.
  explicit PasswordHasher(PasswordCost cost = {});

  // kIo where there is not memory enough.
  Result<std::string> hash(std::string_view password) const;

  // Whether `stored` is a hash of `password`. Without `stored`, because nobody has such an account,
  // the answer is no, and takes as much work as it does with a hash of this cost.
  bool matches(std::optional<std::string_view> stored, std::string_view password) const;

  // Whether `stored` was made at a lower cost, and should be made anew at the next log-in.
  bool outdated(std::string_view stored) const;

 private:
  PasswordCost cost_;
  std::string decoy_;  // no password's hash, at this cost
};

}  // namespace sekisho::crypto
