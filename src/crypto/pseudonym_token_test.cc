#include "crypto/pseudonym_token.h"

#include <gtest/gtest.h>

namespace sekisho::crypto {
namespace {

TEST(PseudonymToken, IsOfTheKeyTheEntityAndTheValue) {
  const SecretKey key = SecretKey::from_bytes(std::string(kSecretKeyBytes, 'k')).value();
  const SecretKey other = SecretKey::generate();
  const std::string token = pseudonym_token(key, "NET", "value");
  EXPECT_EQ(pseudonym_token(key, "NET", "value"), token);
  EXPECT_NE(pseudonym_token(key, "AFF", "value"), token);
  EXPECT_NE(pseudonym_token(key, "NET", "valu"), token);
  EXPECT_NE(pseudonym_token(other, "NET", "value"), token);
  // What belongs to one of them is not taken for part of the other.
  EXPECT_NE(pseudonym_token(key, "NETv", "alue"), token);
}

}  // namespace
}  // namespace sekisho::crypto
