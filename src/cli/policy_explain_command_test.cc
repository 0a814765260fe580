#include <gtest/gtest.h>

#include <string>

#include "cli/run_cli_test.h"

namespace sekisho::cli {
namespace {

// The example of `--help`.
Ended example(const std::string& is_public, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{
      "policy",
      "explain",
      "-",
      "--principal",
      "User::\"hana\"",
      "--action",
      "Action::\"view\"",
      "--resource",
      "Photo::\"sea\"",
      "--entities",
      R"([{"uid": {"type": "Photo", "id": "sea"}, "attrs": {"public": )" + is_public +
          R"(}, "parents": []}])",
      "--lang",
      "en"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_sekisho(arguments, "permit (principal, action, resource) when { resource.public };");
}

TEST(PolicyExplainCommandTest, EndsWithTheDecision) {
  const Ended denied = example("false");
  EXPECT_EQ(denied.code, 1) << denied.err;
  EXPECT_TRUE(denied.out.starts_with("DENY\n")) << denied.out;
  EXPECT_NE(denied.out.find("resource.public = false"), std::string::npos) << denied.out;
  EXPECT_EQ(example("true").code, 0);
  EXPECT_TRUE(example("true", {"--json"}).out.starts_with("{\n  \"decision\": \"allow\""));
}

TEST(PolicyExplainCommandTest, SaysWhatMakesNoSense) {
  EXPECT_EQ(run_sekisho({"policy", "explain"}).code, 2);
  EXPECT_EQ(run_sekisho({"policy", "explain", "-"}, "permit (principal, action, resource);").code,
            2);
  EXPECT_EQ(example("nonsense").code, 3);
}

}  // namespace
}  // namespace sekisho::cli
