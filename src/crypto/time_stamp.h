#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "crypto/sha256.h"

namespace sekisho::crypto {

// Time stamps of authorities (RFC 3161): somebody else's word that a digest was there at a time.

// The certificates that one trusts to say so, or to name who may. Immutable; any number of threads.
class TimeStampRoots {
 public:
  // At least one certificate in PEM, at most kMaxRoots. kBadInput.
  static Result<TimeStampRoots> parse(std::string_view pem);

  struct State;
  const State& state() const { return *state_; }

 private:
  explicit TimeStampRoots(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

// What is sent to an authority, as `application/timestamp-query`: the digest, a number that the
// answer has to repeat, and the wish for its certificates.
struct TimeStampRequest {
  std::string der;
  uint64_t nonce = 0;
};
TimeStampRequest make_time_stamp_request(const Digest& sha256);

struct TimeStamp {
  Instant time;        // as the authority says, with its fractions of a second
  std::string policy;  // the object identifier under which it was given: `1.2.3.4.1`
};

// What `response` (`application/timestamp-reply`) says of the digest. Its signature is checked by
// the certificates in it, up to a root, all of them valid at the time that it names: a stamp
// outlives its certificates. Whether one was revoked is not asked. kBadInput where it refuses, is
// malformed, not signed so, of another digest, or repeats another nonce than the one given.
Result<TimeStamp> verify_time_stamp(std::string_view response, const Digest& sha256,
                                    const TimeStampRoots& roots,
                                    std::optional<uint64_t> nonce = std::nullopt);

}  // namespace sekisho::crypto
