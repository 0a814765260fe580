#include "text/number.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace sekisho::text {
namespace {

TEST(Number, TakesTheWholeTextOrNothing) {
  EXPECT_EQ(parse_u64("0"), 0U);
  EXPECT_EQ(parse_u64("007"), 7U);
  EXPECT_EQ(parse_u64("18446744073709551615"), UINT64_MAX);
  for (const char* bad : {"", " 1", "1 ", "-1", "+1", "1x", "18446744073709551616", "0x1"}) {
    EXPECT_FALSE(parse_u64(bad)) << bad;
  }
  EXPECT_EQ(parse_i64("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(parse_i64("+12"), 12);
  for (const char* bad : {"", "-", "+", "+-1", "--1", "9223372036854775808"}) {
    EXPECT_FALSE(parse_i64(bad)) << bad;
  }
}

TEST(Number, ReadsFiniteDecimals) {
  EXPECT_EQ(parse_double("1.5"), 1.5);
  EXPECT_EQ(parse_double("+2e3"), 2000.0);
  EXPECT_EQ(parse_double("-0.25"), -0.25);
  for (const char* bad : {"", ".5", "1.", "inf", "nan", "-nan", "1e999", "+-1", "1,5"}) {
    EXPECT_FALSE(parse_double(bad)) << bad;
  }
}

TEST(Number, GroupsThousands) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(13608), "13,608");
  EXPECT_EQ(with_thousands(1234567), "1,234,567");
}

TEST(Number, KnowsDigits) {
  EXPECT_TRUE(all_digits("0912345678901234567890"));
  EXPECT_FALSE(all_digits(""));
  EXPECT_FALSE(all_digits("12a"));
  EXPECT_FALSE(all_digits("１２"));
}

RC_GTEST_PROP(Number, WhatIsWrittenIsRead, (int64_t number)) {
  std::string text;
  append_i64(text, number);
  RC_ASSERT(parse_i64(text) == number);
}

}  // namespace
}  // namespace sekisho::text
