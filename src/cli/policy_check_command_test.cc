#include <gtest/gtest.h>

#include <string>

#include "cli/run_cli_test.h"

namespace sekisho::cli {
namespace {

const std::string kPolicies = SEKISHO_ROOT "/policies";

TEST(PolicyCheckCommandTest, EndsWithWhatItFound) {
  const Ended good = run_sekisho({"policy", "check", kPolicies});
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  EXPECT_NE(good.out.find("nothing found in "), std::string::npos) << good.out;
  const Ended bad =
      run_sekisho({"policy", "check", "--schema", kPolicies + "/barrier.cedarschema", "-"},
                  "permit (principal, action, resource) when { context.acount.inForce };");
  EXPECT_EQ(bad.code, 1) << bad.err;
  EXPECT_NE(bad.out.find("<standard input>:1:45: error: "), std::string::npos) << bad.out;
  EXPECT_NE(bad.out.find("help: Did you mean `account`?"), std::string::npos) << bad.out;
}

TEST(PolicyCheckCommandTest, SaysInJapaneseWhatARuleFinds) {
  const Ended good = run_sekisho({"policy", "check", "--lang", "ja", kPolicies});
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  EXPECT_NE(good.out.find("指摘はなかった"), std::string::npos) << good.out;
  const Ended bad = run_sekisho(
      {"policy", "check", "--lang", "ja", "--schema", kPolicies + "/barrier.cedarschema", "-"},
      "permit (principal, action, resource) when { context.acount.inForce };");
  EXPECT_EQ(bad.code, 1) << bad.err;
  EXPECT_NE(bad.out.find("<standard input>:1:45: エラー: スキーマと型が合わない"),
            std::string::npos)
      << bad.out;
  EXPECT_NE(bad.out.find("[type]"), std::string::npos) << bad.out;
  EXPECT_NE(bad.out.find("対処: `account` の誤りではありませんか。"), std::string::npos) << bad.out;
  EXPECT_NE(bad.out.find("1 ファイルにエラー 1 件、警告 "), std::string::npos) << bad.out;
}

TEST(PolicyCheckCommandTest, TakesALevelAndWritesJson) {
  const Ended deep = run_sekisho(
      {"policy", "check", "--level", "1", "--json", kPolicies + "/barrier/10-own-staff.cedar"});
  EXPECT_EQ(deep.code, 1);
  EXPECT_NE(deep.out.find("needs level 2, allowed is 1"), std::string::npos) << deep.out;
  EXPECT_TRUE(deep.out.starts_with("{\n")) << deep.out;
  EXPECT_EQ(run_sekisho({"policy", "check", "--level", "2", kPolicies}).code, 0);
}

TEST(PolicyCheckCommandTest, SaysWhatMakesNoSense) {
  EXPECT_EQ(run_sekisho({"policy", "check"}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "check", "--level", "deep", kPolicies}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "check", kPolicies + "/nothing"}).code, 3);
  EXPECT_EQ(run_sekisho({"policy"}).code, 2);
}

}  // namespace
}  // namespace sekisho::cli
