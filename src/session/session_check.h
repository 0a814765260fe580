#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"
#include "crypto/sha256.h"
#include "session/gate_session.h"
#include "session/jws.h"
#include "session/session_table.h"

namespace sekisho::session {

// Why whoever asks has to log in first.
enum class Refusal : uint8_t {
  kNoToken,
  kBadToken,       // not one of ours
  kExpired,        // its absolute end has come, or it is from the future
  kOtherCard,      // another card than the one that opened it, or none
  kOtherTerminal,  // another terminal than the one that it was opened at
  kUnknown,        // these are as Standing says
  kEnded,
  kIdle,
  kStale,
};
std::string_view name_of(Refusal refusal);  // "no-token", …: in the record and on pages

// Whether a request belongs to a session that goes on. One a worker; not thread-safe. Nothing slow:
// a signature is checked once a token, and the rest is a look into memory.
class SessionCheck {
 public:
  SessionCheck(JwsKeys keys, SessionView view) : keys_(std::move(keys)), view_(std::move(view)) {}

  struct Presented {
    std::string_view token;              // empty: none
    std::optional<crypto::Digest> card;  // SHA-256 of the certificate that the connection proved
    std::string_view terminal;  // where the request comes from, as a number of the register
  };
  struct Answer {
    const GateSession* session = nullptr;  // until the next call; null: refused
    Refusal refusal = Refusal::kNoToken;
  };
  Answer check(const Presented& presented, Instant now);
  // The same for whom kStale was the answer: by the table as it was known last.
  Answer check_last_known(const Presented& presented, Instant now);
  // When the table was confirmed last.
  Instant heard() const { return view_.heard(); }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  const GateSession* read(std::string_view token);
  Answer read_for(const Presented& presented, Instant now);

  JwsKeys keys_;
  SessionView view_;
  // By token. One of a key that was taken back lives on here until the worker starts anew, but no
  // session does that the table does not have.
  std::unordered_map<std::string, GateSession, Hash, std::equal_to<>> read_;
};

}  // namespace sekisho::session
