#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "crypto/sha256.h"
#include "session/jws.h"

namespace sekisho::session {

// Somebody who proved who they are, and from where: what the gate goes by until it ends. Its token
// is the value of a cookie (docs/formats/gate-token.md).
struct GateSession {
  std::string id;        // 22 characters: 128 random bits in base64url
  std::string person;    // the employee number
  std::string terminal;  // its number; empty: bound to none
  // SHA-256 of the certificate of the card that opened it (RFC 8705 section 3.1); none: no card.
  std::optional<crypto::Digest> card = {};
  std::vector<std::string> methods = {};  // how it was proved (RFC 8176)
  Instant issued = {};
  Instant expires = {};       // whatever happens
  uint32_t idle_seconds = 0;  // without a look, and it has ended

  bool operator==(const GateSession&) const = default;
};

inline constexpr std::string_view kGateCookie = "__Host-sekisho";

// An id that nobody can guess.
std::string new_session_id();

// The session as a token. Its times are whole seconds.
std::string token_of(const GateSession& session, const JwsSigner& signer);

// The session that a token states, whenever it was. kBadInput where the token is none of these keys
// or says less than it must; the message never quotes it.
Result<GateSession> read_token(std::string_view token, const JwsKeys& keys);

}  // namespace sekisho::session
