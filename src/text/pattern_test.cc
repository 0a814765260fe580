#include "text/pattern.h"

#include <gtest/gtest.h>

#include <array>

#include "text/limits.h"

namespace sekisho::text {
namespace {

TEST(Pattern, NamesItsGroups) {
  const auto pattern = Pattern::compile(R"((?P<time>\S+) (\w+)(?: (?P<who>\S+))? (?P<what>.*))");
  ASSERT_TRUE(pattern) << to_string(pattern.error());
  EXPECT_EQ(pattern->group_names(), (std::vector<std::string>{"time", "who", "what"}));
  std::array<std::string_view, 3> groups;
  const std::string line = "12:34 GET 髙橋 /a b";
  ASSERT_TRUE(pattern->match(line, groups));
  EXPECT_EQ(groups, (std::array<std::string_view, 3>{"12:34", "髙橋", "/a b"}));
  EXPECT_EQ(groups[0].data(), line.data());
  ASSERT_TRUE(pattern->match("12:34 GET x", groups));
  EXPECT_EQ(groups[1].data(), nullptr);
  std::array<std::string_view, 1> first;
  EXPECT_TRUE(pattern->match(line, first));
  EXPECT_EQ(first[0], "12:34");
  EXPECT_TRUE(pattern->match(line));
}

TEST(Pattern, MatchesTheWholeText) {
  const auto pattern = Pattern::compile("a|ab");
  ASSERT_TRUE(pattern);
  EXPECT_TRUE(pattern->match("ab"));
  EXPECT_FALSE(pattern->match("abc"));
  EXPECT_FALSE(pattern->match("xab"));
}

TEST(Pattern, RefusesWhatIsNone) {
  EXPECT_TRUE(Pattern::compile("(a").error().message.starts_with("invalid regular expression: "));
  EXPECT_FALSE(Pattern::compile("(?=a)"));
  EXPECT_FALSE(Pattern::compile(std::string(kMaxPatternBytes + 1, 'a')));
  std::string groups;
  for (size_t i = 0; i <= kMaxPatternGroups; ++i) groups += "(a)";
  EXPECT_FALSE(Pattern::compile(groups));
  EXPECT_FALSE(Pattern::compile("((a{100}){100}){100}"));
}

TEST(Pattern, TakesLinearTime) {
  const auto pattern = Pattern::compile("(a*)*b");
  ASSERT_TRUE(pattern);
  EXPECT_FALSE(pattern->match(std::string(100'000, 'a')));
}

}  // namespace
}  // namespace sekisho::text
