#include "http/detail_words.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

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
  EXPECT_EQ(japanese_of("a second person is needed: 5 of 8 facts of `people` would end"),
            "別の人の承認が必要です(台帳「従業者」の 8 件のうち 5 件が終了または取消になります)");
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

// What a source of `src` says after `before`, with a 7 for each value.
std::vector<std::string> sayings(const std::filesystem::path& file, const std::string& before) {
  const std::regex saying(before + R"re(\s*(?:fmt::format\(\s*)?"([^"]+)")re");
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  const std::string source = text.str();
  std::vector<std::string> out;
  for (std::sregex_iterator at(source.begin(), source.end(), saying), end; at != end; ++at) {
    std::string said = (*at)[1];
    if (said.ends_with(" is {}")) continue;  // its last value is a state
    for (size_t hole; (hole = said.find("{}")) != said.npos;) said.replace(hole, 2, "7");
    out.push_back(std::move(said));
  }
  return out;
}

// How many of these are said in Japanese; each of them has to be.
size_t count_known(std::initializer_list<const char*> folders, const std::string& before,
                   std::initializer_list<std::string_view> but) {
  size_t found = 0;
  for (const char* folder : folders) {
    for (const auto& file :
         std::filesystem::directory_iterator(SEKISHO_ROOT + std::string(folder))) {
      if (file.path().extension() != ".cc") continue;
      for (const std::string& said : sayings(file.path(), before)) {
        if (std::ranges::find(but, said) != but.end()) continue;
        EXPECT_NE(japanese_of(said), "") << file.path() << ": " << said;
        ++found;
      }
    }
  }
  return found;
}

// What people work with every day refuses in both languages.
TEST(DetailWords, KnowWhyCasesCampaignsAndDraftsAreRefused) {
  EXPECT_GT(count_known({"/src/casework", "/src/disaster", "/src/service/disaster",
                         "/src/service/rulebook"},
                        R"(not_now\()", {"whoever had a part in `7` does not 7 it"}),
            20U);
}

// An address that somebody kept may lead to what is not there any more.
TEST(DetailWords, KnowWhatIsNotThere) {
  EXPECT_GT(
      count_known({"/src/casework", "/src/disaster", "/src/http", "/src/service/casework",
                   "/src/service/deliveries", "/src/service/evidence", "/src/service/papers",
                   "/src/service/registers", "/src/service/review", "/src/service/rulebook",
                   "/src/service/serve", "/src/service/store", "/src/service/upload"},
                  R"(kNotFound,(?:\s*\.detail =)?)",
                  // Of a kind, which is said below, and of a thing that a table of its own has.
                  {"there are no 7 `7`", "there is no 7"}),
      40U);
  for (const std::string_view kind : {"registers", "logs"})
    EXPECT_NE(japanese_of(fmt::format("there are no {} `demo`", kind)), "") << kind;
}

}  // namespace
}  // namespace sekisho::http
