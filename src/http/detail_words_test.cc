#include "http/detail_words.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "http/problem.h"

namespace sekisho::http {
namespace {

TEST(DetailWords, SayTheSameWithTheSameValues) {
  EXPECT_EQ(japanese_of("case 12 is closed"), "調査案件 第12号は「完了」です");
  EXPECT_EQ(japanese_of("3 findings of `nol` are in no case"),
            "「nol」の検出事項 3 件が、調査案件にまとめられていません");
  EXPECT_EQ(japanese_of("whoever had a part in `nol` does not send back it"),
            "「nol」に関わった人は、差し戻せません");
  EXPECT_EQ(japanese_of("Somebody else has to."), "別の人が行ってください。");
  // A value may look like a sentence, or like a place for one.
  EXPECT_EQ(japanese_of("`{1}` is there twice"), "「{1}」が重複しています");
}

TEST(DetailWords, SayNothingOfWhatTheyDoNotKnow) {
  for (const std::string_view said :
       {"", "case 12 is lost", "case 12 is closed.", "something else", "case"})
    EXPECT_EQ(japanese_of(said), "") << said;
}

TEST(DetailWords, StandInTheProblemOfWhoeverReadsJapanese) {
  const Fault fault{.problem = Problem::kConflict,
                    .detail = "case 3 was triaged by the same person",
                    .help = "Somebody else has to check it."};
  const std::string ja = problem_response(fault, true, "r").body;
  EXPECT_NE(ja.find("調査案件 第3号は、同じ人が一次確認をしています"), std::string::npos) << ja;
  EXPECT_NE(ja.find("別の人が二次確認をしてください。"), std::string::npos) << ja;
  const std::string en = problem_response(fault, false, "r").body;
  EXPECT_NE(en.find(fault.detail), std::string::npos) << en;
  const Fault unknown{.problem = Problem::kConflict, .detail = "nobody translated this"};
  EXPECT_NE(problem_response(unknown, true, "r").body.find(unknown.detail), std::string::npos);
}

// What people work with every day refuses in both languages.
TEST(DetailWords, KnowWhyCasesCampaignsAndDraftsAreRefused) {
  const std::regex refusal(R"(not_now\(\s*(?:fmt::format\(\s*)?"([^"]+)\")");
  size_t found = 0;
  for (const char* folder :
       {"/src/casework", "/src/disaster", "/src/service/disaster", "/src/service/rulebook"}) {
    for (const auto& file :
         std::filesystem::directory_iterator(SEKISHO_ROOT + std::string(folder))) {
      if (file.path().extension() != ".cc") continue;
      std::stringstream text;
      text << std::ifstream(file.path()).rdbuf();
      const std::string source = text.str();
      for (std::sregex_iterator at(source.begin(), source.end(), refusal), end; at != end; ++at) {
        std::string said = (*at)[1];
        // The last value of `is {}` is a state.
        if (said.ends_with(" is {}")) continue;
        for (size_t hole; (hole = said.find("{}")) != said.npos;) said.replace(hole, 2, "7");
        if (said == "whoever had a part in `7` does not 7 it") continue;
        EXPECT_NE(japanese_of(said), "") << file.path() << ": " << said;
        ++found;
      }
    }
  }
  EXPECT_GT(found, 20U);
}

}  // namespace
}  // namespace sekisho::http
