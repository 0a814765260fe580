#include "crypto/webauthn.h"

#include <gtest/gtest.h>

#include "crypto/authenticator_test.h"

namespace sekisho::crypto {
namespace {

const std::string kHost = "sekisho.example";
const std::string kClientData = R"({"type":"webauthn.create"})";

WebAuthnExpectation expectation(const std::string& client_data = kClientData) {
  return {.relying_party = kHost, .client_data_hash = sha256(client_data), .user_verified = true};
}

std::string why(const auto& result) {
  return result ? "accepted" : result.error().message;
}

class WebAuthn : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Algorithms, WebAuthn, testing::Values(-7, -8, -257));

TEST_P(WebAuthn, EnrolsAndLogsIn) {
  Authenticator key(GetParam());
  for (const char* format : {"none", "packed"}) {
    const auto credential =
        verify_registration(key.registration(kHost, kClientData, format), expectation());
    ASSERT_TRUE(credential) << format << ": " << to_string(credential.error());
    EXPECT_EQ(credential->id, key.id);
    EXPECT_EQ(credential->algorithm, GetParam());
    EXPECT_EQ(credential->counter, 0u);
    const auto counter = verify_assertion(*credential, key.data(kHost, false),
                                          key.signature(kHost, "log in"), expectation("log in"));
    ASSERT_TRUE(counter) << to_string(counter.error());
    EXPECT_EQ(*counter, 0u);
  }
}

TEST_P(WebAuthn, AnyChangedByteOfASignedOneIsRefused) {
  Authenticator key(GetParam());
  key.counter = 1;
  const auto credential =
      verify_registration(key.registration(kHost, kClientData), expectation()).value();
  key.counter = 2;
  const std::string data = key.data(kHost, false);
  const std::string signature = key.signature(kHost, "log in");
  for (size_t i = 0; i < data.size(); ++i) {
    std::string changed = data;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    EXPECT_FALSE(verify_assertion(credential, changed, signature, expectation("log in"))) << i;
  }
  for (size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    EXPECT_FALSE(verify_assertion(credential, data, changed, expectation("log in"))) << i;
  }
  EXPECT_FALSE(verify_assertion(credential, data, signature, expectation("another challenge")));
  EXPECT_TRUE(verify_assertion(credential, data, signature, expectation("log in")));
}

TEST_P(WebAuthn, AnotherKeysSignatureIsRefused) {
  const Authenticator key(GetParam());
  const Authenticator other(GetParam());
  auto credential =
      verify_registration(key.registration(kHost, kClientData), expectation()).value();
  const auto by_other = [&] {
    return verify_assertion(credential, other.data(kHost, false), other.signature(kHost, "log in"),
                            expectation("log in"));
  };
  EXPECT_EQ(why(by_other()), "the authenticator is not accepted: the signature is not its own");
  // Nor does it help to say that the key is of another algorithm.
  for (const int algorithm : {-7, -8, -257, 0, -37}) {
    credential.algorithm = algorithm;
    EXPECT_FALSE(by_other());
  }
}

TEST_P(WebAuthn, ASelfAttestationIsChecked) {
  const Authenticator key(GetParam());
  const std::string object = key.registration(kHost, kClientData, "packed");
  EXPECT_TRUE(verify_registration(object, expectation()));
  EXPECT_EQ(why(verify_registration(object, expectation("other client data"))),
            "the authenticator is not accepted: its attestation is not signed so");
  std::string changed = object;
  changed[changed.find("credential-0001")] = 'C';
  EXPECT_FALSE(verify_registration(changed, expectation()));
}

TEST(WebAuthn, Asvs_2_7_WhatIsNotForUsIsRefused) {
  Authenticator key(-7);
  const auto enrol = [&](const std::string& host) {
    return why(verify_registration(key.registration(host, kClientData), expectation()));
  };
  EXPECT_EQ(enrol(kHost), "accepted");
  EXPECT_EQ(enrol("sekisho.example.org"),
            "the authenticator is not accepted: it was asked by another host");
  key.flags = 0x04;
  EXPECT_EQ(enrol(kHost), "the authenticator is not accepted: nobody touched it");
  key.flags = 0x01;
  EXPECT_EQ(enrol(kHost), "the authenticator is not accepted: it did not verify the person");
  WebAuthnExpectation touch = expectation();
  touch.user_verified = false;
  EXPECT_TRUE(verify_registration(key.registration(kHost, kClientData), touch));
}

TEST(WebAuthn, ACounterThatDoesNotGoOnIsACopy) {
  Authenticator key(-7);
  key.counter = 7;
  auto credential =
      verify_registration(key.registration(kHost, kClientData), expectation()).value();
  EXPECT_EQ(credential.counter, 7u);
  const auto log_in = [&](uint32_t counter) {
    key.counter = counter;
    return verify_assertion(credential, key.data(kHost, false), key.signature(kHost, "log in"),
                            expectation("log in"));
  };
  EXPECT_EQ(log_in(8).value(), 8u);
  EXPECT_FALSE(log_in(7));
  EXPECT_FALSE(log_in(0));
  credential.counter = 0xFFFFFFFE;
  EXPECT_EQ(log_in(0xFFFFFFFF).value(), 0xFFFFFFFF);
}

TEST(WebAuthn, OtherFormatsAndAlgorithmsAreNamed) {
  const Authenticator key(-7);
  const auto tpm = verify_registration(key.registration(kHost, kClientData, "tpm"), expectation());
  ASSERT_FALSE(tpm);
  EXPECT_EQ(tpm.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(tpm.error().message, "an attestation of the format `tpm`");
  std::string es384 = key.registration(kHost, kClientData);
  const std::string algorithm = cbor_number(3) + cbor_number(-7);
  const size_t at = es384.rfind(algorithm);
  es384.replace(at, 2, cbor_number(3) + cbor_number(-8));  // says EdDSA, and is none
  EXPECT_FALSE(verify_registration(es384, expectation()));
  es384.replace(at, 2, cbor_number(3) + cbor_number(-9));
  EXPECT_EQ(verify_registration(es384, expectation()).error().code, ErrorCode::kUnsupported);
}

TEST(WebAuthn, WhatWasCutOffIsRefused) {
  const Authenticator key(-7);
  for (const char* format : {"none", "packed"}) {
    const std::string object = key.registration(kHost, kClientData, format);
    for (size_t size = 0; size < object.size(); ++size) {
      EXPECT_FALSE(verify_registration(object.substr(0, size), expectation())) << size;
    }
    EXPECT_FALSE(verify_registration(object + "x", expectation()));
  }
}

TEST(WebAuthn, DepthAndClaimedSizesAreHarmless) {
  EXPECT_FALSE(verify_registration(std::string(65'000, '\x81'), expectation()));
  // An array of four thousand million members, of which there is none.
  EXPECT_FALSE(verify_registration("\x9a\xff\xff\xff\xff", expectation()));
  // The same in an extension behind what the authenticator says.
  Authenticator key(-7);
  const auto credential =
      verify_registration(key.registration(kHost, kClientData), expectation()).value();
  key.flags |= 0x80;
  EXPECT_FALSE(verify_assertion(credential, key.data(kHost, false) + "\xba\xff\xff\xff\xff",
                                key.signature(kHost, "log in"), expectation("log in")));
}

}  // namespace
}  // namespace sekisho::crypto
