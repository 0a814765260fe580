#include "crypto/password.h"

#include <gtest/gtest.h>

namespace sekisho::crypto {
namespace {

constexpr PasswordCost kCheap{.passes = 1, .memory_kib = 64};

TEST(Password, MatchesItselfAndNothingElse) {
  const PasswordHasher hasher(kCheap);
  const std::string stored = hasher.hash("関所 correct horse").value();
  EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=64,t=1,p=1$")) << stored;
  EXPECT_TRUE(hasher.matches(stored, "関所 correct horse"));
  EXPECT_FALSE(hasher.matches(stored, "関所 correct horse "));
  EXPECT_FALSE(hasher.matches(stored, ""));
  EXPECT_FALSE(hasher.matches("", ""));
  EXPECT_FALSE(hasher.matches(std::string(500, '$'), "x"));
}

TEST(Password, HashesOfOnePasswordDiffer) {
  const PasswordHasher hasher(kCheap);
  EXPECT_NE(hasher.hash("same").value(), hasher.hash("same").value());
}

// The official vector of the reference implementation (test.c, version 0x13, Argon2id).
TEST(Password, VerifiesWhatOtherImplementationsMade) {
  const PasswordHasher hasher(kCheap);
  EXPECT_TRUE(
      hasher.matches("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                     "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                     "password"));
}

TEST(Password, NobodyHasNoPassword) {
  const PasswordHasher hasher(kCheap);
  EXPECT_FALSE(hasher.matches(std::nullopt, "x"));
  EXPECT_FALSE(hasher.matches(std::nullopt, ""));
}

TEST(Password, IsOutdatedWhenTheCostRises) {
  const std::string stored = PasswordHasher(kCheap).hash("x").value();
  EXPECT_FALSE(PasswordHasher(kCheap).outdated(stored));
  EXPECT_TRUE(PasswordHasher({.passes = 2, .memory_kib = 64}).outdated(stored));
  EXPECT_TRUE(PasswordHasher({.passes = 1, .memory_kib = 128}).outdated(stored));
  const std::string dear = PasswordHasher({.passes = 2, .memory_kib = 128}).hash("x").value();
  EXPECT_FALSE(PasswordHasher(kCheap).outdated(dear));
  EXPECT_TRUE(PasswordHasher(kCheap).outdated("$2y$10$something"));
  EXPECT_TRUE(PasswordHasher(kCheap).outdated("$argon2id$v=19$m=99"));
}

}  // namespace
}  // namespace sekisho::crypto
