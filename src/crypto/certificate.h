#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "crypto/sha256.h"

namespace sekisho::crypto {

// What a client certificate (X.509) says, such as that of an ID card.
struct ClientCertificate {
  Digest fingerprint;   // SHA-256 of the whole
  std::string subject;  // as RFC 2253 writes it, in UTF-8
  std::string serial;   // hexadecimal digits
  // Mail addresses and user principal names of the subject's alternative names.
  std::vector<std::string> names;
  Period valid;
};

// Whose certificates count. Immutable; any number of threads.
class CertificateTrust {
 public:
  // The issuers that one trusts, root or not, in PEM, at most kMaxRoots; and their lists of revoked
  // certificates in PEM, empty: none are looked at. kBadInput, kLimit.
  static Result<CertificateTrust> parse(std::string_view issuers, std::string_view revoked);

  // A certificate in PEM or DER, as the connection gives it once its owner has proved the key. It
  // must be for clients, valid at `now`, of such an issuer, and, where there are lists, not on that
  // of its issuer, which has to be in force: a list that is missing or old refuses everybody.
  // kBadInput says what is wrong.
  Result<ClientCertificate> verify(std::string_view certificate, Instant now) const;

 private:
  struct State;
  explicit CertificateTrust(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

}  // namespace sekisho::crypto
