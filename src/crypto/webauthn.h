#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crypto/sha256.h"

// WebAuthn (W3C, level 2), the part that is cryptography: what an authenticator made. Whether the
// browser was asked by us, for this and now, stands in its client data, which the caller reads
// (identity/client_data.h) and gives as a hash. ES256, EdDSA and RS256; attestation of the formats
// `none` and `packed`. Whose make an authenticator is, is not looked at.
namespace sekisho::crypto {

// What an authenticator's words are held to.
struct WebAuthnExpectation {
  std::string_view relying_party;  // its id: a host
  Digest client_data_hash;
  bool user_verified = true;  // it asked the person for a PIN or a finger, not only for a touch
};

// A key that was enrolled. `public_key` is of libfido2's form, to be kept as it is.
struct WebAuthnCredential {
  std::string id;
  std::string public_key;
  int32_t algorithm = 0;  // of COSE: -7, -8, -257
  uint32_t counter = 0;   // how often it signed, as far as it counts
};

// The credential that an attestation object enrols. kBadInput where it is malformed, of another
// relying party, without a touch or the verification that is asked for, or not signed so;
// kUnsupported where it is of another algorithm or format.
Result<WebAuthnCredential> verify_registration(std::string_view attestation_object,
                                               const WebAuthnExpectation& expected);

// The counter after a log-in. kBadInput where the signature is not the credential's, the data are
// not as above, or the counter did not go on: then there are two of that authenticator.
Result<uint32_t> verify_assertion(const WebAuthnCredential& credential,
                                  std::string_view authenticator_data, std::string_view signature,
                                  const WebAuthnExpectation& expected);

}  // namespace sekisho::crypto
