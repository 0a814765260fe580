#include "crypto/certificate.h"

#include <gtest/gtest.h>

#include "crypto/certificate_authority_test.h"

namespace sekisho::crypto {
namespace {

std::string why(const auto& result) {
  return result ? "accepted" : result.error().message.substr(33);
}

// Issuing takes a moment: one authority for all.
const CertificateAuthority& authority() {
  static const CertificateAuthority one("Cards of a test");
  return one;
}

TEST(Certificate, SaysWhoseItIs) {
  const auto card = authority().issue("/CN=佐藤 花子/O=T&D company",
                                      "email:hana@example.jp,"
                                      "otherName:1.3.6.1.4.1.311.20.2.3;UTF8:hana@corp.example");
  const auto trust = CertificateTrust::parse(authority().certificate(), "").value();
  const auto read = trust.verify(card.pem, card.issued);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->subject, "CN=佐藤 花子,O=T&D company");
  EXPECT_EQ(read->names, (std::vector<std::string>{"hana@example.jp", "hana@corp.example"}));
  EXPECT_FALSE(read->serial.empty());
  EXPECT_TRUE(read->valid.contains(card.issued));
  EXPECT_EQ(to_hex(view(read->fingerprint)), card.fingerprint);
  EXPECT_EQ(trust.verify(card.der, card.issued)->fingerprint, read->fingerprint);
}

TEST(Certificate, IsOfATrustedIssuerAndForClients) {
  const CertificateAuthority other("Another one");
  const auto trust = CertificateTrust::parse(authority().certificate(), "").value();
  const auto foreign = other.issue("/CN=hana", "email:hana@example.jp");
  EXPECT_EQ(why(trust.verify(foreign.pem, foreign.issued)),
            "unable to get local issuer certificate");
  const auto both =
      CertificateTrust::parse(authority().certificate() + other.certificate(), "").value();
  EXPECT_EQ(why(both.verify(foreign.pem, foreign.issued)), "accepted");
  const auto server = authority().issue("/CN=www", "DNS:www.example.jp", "serverAuth");
  EXPECT_EQ(why(trust.verify(server.pem, server.issued)), "unsuitable certificate purpose");
}

TEST(Certificate, HoldsForATime) {
  const auto card = authority().issue("/CN=hana", "email:hana@example.jp");
  const auto trust = CertificateTrust::parse(authority().certificate(), "").value();
  const Period valid = trust.verify(card.pem, card.issued)->valid;
  EXPECT_EQ(why(trust.verify(card.pem, shifted(valid.from, -1'000'000))),
            "certificate is not yet valid");
  EXPECT_EQ(why(trust.verify(card.pem, shifted(valid.until, -1))), "accepted");
  EXPECT_EQ(why(trust.verify(card.pem, valid.until)), "certificate has expired");
}

TEST(Certificate, ARevokedOneIsRefusedAndSoIsEverybodyWhereTheListIsOld) {
  const CertificateAuthority issuer("Cards with a list");
  const auto good = issuer.issue("/CN=hana", "email:hana@example.jp");
  const auto lost = issuer.issue("/CN=ken", "email:ken@example.jp");
  issuer.revoke(lost);
  const auto list = issuer.revocation_list();
  const auto trust = CertificateTrust::parse(issuer.certificate(), list.pem).value();
  EXPECT_EQ(why(trust.verify(good.pem, list.made)), "accepted");
  EXPECT_EQ(why(trust.verify(lost.pem, list.made)), "certificate revoked");
  EXPECT_EQ(why(trust.verify(good.pem, shifted(list.made, 8 * kMicrosPerDay))), "CRL has expired");
  // The list of another issuer says nothing about these.
  const auto without =
      CertificateTrust::parse(authority().certificate() + issuer.certificate(), list.pem).value();
  const auto unlisted = authority().issue("/CN=yuki", "email:yuki@example.jp");
  EXPECT_EQ(why(without.verify(unlisted.pem, unlisted.issued)), "unable to get certificate CRL");
}

TEST(Certificate, WhatIsNoneIsRefused) {
  const auto card = authority().issue("/CN=hana", "email:hana@example.jp");
  const auto trust = CertificateTrust::parse(authority().certificate(), "").value();
  EXPECT_EQ(why(trust.verify("", card.issued)), "it is malformed");
  EXPECT_EQ(why(trust.verify(card.der + "x", card.issued)), "it is malformed");
  EXPECT_EQ(why(trust.verify(card.pem + card.pem, card.issued)), "it is malformed");
  EXPECT_EQ(why(trust.verify(std::string(1 << 17, '0'), card.issued)), "it is too long");
  for (size_t size = 0; size < card.der.size(); size += 7) {
    EXPECT_FALSE(trust.verify(card.der.substr(0, size), card.issued));
  }
  for (size_t i = 0; i < card.der.size(); i += 5) {
    std::string changed = card.der;
    changed[i] = static_cast<char>(changed[i] ^ 0x04);
    EXPECT_FALSE(trust.verify(changed, card.issued)) << i;
  }
  EXPECT_FALSE(CertificateTrust::parse("", ""));
  EXPECT_FALSE(CertificateTrust::parse(authority().certificate(), "no list"));
}

}  // namespace
}  // namespace sekisho::crypto
