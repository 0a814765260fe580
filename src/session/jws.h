#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "crypto/ed25519.h"

// JSON Web Signatures (RFC 7515) in the compact form, with Ed25519 (RFC 8037) and nothing else. The
// algorithm belongs to the key: what a header says of it has to agree and chooses nothing.
namespace sekisho::session {

// The thumbprint of a public key (RFC 7638): the name by which tokens say who signed them.
std::string key_id(const crypto::Ed25519PublicKey& key);

// Signs. Immutable; any number of threads.
class JwsSigner {
 public:
  explicit JwsSigner(crypto::Ed25519Key key)
      : key_(std::move(key)), id_(key_id(key_.public_key())) {}

  const std::string& id() const { return id_; }
  // `type` is what the token is for (RFC 8725 section 3.11): a token of one kind is none of
  // another. `claims` is a JSON object.
  std::string sign(std::string_view type, std::string_view claims) const;
  // The public half as one JSON Web Key (RFC 7517).
  std::string public_jwk() const;

 private:
  crypto::Ed25519Key key_;
  std::string id_;
};

// Whose signatures count. Immutable; any number of threads.
class JwsKeys {
 public:
  // A JSON Web Key Set. Keys of other kinds are passed over, as RFC 7517 section 5 says. kBadInput
  // where it is no such set or has no key of ours, kLimit; errors name `file`.
  static Result<JwsKeys> parse(std::string_view json, const std::string& file);
  explicit JwsKeys(const crypto::Ed25519PublicKey& key);

  // The claims of a token of that type, as they stand in it. kBadInput for whatever is not exactly
  // one; the message never quotes the token.
  Result<std::string> verify(std::string_view token, std::string_view type) const;

 private:
  struct Key {
    std::string id;
    crypto::Ed25519PublicKey key;
  };
  JwsKeys() = default;
  std::vector<Key> keys_;
};

}  // namespace sekisho::session
