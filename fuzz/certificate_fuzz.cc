#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "crypto/certificate.h"

using namespace sekisho;

// Any bytes as issuers, as a list of revoked certificates and as a certificate.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t end = bytes.find("-----END CERTIFICATE-----\n");
  const size_t split = end == std::string_view::npos ? 0 : end + 26;
  const auto trust = crypto::CertificateTrust::parse(bytes.substr(0, split), "");
  [[maybe_unused]] const auto with_list =
      crypto::CertificateTrust::parse(bytes.substr(0, split), bytes.substr(split));
  if (!trust) return 0;
  const Instant now{1'800'000'000 * kMicrosPerSecond};
  if (const auto read = trust->verify(bytes.substr(split), now)) {
    SEKISHO_INVARIANT(read->valid.contains(now));
  }
  return 0;
}
