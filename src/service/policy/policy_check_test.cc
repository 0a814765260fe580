#include "service/policy/policy_check.h"

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

class PolicyCheckTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("sekisho_policy_check_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    write("app.cedarschema",
          "entity User = { name: String };\nentity Photo;\n"
          "action \"view\" appliesTo { principal: [User], resource: [Photo] };\n");
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  PolicyCheckReport check(PolicyCheckRequest request) const {
    auto report = check_policy_files(request);
    EXPECT_TRUE(report) << to_string(report.error());
    return report.value_or(PolicyCheckReport{});
  }

  fs::path root_;
};

TEST_F(PolicyCheckTest, FindsNothingInTheShippedPolicies) {
  const PolicyCheckReport report = check({.paths = {SEKISHO_ROOT "/policies"}});
  EXPECT_TRUE(report.findings.empty()) << policy_check_text(report, false);
  EXPECT_GE(report.policies, 12U);
  ASSERT_EQ(report.schemas.size(), 2U);
  EXPECT_EQ(report.schemas[0].file, SEKISHO_ROOT "/policies/barrier.cedarschema");
  EXPECT_EQ(report.schemas[1].file, SEKISHO_ROOT "/policies/office/office.cedarschema");
  // The helper's permit says that it may hold beside others.
  std::error_code ec;
  fs::copy(SEKISHO_ROOT "/policies", root_ / "p", fs::copy_options::recursive, ec);
  write("p/barrier/40.cedar", "@id(\"new\") permit (principal, action, resource);");
  EXPECT_NE(policy_check_text(check({.paths = {root_ / "p"}}), false)
                .find("`disaster-helper` and `new` may hold for one request"),
            std::string::npos);
}

TEST_F(PolicyCheckTest, MarksTheOffendingPartBelowWideCharacters) {
  write("a.cedar", "permit (principal, action, resource)\nwhen { \"関所\" == principal.nam };\n");
  const std::string file = (root_ / "a.cedar").string();
  EXPECT_EQ(policy_check_text(check({.paths = {file}}), false),
            file +
                ":2:16: error: `principal` has no attribute `nam`: it is of type User (policy "
                "`policy0`) [type]\n"
                "  2 | when { \"関所\" == principal.nam };\n"
                "    |                  ^^^^^^^^^^^^^\n"
                "  help: Did you mean `name`?\n\n"
                "1 policy validated against " +
                (root_ / "app.cedarschema").string() + "\n1 error, 0 warnings in 1 file\n");
}

TEST_F(PolicyCheckTest, WritesOutWhatCannotBeSeen) {
  write("a.cedar", "// a\u202Eb\npermit (principal, action, resource);\n");
  const std::string text = policy_check_text(check({.paths = {root_ / "a.cedar"}}), false);
  EXPECT_NE(text.find("  1 | // a<U+202E>b\n    |     ^^^^^^^^\n"), std::string::npos) << text;
}

TEST_F(PolicyCheckTest, TakesTheFilesOfAFolderAsOneSet) {
  write("a/1.cedar", "@id(\"x\") permit (principal, action, resource);");
  write("a/2.cedar", "@id(\"x\") forbid (principal, action, resource);");
  write("b/1.cedar", "@id(\"x\") permit (principal, action, resource);");
  const PolicyCheckReport report = check({.paths = {root_}});
  EXPECT_EQ(report.files, 3U);
  ASSERT_EQ(report.findings.size(), 1U) << policy_check_text(report, false);
  EXPECT_EQ(report.findings[0].rule, "duplicate-id");
  EXPECT_EQ(report.schemas[0].policies, 3U);
}

TEST_F(PolicyCheckTest, ReadsStandardInputAndANamedSchema) {
  const PolicyCheckReport report =
      check({.paths = {"-"},
             .standard_input = "permit (principal is Photo, action, resource);",
             .schema = root_ / "app.cedarschema"});
  ASSERT_FALSE(report.findings.empty());
  EXPECT_EQ(report.findings[0].error.place.file, "<standard input>");
}

TEST_F(PolicyCheckTest, GoesOnWithoutASchemaThatCannotBeRead) {
  write("app.cedarschema", "entity User = { name: Strin };\n");
  write("a.cedar", "permit (principal, action, resource) when { principal.nothing };\npermit");
  const PolicyCheckReport report = check({.paths = {root_}});
  ASSERT_EQ(report.findings.size(), 2U) << policy_check_text(report, false);
  EXPECT_EQ(report.findings[0].rule, "schema");
  EXPECT_EQ(report.findings[1].rule, "syntax");
  EXPECT_NE(policy_check_text(report, false).find("1 policy not validated"), std::string::npos);
}

TEST_F(PolicyCheckTest, WritesJsonThatOtherProgramsRead) {
  write("a.cedar", "permit (principal, action, resource) when { principal.nam == \"\" };\n");
  const auto json = text::JsonValue::parse(policy_check_json(check({.paths = {root_}})));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->find("errors")->as_int(), 1);
  const text::JsonValue& finding = json->find("findings")->items()[0];
  EXPECT_EQ(finding.find("rule")->as_string(), "type");
  EXPECT_EQ(finding.find("line")->as_int(), 1);
  EXPECT_EQ(finding.find("text")->as_string(), "principal.nam");
  EXPECT_EQ(finding.find("help")->as_string(), "Did you mean `name`?");
}

TEST_F(PolicyCheckTest, TheDocumentsExampleIsWhatItPrints) {
  write("a.cedar", "permit (principal, action, resource) when { principal.nam == \"\" };\n");
  const auto printed = text::JsonValue::parse(policy_check_json(check({.paths = {root_}})));
  std::ifstream in(SEKISHO_ROOT "/docs/formats/policy-output.md");
  const std::string document(std::istreambuf_iterator<char>(in), {});
  const size_t begin = document.find("```json\n") + 8;
  const auto example =
      text::JsonValue::parse(document.substr(begin, document.find("```", begin) - begin));
  ASSERT_TRUE(printed && example);
  const text::JsonValue& finding = printed->find("findings")->items()[0];
  for (const text::JsonMember& member : example->members()) {
    if (member.key == "file") continue;  // there with its folder
    ASSERT_NE(finding.find(member.key), nullptr) << member.key;
    EXPECT_EQ(*finding.find(member.key), member.value) << member.key;
  }
  EXPECT_EQ(finding.members().size(), example->members().size());
}

TEST_F(PolicyCheckTest, RefusesPathsThatDoNotExist) {
  const auto refused = [](PolicyCheckRequest request) {
    const auto report = check_policy_files(request);
    EXPECT_FALSE(report);
    return report ? ErrorCode::kInternal : report.error().code;
  };
  EXPECT_EQ(refused({.paths = {root_ / "nothing"}}), ErrorCode::kNotFound);
  fs::create_directories(root_ / "empty");
  EXPECT_EQ(refused({.paths = {root_ / "empty"}}), ErrorCode::kNotFound);
  write("a.cedar", "permit (principal, action, resource);");
  EXPECT_EQ(refused({.paths = {root_ / "a.cedar"}, .schema = root_ / "no.cedarschema"}),
            ErrorCode::kNotFound);
  write("b.cedarschema", "");
  EXPECT_EQ(refused({.paths = {root_ / "a.cedar"}}), ErrorCode::kUsage);
}

}  // namespace
}  // namespace sekisho::service
