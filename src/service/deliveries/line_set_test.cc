#include "service/deliveries/line_set.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace sekisho::service {
namespace {

LineSet lines_of(std::string_view text, size_t piece = 1000) {
  LineSet out;
  for (size_t at = 0; at < text.size(); at += piece) {
    EXPECT_TRUE(out.take(text.substr(at, piece)));
  }
  EXPECT_TRUE(out.finish());
  return out;
}

TEST(LineSet, OrderDoesNotMatterAndNumbersDo) {
  const LineSet first = lines_of("a\nb\nb\nc\n"), second = lines_of("c\nb\nd\na\n");
  const LineSet::Apart apart = LineSet::compare(first, second);
  EXPECT_EQ(apart.only_first, 1U);   // the second b
  EXPECT_EQ(apart.only_second, 1U);  // d
  EXPECT_EQ(first.lines(), 4U);
}

TEST(LineSet, EveryByteCounts) {
  const auto apart = LineSet::compare(lines_of("a\r\nb\n"), lines_of("a\nb"));
  EXPECT_EQ(apart.only_first, 2U);
  EXPECT_EQ(apart.only_second, 2U);
}

TEST(LineSet, NoLinesAreNoLines) {
  EXPECT_EQ(lines_of("").lines(), 0U);
  EXPECT_EQ(LineSet::compare(lines_of(""), lines_of("\n")).only_second, 1U);
}

TEST(LineSet, PiecesMayBeCutAnywhere) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < 500; ++i) text += std::string(random() % 7, 'x') + "\n";
  const LineSet whole = lines_of(text);
  for (const size_t piece : {1, 2, 3, 17}) {
    const LineSet cut = lines_of(text, piece);
    const auto apart = LineSet::compare(whole, cut);
    EXPECT_EQ(apart.only_first + apart.only_second, 0U);
    EXPECT_EQ(cut.lines(), 500U);
  }
}

}  // namespace
}  // namespace sekisho::service
