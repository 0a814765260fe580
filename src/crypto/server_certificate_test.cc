#include "crypto/server_certificate.h"

#include <gtest/gtest.h>

#include "crypto/certificate_authority_test.h"

namespace sekisho::crypto {
namespace {

constexpr Instant kNow{1'795'654'800'000'000};  // 2026-11-26T01:00:00Z

TEST(ServerCertificate, IsForThisMachineAlone) {
  const ServerCertificate made = make_server_certificate(kNow).value();
  EXPECT_TRUE(made.valid.contains(kNow));
  EXPECT_EQ(made.valid.until.micros,
            (kNow.micros / kMicrosPerSecond + 397 * 86'400) * kMicrosPerSecond);
  EXPECT_TRUE(made.key.starts_with("-----BEGIN PRIVATE KEY-----"));
  const ServerCertificate read = read_server_certificate(made.certificates, made.key).value();
  EXPECT_EQ(read.fingerprint, made.fingerprint);
  // Each is another one.
  EXPECT_NE(make_server_certificate(kNow).value().fingerprint, made.fingerprint);
}

TEST(ServerCertificate, AChainIsKnownByItsFirst) {
  const CertificateAuthority authority("Issuer");
  const auto site = authority.issue("/CN=sekisho.example", "DNS:sekisho.example", "serverAuth");
  const ServerCertificate read =
      read_server_certificate(site.pem + authority.certificate(), "key").value();
  EXPECT_EQ(to_hex(view(read.fingerprint)), site.fingerprint);
  EXPECT_EQ(read_server_certificate("nonsense", "key").error().code, ErrorCode::kBadInput);
}

}  // namespace
}  // namespace sekisho::crypto
