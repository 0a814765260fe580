#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crypto/ed25519.h"

namespace sekisho::tlog {

// How a key signs (C2SP signed-note, tlog-cosignature).
enum class KeyType : uint8_t {
  kEd25519 = 1,        // the note's text
  kCosignatureV1 = 4,  // a time and the note's text: a witness's
};

// Who may sign a note, and how that is checked. `name+id+base64` in files. Immutable.
class VerifierKey {
 public:
  VerifierKey(std::string name, KeyType type, const crypto::Ed25519PublicKey& key);
  // kBadInput where the text is no key, or its id is not that of its name and key.
  static Result<VerifierKey> parse(std::string_view text);
  std::string to_string() const;

  const std::string& name() const { return name_; }
  uint32_t id() const { return id_; }
  KeyType type() const { return type_; }
  const crypto::Ed25519PublicKey& key() const { return key_; }

  // `signature` is what stands behind the key id of a signature line. None where it is not one of
  // this key; else the time of a cosignature (seconds since 1970), 0 for a plain one.
  std::optional<uint64_t> verify(std::string_view text, std::string_view signature) const;

  bool operator==(const VerifierKey&) const = default;

 private:
  std::string name_;
  KeyType type_;
  crypto::Ed25519PublicKey key_;
  uint32_t id_;
};

// The other half. `PRIVATE+KEY+name+id+base64` in files: a secret.
class SignerKey {
 public:
  static Result<SignerKey> generate(std::string name, KeyType type);
  // kBadInput where the text is no key; the message never quotes it.
  static Result<SignerKey> parse(std::string_view text);
  std::string to_secret_string() const;

  const VerifierKey& verifier() const { return verifier_; }
  // What stands behind the key id of a signature line. `time` is in seconds since 1970 and belongs
  // to cosignatures only.
  std::string sign(std::string_view text, uint64_t time = 0) const;

 private:
  SignerKey(std::string name, KeyType type, crypto::Ed25519Key key);
  crypto::Ed25519Key key_;
  VerifierKey verifier_;
};

// Whether a name can stand in a note: not empty, no space, no plus, no control character, UTF-8.
bool is_key_name(std::string_view name);

}  // namespace sekisho::tlog
