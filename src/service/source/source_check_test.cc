#include "service/source/source_check.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "text/encoding.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

class SourceCheckTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = std::filesystem::temp_directory_path() /
            ("sekisho_source_check_" + std::to_string(::getpid()));
    std::filesystem::create_directories(root_);
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::filesystem::path write(const std::string& name, std::string_view bytes) {
    std::ofstream(root_ / name, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return root_ / name;
  }

  std::filesystem::path root_;
};

constexpr std::string_view kRegister = R"(kind = "register"
table = "sites"
files = ["sites.csv"]
[columns]
site = "site"
name = "name"
entity = "entity"
)";

TEST_F(SourceCheckTest, ExplainsALogLineByLine) {
  const auto sample =
      write("nol.csv", text::to_cp932("アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,"
                                      "供給地点特定番号,結果\r\n"
                                      "R4.10.5 12:34:56,Ｋ０１,T1,NOL-2,照会,7,"
                                      "0900000000012345678901,正常\r\n"
                                      "2022/10/05 12:34,k1,T1,NOL-1,ログイン,,,異常\r\n"
                                      "2022/10/05\r\n")
                           .value());
  const auto check = check_source({SEKISHO_ROOT "/sources/logs/nol.toml", sample});
  ASSERT_TRUE(check) << to_string(check.error());
  EXPECT_EQ(check->kind, "log");
  EXPECT_EQ(check->lines, 4U);
  EXPECT_EQ(check->header_lines, 1U);
  EXPECT_EQ(check->understood_lines, 1U);
  EXPECT_EQ(check->rejected_lines, 2U);
  const std::string text = source_check_text(*check);
  EXPECT_NE(text.find("  account from 利用者ＩＤ\n"), std::string::npos) << text;
  EXPECT_NE(
      text.find(
          "line 2: time 2022-10-05T12:34:56+09:00; account k01; terminal T1; action view; outcome "
          "allowed; object 0900000000012345678901; customer 7\n"),
      std::string::npos)
      << text;
  EXPECT_NE(
      text.find("line 3: REJECTED, unknown-value: outcome `異常`\n  Add the word under `[values]`"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("line 4: REJECTED, too-few-fields: 1 fields, expected 8\n"),
            std::string::npos)
      << text;
  const auto json = text::JsonValue::parse(source_check_json(*check));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->at_pointer("/explained/0/fields/account")->as_string(), "k01");
  EXPECT_EQ(json->at_pointer("/explained/1/reason")->as_string(), "unknown-value");
  EXPECT_EQ(json->at_pointer("/mapping/object")->as_string(), "供給地点特定番号");
}

TEST_F(SourceCheckTest, SaysOnceThatASampleIsAnotherFile) {
  const auto check =
      check_source({SEKISHO_ROOT "/sources/logs/nol.toml", write("x.csv", "a,b\n1,2\n3,4\n")});
  ASSERT_TRUE(check);
  ASSERT_EQ(check->problems.size(), 1U);
  EXPECT_EQ(check->problems[0].kind, "other-layout");
  EXPECT_EQ(check->rejected_lines, 3U);
}

TEST_F(SourceCheckTest, ExplainsARegister) {
  const auto check = check_source(
      {write("p.toml", kRegister), write("sites.csv", "site,name,entity\nS1,本社,E1\n,x,E1\n")});
  ASSERT_TRUE(check) << to_string(check.error());
  EXPECT_EQ(check->what, "sites");
  ASSERT_EQ(check->explained.size(), 2U);
  EXPECT_EQ(check->explained[0].line, 2U);
  EXPECT_NE(check->explained[0].fields.at(0).second.find("本社"), std::string::npos);
  EXPECT_FALSE(check->explained[1].understood);
  EXPECT_EQ(check->understood_lines, 1U);
  EXPECT_EQ(check->rejected_lines, 1U);
}

TEST_F(SourceCheckTest, ShowsOnlyTheFirstLinesAndCountsAll) {
  std::string bytes;
  for (int i = 0; i < 50; ++i)
    bytes += "10.0.0.1 - u [01/Apr/2022:08:30:00 +0900] \"GET / HTTP/1.1\" 200 1\n";
  const auto check = check_source({SEKISHO_ROOT "/sources/logs/re.toml", write("a", bytes), 10});
  ASSERT_TRUE(check);
  EXPECT_EQ(check->explained.size(), 10U);
  EXPECT_EQ(check->understood_lines, 50U);
}

TEST_F(SourceCheckTest, PointsAtAProfilesMistake) {
  const auto check =
      check_source({write("p.toml", "kind = \"log\"\nsystem = 1\n"), write("a", "")});
  ASSERT_FALSE(check);
  EXPECT_EQ(check.error().place.line, 2U);
}

}  // namespace
}  // namespace sekisho::service
