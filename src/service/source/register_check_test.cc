#include "service/source/register_check.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "text/json.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

class RegisterCheckTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("sekisho_register_check_" + std::to_string(::getpid()));
    fs::create_directories(root_);
    file("entities.csv", "entity,name,kind,parent\nT,送配電,tdso,\nK,電力,affiliate,\n");
    file("accounts.csv",
         "system,account,kind,holder,issued,revoked\nnol,z1,temporary,P1,2020-01-10,\n"
         "nol,k1,personal,P1,2020-04-01,2021-04-01\nnol,k1,personal,P2,2021-03-01,\n"
         "nol,k2,personal,P1,someday,\n");
    file("entitlements.csv",
         "system,account,role,from,until,basis\nnol,z1,障害時,2020-01-10,2020-02-01,R-3\n"
         "nol,k1,照会,2020-01-01,,R-4\n");
    file("memo.txt", "not a register\n");
  }
  void TearDown() override { fs::remove_all(root_); }

  void file(const std::string& name, const std::string& bytes) {
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }
  Result<RegisterCheck> check(const std::string& as_of = "2023-04-01") const {
    return check_registers({.registers = root_,
                            .profiles = fs::path(SEKISHO_ROOT) / "sources/registers",
                            .as_of = as_of});
  }

  fs::path root_;
};

TEST_F(RegisterCheckTest, SaysItInJapanese) {
  const auto result = check();
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_TRUE(result->anything());
  const std::string text = register_check_text(*result, true);
  for (const char* part :
       {"基準日時 2023-04-01T00:00:00+09:00", "暫定権限の解除漏れ (never-closed): 1",
        "2020-02-01 から 1,155 日", "台帳の不整合: 1", "accounts.csv:4  nol/k1, personal, P2",
        "読込不能行: 1", "accounts.csv:5", "対応する読込定義がない",
        "読み込まれていない台帳: systems"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST_F(RegisterCheckTest, SaysItInEnglish) {
  const auto result = check();
  ASSERT_TRUE(result);
  const std::string text = register_check_text(*result, false);
  for (const char* part : {"Temporary access never closed", "since 2020-02-01, 1,155 days",
                           "One account has two holders", "undetermined", "`someday`"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST_F(RegisterCheckTest, SaysItToMachines) {
  const auto result = check("R5.4.1");
  ASSERT_TRUE(result) << to_string(result.error());
  const std::string text = register_check_json(*result);
  const auto json = text::JsonValue::parse(text);
  ASSERT_TRUE(json) << to_string(json.error());
  const auto at = [&](std::string_view pointer) {
    const text::JsonValue* value = json->at_pointer(pointer);
    return value == nullptr ? std::string("absent") : value->to_json();
  };
  EXPECT_EQ(at("/as_of"), "\"2023-04-01T00:00:00+09:00\"");
  EXPECT_EQ(at("/standing/counts/never-closed"), "1");
  EXPECT_EQ(at("/standing/list/0/subject"), "\"nol/z1\"");
  EXPECT_EQ(at("/standing/list/0/days"), "1155");
  EXPECT_EQ(at("/standing/list/0/evidence/1/line"), "2");
  EXPECT_EQ(at("/contradictions/counts/account-twice"), "1");
  EXPECT_EQ(at("/contradictions/list/0/from"), "\"2021-03-01T00:00:00+09:00\"");
  EXPECT_EQ(at("/contradictions/list/0/other/line"), "4");
  EXPECT_EQ(at("/rejected/0/line"), "5");
  EXPECT_EQ(at("/files/0/register"), "\"accounts\"");
  EXPECT_EQ(at("/unclaimed/0"), "\"" + root_.filename().string() + "/memo.txt\"");
}

TEST_F(RegisterCheckTest, RefusesWhatIsNoTimeAndNoDirectory) {
  const auto time = check("tomorrow");
  ASSERT_FALSE(time);
  EXPECT_EQ(time.error().code, ErrorCode::kUsage);
  EXPECT_FALSE(check_registers({.registers = root_ / "absent",
                                .profiles = fs::path(SEKISHO_ROOT) / "sources/registers",
                                .as_of = {}}));
}

TEST_F(RegisterCheckTest, TellsItsProgress) {
  uint64_t seen = 0, all = 0;
  const auto result = check_registers(
      {.registers = root_, .profiles = fs::path(SEKISHO_ROOT) / "sources/registers", .as_of = {}},
      [&](uint64_t bytes, uint64_t of) {
        seen = bytes;
        all = of;
      });
  ASSERT_TRUE(result);
  EXPECT_EQ(seen + fs::file_size(root_ / "memo.txt"), all);
}

// Writes a utility with the generator that judges us, and finds what it planted.
TEST(RegisterCheckScenario, FindsWhatTheRegistersAloneShow) {
  const fs::path generate = fs::path(SEKISHO_SHARED) / "scenario" / "generate";
  if (!fs::exists(generate)) GTEST_SKIP() << "there is no scenario generator here";
  const fs::path out =
      fs::temp_directory_path() / ("sekisho_register_scenario_" + std::to_string(::getpid()));
  const std::string command = "'" + generate.string() + "' --scale 0.01 --seed 7 --incident " +
                              "transferred=5 --out '" + out.string() + "' > /dev/null";
  ASSERT_EQ(std::system(command.c_str()), 0);
  const auto result = check_registers({.registers = out / "register",
                                       .profiles = fs::path(SEKISHO_ROOT) / "sources/registers",
                                       .as_of = "2023-04-01"});
  fs::remove_all(out);
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_TRUE(result->loaded.report.rejected.empty());
  EXPECT_TRUE(result->loaded.report.unclaimed.empty());
  EXPECT_TRUE(result->contradictions.list.empty());
  const auto count = [&](reg::StandingKind kind) {
    return result->standing.counts[static_cast<size_t>(kind)];
  };
  // Left open to the affiliate's 110, lent to 120 helpers, kept by five movers in two systems, by
  // three under an ended contract; three terminals stayed with their borrower.
  EXPECT_EQ(count(reg::StandingKind::kNeverClosed), 110u);
  EXPECT_EQ(count(reg::StandingKind::kOutsideDisaster), 120u);
  EXPECT_EQ(count(reg::StandingKind::kHolderMoved), 10u);
  EXPECT_EQ(count(reg::StandingKind::kContractEnded), 3u);
  EXPECT_EQ(count(reg::StandingKind::kNotReturned), 3u);
  EXPECT_EQ(result->standing.list.size(), 246u);
}

}  // namespace
}  // namespace sekisho::service
