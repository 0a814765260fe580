#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "crypto/webauthn.h"
#include "identity/client_data.h"

using namespace sekisho;

// Any bytes as an attestation object, as an answer to a log-in and as client data: refused, or of
// the host and the algorithm that were asked for.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const crypto::WebAuthnExpectation expected{
      .relying_party = "localhost", .client_data_hash = {}, .user_verified = false};
  if (const auto enrolled = crypto::verify_registration(bytes, expected)) {
    SEKISHO_INVARIANT(bytes.find(enrolled->id) != std::string_view::npos);
    const size_t half = size / 2;
    [[maybe_unused]] const auto used =
        crypto::verify_assertion(*enrolled, bytes.substr(0, half), bytes.substr(half), expected);
  }
  crypto::WebAuthnCredential credential{.id = "x", .public_key = {}};
  for (const int32_t algorithm : {-7, -8, -257}) {
    credential.algorithm = algorithm;
    credential.public_key.assign(algorithm == -257 ? 259 : algorithm == -7 ? 64 : 32, '\x01');
    const size_t head = size < 37 ? size : 37;
    [[maybe_unused]] const auto used =
        crypto::verify_assertion(credential, bytes.substr(0, head), bytes.substr(head), expected);
  }
  [[maybe_unused]] const auto hash =
      identity::check_client_data(bytes, identity::Ceremony::kGet, "challenge", {});
  return 0;
}
