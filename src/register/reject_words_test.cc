#include "register/reject_words.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>

#include "register/load_case_test.h"

namespace sekisho::reg {
namespace {

TEST(RejectWords, SayTheSameWithTheSameValues) {
  EXPECT_EQ(reject_in_japanese("the row has 3 fields instead of 5"),
            "列が 5 個ではなく 3 個あります");
  EXPECT_EQ(reject_in_japanese("code (社員番号): there is no value"),
            "code (社員番号): 値がありません");
  EXPECT_EQ(reject_in_japanese("column: 7: the list is too long"),
            "column: 7: リストの項目が多すぎます");
  EXPECT_EQ(reject_in_japanese("no row of the file can be read; the first one: from: `x` is not a "
                               "date that the profile expects"),
            "ファイルのどの行も読み取れません。最初の行: "
            "from: 「x」は、読込定義にある日付の形式ではありません");
  EXPECT_EQ(reject_in_japanese("invalid JSON at byte 12: expected a key"),
            "JSON の形式が正しくありません(12 バイト目: 項目名がありません)");
  EXPECT_EQ(reject_in_japanese("something else: new"), "something else: new");
  EXPECT_EQ(reject_in_japanese(""), "");
}

// All that the readers of rows say, with a 7 for each value, is said in Japanese too.
TEST(RejectWords, KnowWhatRowsAreRejectedWith) {
  const std::regex saying(
      R"re((?:wrong\(\s*field,|reject_lines\(first, last,|refuse\(|kBadInput,|quoted \+|return(?= "an? ))\s*(?:fmt::format\(\s*)?"([^"]+)")re");
  size_t found = 0;
  for (const char* file : {"rows.cc", "file_loader.cc", "supply_point.cc"}) {
    std::stringstream text;
    text << std::ifstream(std::filesystem::path(SEKISHO_ROOT) / "src/register" / file).rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator at(source.begin(), source.end(), saying), end; at != end; ++at) {
      std::string said = (*at)[1];
      if (said.starts_with(' ')) said = "`7`" + said;
      for (const char* ticked : {"columns {}", "column {}", "{} is", "what {} means"}) {
        const size_t hole = said.find(ticked);
        if (hole != said.npos && !said.starts_with("the file"))
          said.replace(said.find("{}", hole), 2, "`7`");
      }
      for (size_t hole; (hole = said.find("{}")) != said.npos;) said.replace(hole, 2, "7");
      if (said.starts_with("7") || said.ends_with(": ")) continue;  // a field, a sentence
      EXPECT_NE(reject_in_japanese(said), said) << file;
      ++found;
    }
  }
  EXPECT_GT(found, 20u);
}

TEST(RejectWords, StandInWhatALoadTells) {
  Case given;
  given.file("people.csv", "id,name\nP1,One\nP2\nP3,Three\n")
      .profile("people.toml",
               "kind = \"register\"\ntable = \"people\"\nfiles = [\"people.csv\"]\n"
               "[columns]\nperson = \"id\"\nname = \"name\"\n");
  const auto loaded = given.load();
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  ASSERT_EQ(loaded->report.rejected.size(), 1u);
  const Error ja = in_japanese(loaded->report.rejected.front().error);
  EXPECT_EQ(ja.message, "列が 2 個ではなく 1 個あります");
  EXPECT_EQ(ja.help, "区切り文字を含む値は、引用符で囲んでください。");
  EXPECT_EQ(ja.place.line, 3u);
}

}  // namespace
}  // namespace sekisho::reg
