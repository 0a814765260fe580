#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>

#include "base/error.h"

namespace sekisho::crypto {

// Ed25519 signatures (RFC 8032, the pure form). Keys and signatures are raw bytes.
using Ed25519PublicKey = std::array<unsigned char, 32>;
using Ed25519Seed = std::array<unsigned char, 32>;
using Ed25519Signature = std::array<unsigned char, 64>;

// A private key. Immutable; any number of threads may sign. Its memory is wiped when it goes.
class Ed25519Key {
 public:
  static Ed25519Key generate();
  static Ed25519Key from_seed(const Ed25519Seed& seed);
  Ed25519Key(Ed25519Key&&) noexcept;
  Ed25519Key& operator=(Ed25519Key&&) noexcept;
  ~Ed25519Key();

  // What the key is made of: a secret. The caller wipes its copy.
  Ed25519Seed seed() const;
  const Ed25519PublicKey& public_key() const;
  Ed25519Signature sign(std::string_view message) const;

 private:
  struct State;
  explicit Ed25519Key(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Whether `signature` is one of `message` by the owner of `key`. Never an error: what is malformed
// is not a signature.
bool ed25519_verify(const Ed25519PublicKey& key, std::string_view message,
                    const Ed25519Signature& signature);

}  // namespace sekisho::crypto
