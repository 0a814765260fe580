#include "service/policy/policy_convert.h"

#include <gtest/gtest.h>

#include "cedar/est_json.h"
#include "cedar/parser.h"
#include "service/policy/policy_files.h"

namespace sekisho::service {
namespace {

std::string converted(const std::string& text, bool fill_links = false) {
  const auto out =
      convert_policies({.paths = {"-"}, .standard_input = text, .fill_links = fill_links});
  return out ? out->text : "refused: " + out.error().message;
}

TEST(PolicyConvertTest, TheShippedPoliciesComeBackTheSame) {
  for (const char* folder : {"barrier", "doubts", "routes"}) {
    const auto json =
        convert_policies({.paths = {std::string(SEKISHO_ROOT "/policies/") + folder}});
    ASSERT_TRUE(json) << to_string(json.error());
    const std::string text = converted(json->text);
    const auto policies = cedar::parse_policies(text, {.ids_from_annotation = true});
    ASSERT_TRUE(policies) << text;
    EXPECT_EQ(converted(text), json->text);
  }
}

TEST(PolicyConvertTest, SchemasComeBackTheSame) {
  const auto json = convert_policies({.paths = {SEKISHO_ROOT "/policies/barrier.cedarschema"}});
  ASSERT_TRUE(json) << to_string(json.error());
  const std::string text = converted(json->text);
  EXPECT_NE(text.find("grants: Set<{ account: Account, terminal: Terminal }>"), std::string::npos)
      << text;
  EXPECT_EQ(converted(text), json->text);
}

TEST(PolicyConvertTest, KeepsIdsThatTextCannotGiveByItself) {
  const std::string one =
      R"({"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"conditions":[]})";
  EXPECT_EQ(converted(one), "permit (principal, action, resource);\n");
  EXPECT_EQ(converted(R"({"staticPolicies":{"p":)" + one + "}}"),
            "@id(\"p\")\npermit (principal, action, resource);\n");
  EXPECT_EQ(converted(R"({"staticPolicies":{"policy0":)" + one + "}}"),
            "permit (principal, action, resource);\n");
  std::string named = one;
  named.insert(1, R"("annotations":{"id":"mine"},)");
  const auto lost = convert_policies(
      {.paths = {"-"}, .standard_input = R"({"staticPolicies":{"p":)" + named + "}}"});
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->notes,
            std::vector<std::string>{"the id `p` is lost: the policy says @id(\"mine\") itself"});
}

TEST(PolicyConvertTest, WritesLinksOnlyWhenAsked) {
  const std::string set =
      R"({"staticPolicies":{},"templates":{"t":{"effect":"permit","principal":{"op":"==","slot":"?principal"},)"
      R"("action":{"op":"All"},"resource":{"op":"All"},"conditions":[]}},)"
      R"("templateLinks":[{"templateId":"t","newId":"l","values":{"?principal":{"type":"U","id":"a"}}}]})";
  EXPECT_TRUE(converted(set).starts_with("refused: the text of policies has no form for the link"));
  EXPECT_EQ(converted(set, true),
            "@id(\"t\")\npermit (principal == ?principal, action, resource);\n\n"
            "@id(\"l\")\npermit (principal == U::\"a\", action, resource);\n");
}

TEST(PolicyConvertTest, RefusesWhatItCannotRead) {
  EXPECT_TRUE(converted("nonsense").starts_with("refused: "));
  EXPECT_EQ(converted("{\"staticPolicies\": 1}"), "refused: `staticPolicies` is not an object");
  EXPECT_EQ(converted("{\"templateLinks\": {}}"), "refused: `templateLinks` is not an array");
  EXPECT_TRUE(converted("{").starts_with("refused: "));
  EXPECT_FALSE(convert_policies({.paths = {"nothing.cedar"}}));
  // Three sets with policies of one id are not one set.
  EXPECT_FALSE(convert_policies({.paths = {SEKISHO_ROOT "/policies/barrier/10-own-staff.cedar",
                                           SEKISHO_ROOT "/policies/nothing"}}));
}

}  // namespace
}  // namespace sekisho::service
