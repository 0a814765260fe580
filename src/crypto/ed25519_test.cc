#include "crypto/ed25519.h"

#include <gtest/gtest.h>

#include <string>

namespace sekisho::crypto {
namespace {

template <class Bytes>
Bytes from_hex(std::string_view hex) {
  Bytes out{};
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<unsigned char>(std::stoi(std::string(hex.substr(2 * i, 2)), nullptr, 16));
  }
  return out;
}

// RFC 8032 section 7.1, test 3.
TEST(Ed25519, GivesTheStandardsExample) {
  const auto key = Ed25519Key::from_seed(
      from_hex<Ed25519Seed>("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
  const auto expected = from_hex<Ed25519Signature>(
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
      "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
  EXPECT_EQ(key.public_key(),
            from_hex<Ed25519PublicKey>(
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"));
  EXPECT_EQ(key.sign("\xaf\x82"), expected);
  EXPECT_TRUE(ed25519_verify(key.public_key(), "\xaf\x82", expected));
}

TEST(Ed25519, RefusesWhatIsNotSigned) {
  const Ed25519Key key = Ed25519Key::generate();
  const Ed25519Key other = Ed25519Key::generate();
  Ed25519Signature signature = key.sign("text");
  EXPECT_TRUE(ed25519_verify(key.public_key(), "text", signature));
  EXPECT_FALSE(ed25519_verify(key.public_key(), "Text", signature));
  EXPECT_FALSE(ed25519_verify(other.public_key(), "text", signature));
  signature[3] ^= 1;
  EXPECT_FALSE(ed25519_verify(key.public_key(), "text", signature));
}

TEST(Ed25519, IsMadeAgainFromItsSeed) {
  const Ed25519Key key = Ed25519Key::generate();
  EXPECT_EQ(Ed25519Key::from_seed(key.seed()).sign("x"), key.sign("x"));
}

}  // namespace
}  // namespace sekisho::crypto
