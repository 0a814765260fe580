#include "service/policy/run_policy_tests.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "text/json.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class RunPolicyTestsTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("sekisho_policy_tests_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  PolicyTestRun run(PolicyTestRequest request) const {
    auto ran = run_policy_tests(request);
    EXPECT_TRUE(ran) << to_string(ran.error());
    return ran ? std::move(*ran) : PolicyTestRun{};
  }
  void write_plain() const {
    write("app.cedarschema",
          "entity User; entity Doc; action view appliesTo { principal: User, resource: Doc, "
          "context: { night: Bool } };");
    write("app.cedar",
          "@id(\"day\") @clause1(\"day: by day\")\n"
          "permit (principal, action, resource) unless { context.night };");
    write("app.toml",
          "title = 'By day'\ntitle_ja = '昼間'\npolicies = 'app.cedar'\n"
          "[request]\nprincipal = 'User::\"a\"'\naction = 'Action::\"view\"'\n"
          "resource = 'Doc::\"d\"'\n[context]\nnight = false\n"
          "[[case]]\ntitle = 'by day'\ndecision = 'allow'\npolicies = ['day']\n");
  }

  fs::path root_;
};

TEST_F(RunPolicyTestsTest, TheShippedBarrierPassesItsOwnAndAllOfItIsCovered) {
  const PolicyTestRun ran = run({.paths = {SEKISHO_ROOT "/policies/tests"}});
  EXPECT_EQ(ran.failed(), 0U) << policy_test_text(ran, {});
  EXPECT_EQ(ran.coverage_percent(), 100) << policy_test_text(ran, {});
  EXPECT_GT(ran.cases(), 50U);
  ASSERT_EQ(ran.sets.size(), 3U);
}

TEST_F(RunPolicyTestsTest, AChangedRuleFailsTheCasesThatItConcerns) {
  fs::copy(SEKISHO_ROOT "/policies", root_ / "changed", fs::copy_options::recursive);
  const std::string file = "changed/barrier/10-own-staff.cedar";
  std::string text = contents(root_ / file);
  const std::string clause = R"(when { !["break-glass"].containsAll(context.account.roles) })";
  ASSERT_NE(text.find(clause), std::string::npos);
  text.replace(text.find(clause), clause.size(), "when { true }");
  write(file, text);
  const PolicyTestRun ran =
      run({.paths = {SEKISHO_ROOT "/policies/tests"}, .rules = root_ / "changed"});
  EXPECT_GT(ran.failed(), 0U);
  EXPECT_LT(ran.coverage_percent(), 100);
  const std::string said = policy_test_text(ran, {});
  EXPECT_NE(said.find("an account that is entitled to no role\n"), std::string::npos);
  EXPECT_NE(said.find("#   decision    - denied\n#               + permitted\n"), std::string::npos)
      << said;
  EXPECT_NE(said.find("own-staff entitled: "), std::string::npos) << said;
  EXPECT_NE(said.find("<- never failed"), std::string::npos) << said;
}

TEST_F(RunPolicyTestsTest, RunsPlainPolicies) {
  write_plain();
  const PolicyTestRun ran = run({.paths = {root_}});
  EXPECT_EQ(ran.failed(), 0U);
  const std::string english = policy_test_text(ran, {});
  EXPECT_NE(english.find("# " + (root_ / "app.toml").string() + ": By day\nok 1 - by day\n1..1\n"),
            std::string::npos)
      << english;
  // The clause was never false: two of three outcomes.
  EXPECT_NE(english.find("# coverage 66.7 %\n"), std::string::npos) << english;
  EXPECT_NE(english.find("#     day day: 1 satisfied, 0 failed  <- never failed\n"),
            std::string::npos)
      << english;
  const std::string japanese = policy_test_text(ran, {.japanese = true, .all_clauses = true});
  EXPECT_NE(japanese.find("昼間"), std::string::npos);
  EXPECT_NE(japanese.find("day 適用範囲: 成立1 不成立0\n"), std::string::npos) << japanese;
}

TEST_F(RunPolicyTestsTest, WritesJson) {
  write_plain();
  const auto json = text::JsonValue::parse(policy_test_json(run({.paths = {root_}})));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->find("cases")->as_int(), 1);
  EXPECT_EQ(json->at_pointer("/files/0/cases/0/passed")->as_bool(), true);
  EXPECT_EQ(json->at_pointer("/coverage/0/policies/0/clauses/0/name")->as_string(), "day");
  EXPECT_EQ(json->at_pointer("/coverage/0/policies/0/clauses/0/satisfied")->as_int(), 1);
}

TEST_F(RunPolicyTestsTest, ACaseThatCannotBeDecidedFails) {
  write("t.toml", "rules = '" SEKISHO_ROOT "/policies'\nregisters = '" SEKISHO_ROOT
                  "/policies/tests/registers'\n[[case]]\ntitle = 'x'\nsystem = 'nol'\n"
                  "account = 'k1'\nterminal = 'T-1'\nat = 'someday'\ndecision = 'denied'\n");
  const PolicyTestRun ran = run({.paths = {root_ / "t.toml"}});
  EXPECT_EQ(ran.failed(), 1U);
  EXPECT_NE(policy_test_text(ran, {}).find("#   `someday` is no time\n"), std::string::npos);
}

TEST_F(RunPolicyTestsTest, RefusesWhatItCannotRead) {
  EXPECT_FALSE(run_policy_tests({.paths = {root_ / "nothing.toml"}}));
  EXPECT_FALSE(run_policy_tests({.paths = {root_}}));
  write("t.toml", "rules = 'nowhere'\n[[case]]\ndecision = 'denied'\n");
  EXPECT_FALSE(run_policy_tests({.paths = {root_}}));
  write("t.toml",
        "rules = '" SEKISHO_ROOT "/policies'\n[[case]]\nat = '2022'\ndecision='denied'\n");
  const auto without = run_policy_tests({.paths = {root_}});
  ASSERT_TRUE(without);
  EXPECT_EQ(without->failed(), 1U);
}

TEST_F(RunPolicyTestsTest, TheDocumentsExampleRuns) {
  const std::string document = contents(SEKISHO_ROOT "/docs/formats/policy-tests.md");
  const size_t begin = document.find("```toml\n") + 8;
  write("p/tests/t.toml", document.substr(begin, document.find("```", begin) - begin));
  std::error_code ec;
  for (const char* folder : {"barrier", "doubts", "routes"})
    fs::copy(fs::path(SEKISHO_ROOT "/policies") / folder, root_ / "p" / folder, ec);
  for (const char* file : {"barrier.cedarschema", "obligations.toml", "tests/world.toml"})
    fs::copy(fs::path(SEKISHO_ROOT "/policies") / file, root_ / "p" / file, ec);
  const PolicyTestRun ran = run({.paths = {root_ / "p/tests/t.toml"}});
  EXPECT_EQ(ran.cases(), 2U);
  EXPECT_EQ(ran.failed(), 0U) << policy_test_text(ran, {});
}

}  // namespace
}  // namespace sekisho::service
