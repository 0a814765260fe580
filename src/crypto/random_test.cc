#include "crypto/random.h"

#include <gtest/gtest.h>

namespace sekisho::crypto {
namespace {

TEST(Random, NamesAreHexadecimalAndNobodyElses) {
  const std::string name = random_hex(16);
  EXPECT_EQ(name.size(), 32u);
  EXPECT_EQ(name.find_first_not_of("0123456789abcdef"), std::string::npos) << name;
  EXPECT_NE(name, random_hex(16));
  EXPECT_EQ(random_hex(0), "");
}

}  // namespace
}  // namespace sekisho::crypto
