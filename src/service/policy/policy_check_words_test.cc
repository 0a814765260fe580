#include "service/policy/policy_check_words.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace sekisho::service {
namespace {

TEST(PolicyCheckWords, SayTheSameWithTheSameValues) {
  EXPECT_EQ(
      policy_check_ja("`context` has no attribute `acount`: it is of type {account: Account}"),
      "`context` に属性 `acount` はありません。`context` の型は {account: Account} です");
  EXPECT_EQ(policy_check_ja("Did you mean `account`?"), "`account` の誤りではありませんか。");
  EXPECT_EQ(policy_check_ja("unexpected end of the text, expected `)` to close the scope"),
            "文の終わり が現れましたが、ここに必要なのは 適用範囲を閉じる `)` です");
  EXPECT_EQ(policy_check_ja("Remove it, or write it as an escape that can be seen: `\\u{…}`."),
            "取り除くか、見える書き方 `\\u{…}` にしてください。");
  EXPECT_EQ(policy_check_title_ja("type"), "スキーマと型が合わない");
}

TEST(PolicyCheckWords, SayNothingOfWhatTheyDoNotKnow) {
  for (const std::string_view said : {"", "something else", "Did you mean"})
    EXPECT_EQ(policy_check_ja(said), "") << said;
}

// What checks find of a set, and of the types in it, is said in both languages.
TEST(PolicyCheckWords, KnowWhatChecksSay) {
  const std::regex said(R"re((?:report|refuse|add)\([^;"]*"((?:[^"\\]|\\.)+)")re");
  const std::regex rule("[a-z-]+");
  size_t found = 0;
  for (const char* file :
       {"cedar/typechecker.cc", "cedar/typechecker_calls.cc", "cedar/validator.cc",
        "cedar/level_validator.cc", "policy/check_annotations.cc"}) {
    std::stringstream text;
    text << std::ifstream(SEKISHO_ROOT + std::string("/src/") + file).rdbuf();
    const std::string source = text.str();
    ASSERT_FALSE(source.empty()) << file;
    for (std::sregex_iterator at(source.begin(), source.end(), said), end; at != end; ++at) {
      std::string sentence = (*at)[1];
      if (std::regex_match(sentence, rule)) continue;
      for (size_t hole; (hole = sentence.find("{}")) != sentence.npos;)
        sentence.replace(hole, 2, "7");
      EXPECT_NE(policy_check_ja(sentence), "") << file << ": " << sentence;
      ++found;
    }
  }
  EXPECT_GT(found, 12U);
}

}  // namespace
}  // namespace sekisho::service
