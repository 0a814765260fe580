#include "demo/random.h"

#include <gtest/gtest.h>

#include <array>

namespace sekisho::demo::demo {
namespace {

// From an implementation in another language: the numbers are part of what makes a demo the same on
// every machine.
TEST(DemoRandom, GivesTheNumbersOfItsSpecification) {
  Random plain(1);
  EXPECT_EQ(plain.next(), 0xb3f2af6d0fc710c5U);
  EXPECT_EQ(plain.next(), 0x853b559647364ceaU);
  EXPECT_EQ(plain.next(), 0x92f89756082a4514U);
  EXPECT_EQ(plain.next(), 0x642e1c7bc266a3a7U);
  Random stream(1, 7);
  EXPECT_EQ(stream.next(), 0x8ba2568b8237b0beU);
  EXPECT_EQ(stream.next(), 0x031b22378d9f65b4U);
  EXPECT_EQ(stream.next(), 0x4d44915acfeaa282U);
}

TEST(DemoRandom, SpreadsEvenlyBelowABound) {
  Random random(5);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70'000; ++i) ++counts[random.below(counts.size())];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 500);
}

TEST(DemoRandom, SkewsTowardsSmallNumbers) {
  Random random(5);
  std::array<int, 4> counts{};
  for (int i = 0; i < 16'000; ++i) ++counts[random.below_skewed(counts.size())];
  // Of 16 pairs 7, 5, 3 and 1 have that smaller number.
  EXPECT_NEAR(counts[0], 7000, 300);
  EXPECT_NEAR(counts[3], 1000, 200);
}

}  // namespace
}  // namespace sekisho::demo::demo
