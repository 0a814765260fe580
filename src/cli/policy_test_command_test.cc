#include <gtest/gtest.h>

#include <string>

#include "cli/run_cli_test.h"

namespace sekisho::cli {
namespace {

const std::string kTests = SEKISHO_ROOT "/policies/tests";

TEST(PolicyTestCommandTest, EndsWithWhetherAllPassed) {
  const Ended good = run_sekisho({"policy", "test", kTests, "--require-coverage", "100"});
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  EXPECT_TRUE(good.out.starts_with("TAP version 14\n"));
  // One file alone covers less.
  const Ended little =
      run_sekisho({"policy", "test", kTests + "/doubts.toml", "--require-coverage", "90"});
  EXPECT_EQ(little.code, 1);
  EXPECT_NE(little.err.find("required are 90 %"), std::string::npos) << little.err;
  EXPECT_EQ(run_sekisho({"policy", "test", kTests + "/doubts.toml"}).code, 0);
}

TEST(PolicyTestCommandTest, SpeaksJapaneseAndJson) {
  const Ended japanese = run_sekisho({"policy", "test", kTests, "--lang", "ja", "--coverage"});
  EXPECT_NE(japanese.out.find("アカウントが失効している"), std::string::npos);
  EXPECT_NE(japanese.out.find("# 網羅率 100.0 %"), std::string::npos);
  EXPECT_TRUE(run_sekisho({"policy", "test", kTests, "--json"}).out.starts_with("{\n"));
}

TEST(PolicyTestCommandTest, SaysWhatMakesNoSense) {
  EXPECT_EQ(run_sekisho({"policy", "test"}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "test", kTests, "--require-coverage", "all"}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "test", kTests + "/nothing.toml"}).code, 3);
}

}  // namespace
}  // namespace sekisho::cli
