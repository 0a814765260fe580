#include "cedar/issue_json.h"

#include <gtest/gtest.h>

#include <string>

#include "cedar/parser.h"
#include "cedar/schema.h"
#include "cedar/validator.h"
#include "text/json.h"

namespace sekisho::cedar {
namespace {

TEST(IssueJson, ShowsWhereAParserStopped) {
  const std::string text = "// 関所\npermit(principal, action, resorce);\n";
  const auto read = parse_policies(text, {.file = "a.cedar"});
  ASSERT_FALSE(read);
  EXPECT_EQ(to_json(read.error(), text),
            R"({"severity":"error","code":"bad_input","message":"unexpected `resorce`, expected )"
            R"(`resource`","file":"a.cedar","line":2,"column":27,"offset":36,"length":7,)"
            R"("text":"resorce","help":"A scope is `(principal, action, resource)`, in this )"
            R"(order."})");
}

TEST(IssueJson, ShowsWhatAValidatorFound) {
  const auto schema = parse_schema(R"(entity User { age: Long }; entity Doc;
    action "view" appliesTo { principal: User, resource: Doc, context: { n: Long } };)");
  ASSERT_TRUE(schema);
  const std::string text =
      "permit(principal, action, resource)\nwhen { \"名\" == \"名\" && principal.aeg > 1 };\n"
      "forbid(principal, action, resource) when { false };";
  const auto policies = parse_policies(text, {.file = "b.cedar"});
  ASSERT_TRUE(policies);
  const ValidationReport report = validate(*policies, *schema);
  ASSERT_EQ(report.errors.size(), 1u);
  const auto error = text::JsonValue::parse(
      to_json(report.errors[0].error, text, Severity::kError, report.errors[0].policy));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->find("policy")->as_string(), "policy0");
  EXPECT_EQ(error->find("line")->as_int(), 2);
  EXPECT_EQ(error->find("column")->as_int(), 22);
  EXPECT_EQ(error->find("text")->as_string(), "principal.aeg");
  EXPECT_EQ(error->find("offset")->as_int(), static_cast<int64_t>(text.find("principal.aeg")));
  EXPECT_EQ(error->find("length")->as_int(), 13);
  EXPECT_EQ(error->find("help")->as_string(), "Did you mean `age`?");
  ASSERT_EQ(report.warnings.size(), 1u);
  const auto warning = text::JsonValue::parse(
      to_json(report.warnings[0].error, text, Severity::kWarning, report.warnings[0].policy));
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->find("severity")->as_string(), "warning");
  EXPECT_EQ(warning->find("line")->as_int(), 3);
  EXPECT_EQ(warning->find("text")->as_string(),
            "forbid(principal, action, resource) when { false };");
}

TEST(IssueJson, CutsTheOffendingTextAtACharacter) {
  std::string kanji;
  for (size_t i = 0; i < kMaxOffendingBytes; ++i) kanji += "関";
  EXPECT_EQ(offending_text({{}, 1, 1, 0, kanji.size()}, kanji).size(), 999u);
  EXPECT_EQ(offending_text({{}, 1, 1, 2, 4}, "abcdefg"), "cdef");
  EXPECT_EQ(offending_text({{}, 1, 1, 9, 4}, "abcdefg"), "");
  EXPECT_EQ(offending_text({{}, 1, 1}, "abcdefg"), "");
}

}  // namespace
}  // namespace sekisho::cedar
