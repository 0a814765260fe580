#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "cli/run_cli_test.h"
#include "text/json.h"

namespace sekisho::cli {
namespace {

// A small demo, made once for all tests.
class WhoMaySeeCommandTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    root() = std::filesystem::path(testing::TempDir()) / "who_may_see_command";
    std::filesystem::remove_all(root());
    const Ended made = run_sekisho({"demo", "--out", root().string(), "--accesses", "1000"});
    ASSERT_EQ(made.code, 0) << made.err;
    std::ifstream supply(root() / "register/supply_contracts.csv");
    std::string line;
    std::getline(supply, line);
    std::getline(supply, line);
    point() = line.substr(0, line.find(','));
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(root()); }

  static std::filesystem::path& root() {
    static std::filesystem::path path;
    return path;
  }
  static std::string& point() {
    static std::string text;
    return text;
  }

  static Ended run(std::vector<std::string> arguments) {
    const std::string shipped = SEKISHO_ROOT;
    for (const std::string& argument :
         {std::string("--registers"), (root() / "register").string(), std::string("--policies"),
          shipped + "/policies", std::string("--profiles"), shipped + "/sources"}) {
      arguments.push_back(argument);
    }
    return run_sekisho(std::move(arguments));
  }
};

TEST_F(WhoMaySeeCommandTest, ListsPeopleAndThenWhatOneOfThemMaySee) {
  const Ended who = run({"who-may-see", "--system", "nol", "--record", point(), "--at",
                         "2022-10-05T12:00", "--json"});
  EXPECT_EQ(who.code, 0) << who.err;
  const auto json = text::JsonValue::parse(who.out);
  ASSERT_TRUE(json.has_value()) << who.out;
  const text::JsonValue* person = json->at_pointer("/rows/0/people/0");
  ASSERT_NE(person, nullptr) << who.out;
  const std::string account(json->at_pointer("/rows/0/account")->as_string().value());
  const Ended what = run({"may-see", "--person", std::string(person->as_string().value()), "--at",
                          "2022-10-05T12:00", "--lang", "en", "--limit", "0"});
  EXPECT_EQ(what.code, 0) << what.err;
  EXPECT_TRUE(what.out.starts_with("1 person permitted, 0 doubtful")) << what.out;
  EXPECT_NE(what.out.find("nol/" + account + " "), std::string::npos) << what.out;
}

TEST_F(WhoMaySeeCommandTest, SaysWhatMakesNoSense) {
  EXPECT_EQ(run({"who-may-see", "--system", "nol"}).code, 2);
  EXPECT_EQ(run({"who-may-see", "--at", "2022-10-05"}).code, 2);
  EXPECT_EQ(run({"may-see", "--at", "2022-10-05"}).code, 2);
  EXPECT_EQ(run_sekisho({"may-see", "--person", "P1", "--at", "2022-10-05"}).code, 2);
}

}  // namespace
}  // namespace sekisho::cli
