#include "crypto/sha1.h"

#include <gtest/gtest.h>

#include "crypto/sha256.h"

namespace sekisho::crypto {
namespace {

std::string hex(const Sha1Digest& digest) {
  return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

TEST(Sha1, Fips180Examples) {
  EXPECT_EQ(hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

}  // namespace
}  // namespace sekisho::crypto
