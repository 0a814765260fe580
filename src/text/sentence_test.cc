#include "text/sentence.h"

#include <gtest/gtest.h>

namespace sekisho::text {
namespace {

using Values = std::vector<std::string_view>;

TEST(Sentence, FindsTheValuesOfATextThatFits) {
  EXPECT_EQ(values_of("case {} is {}", "case 12 is closed"), (Values{"12", "closed"}));
  EXPECT_EQ(values_of("`{}` is there twice", "`{1}` is there twice"), (Values{"{1}"}));
  EXPECT_EQ(values_of("nothing", "nothing"), Values{});
  EXPECT_EQ(values_of("case {} is {}", "case 12 is "), (Values{"12", ""}));
  for (const std::string_view text : {"", "case", "case 12", "a case 12 is closed"})
    EXPECT_FALSE(values_of("case {} is {}", text)) << text;
  EXPECT_FALSE(values_of("nothing", "nothing more"));
}

TEST(Sentence, IsFilledWithValuesInAnyOrder) {
  EXPECT_EQ(filled("{2}は{1}です", {"a", "b"}), "bはaです");
  EXPECT_EQ(filled("{1}", {"{2}"}), "{2}");
  EXPECT_EQ(filled("when { … } {", {}), "when { … } {");
}

TEST(Sentence, IsSaidInJapaneseWithItsValues) {
  constexpr Words kSentences[] = {{"{} of {} are lost", "{2} のうち {1} が失われました"},
                                  {"all", "全部"}};
  const auto say = [&](std::string_view value) {
    return in_japanese(kSentences, value, [](std::string_view same) { return std::string(same); });
  };
  EXPECT_EQ(in_japanese(kSentences, "3 of all are lost",
                        [&](std::string_view value) {
                          const std::string again = say(value);
                          return again.empty() ? std::string(value) : again;
                        }),
            "全部 のうち 3 が失われました");
  EXPECT_EQ(say("nothing is lost"), "");
}

}  // namespace
}  // namespace sekisho::text
