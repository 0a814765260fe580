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

}  // namespace
}  // namespace sekisho::text
