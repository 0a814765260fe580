#include "cedar/validator.h"

#include <gtest/gtest.h>

#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

const char* const kSchema = R"(
entity Team;
entity User in [Team] = { name: String, age?: Long, site: { city?: String } } tags String;
entity Robot = { name: String };
entity Color enum ["red", "green"];
entity Doc = { owner: User, colors: Set<Color>, made: datetime };
action look appliesTo { principal: [User, Robot], resource: Doc, context: { n: Long } };
action edit in look appliesTo { principal: User, resource: Doc };
action idle;
)";

// The messages of errors, or "ok"; "warned: …" when there are warnings only.
std::string verdict(std::string_view policy, ValidationMode mode = ValidationMode::kStrict) {
  static const Schema schema = parse_schema(kSchema).value();
  const auto policies = parse_policies(policy);
  if (!policies) return "does not parse: " + to_string(policies.error());
  const ValidationReport report = validate(*policies, schema, mode);
  std::string out;
  for (const ValidationIssue& issue : report.errors) {
    out += (out.empty() ? "" : "; ") + issue.error.message;
  }
  if (!out.empty()) return out;
  return report.warnings.empty() ? "ok" : "warned: " + report.warnings.front().error.message;
}

std::string of_condition(const std::string& condition,
                         ValidationMode mode = ValidationMode::kStrict) {
  return verdict(
      "permit(principal is User, action == Action::\"look\", resource) when { " + condition + " };",
      mode);
}

TEST(Validator, AcceptsWhatCannotFail) {
  for (const char* condition : {
           "principal.name like \"a*\" && context.n > 1",
           "principal has age && principal.age > 18",
           "principal has site.city && principal.site.city == \"x\"",
           "principal.hasTag(\"t\") && principal.getTag(\"t\") == \"x\"",
           "resource.owner == principal || resource.colors.contains(Color::\"red\")",
           "resource.made < datetime(\"2024-01-01\")",
           "if principal has age then principal.age == 1 else false",
           "(principal has age && principal.age == 1) || principal in Team::\"t\"",
       }) {
    EXPECT_EQ(of_condition(condition), "ok") << condition;
  }
  EXPECT_EQ(verdict("permit(principal in ?principal, action, resource == ?resource);"), "ok");
}

TEST(Validator, FindsMistakes) {
  EXPECT_EQ(of_condition("principal.nam == \"x\""),
            "`principal` has no attribute `nam`: it is of type User");
  EXPECT_EQ(of_condition("principal.age > 1"), "the attribute `age` of User is optional");
  EXPECT_EQ(of_condition("principal has age || principal.age > 1"),
            "the attribute `age` of User is optional");
  EXPECT_EQ(of_condition("principal.name + 1 == 2"),
            "`principal.name` is of type String, expected Long");
  EXPECT_EQ(of_condition("principal.getTag(\"t\") == \"x\""),
            "the tag in `principal.getTag(\"t\")` may be absent");
  EXPECT_EQ(of_condition("resource == Color::\"blue\""),
            "`Color::\"blue\"` is not one of the entities that `Color` enumerates");
  EXPECT_EQ(of_condition("principal.name"), "`principal.name` is of type String, expected Bool");
  EXPECT_EQ(of_condition("ip(\"x\").isIpv4()"), "`x` is not an IP address or range");
  EXPECT_EQ(of_condition("context.n < resource.made"),
            "`resource.made` is of type datetime, expected Long");
}

TEST(Validator, KnowsNamesAndApplications) {
  EXPECT_EQ(
      verdict("permit(principal == Usr::\"a\", action, resource);"),
      "the schema has no entity type `Usr`; no action of the schema applies to what the scope "
      "allows");
  EXPECT_EQ(verdict("permit(principal, action == Action::\"lok\", resource);"),
            "the schema has no action `Action::\"lok\"`; no action of the schema applies to what "
            "the scope allows");
  EXPECT_EQ(verdict("permit(principal is Robot, action == Action::\"edit\", resource);"),
            "no action of the schema applies to what the scope allows");
}

TEST(Validator, StrictAskForOneTypeWherePermissiveDoesNot) {
  const char* const mixed =
      "resource.owner == (if true then principal else principal) && "
      "[User::\"a\", Team::\"t\"].contains(principal)";
  EXPECT_EQ(of_condition(mixed), "a set holds User and Team, which have no common type");
  EXPECT_EQ(of_condition(mixed, ValidationMode::kPermissive), "ok");
  EXPECT_EQ(of_condition("principal.name == 1"), "`principal.name == 1` compares String with Long");
  EXPECT_EQ(of_condition("principal.name == 1", ValidationMode::kPermissive), "ok");
  EXPECT_EQ(of_condition("resource.colors == []"), "an empty set has no type");
  EXPECT_EQ(of_condition("decimal(principal.name) == decimal(\"1.0\")"),
            "`decimal` is called with something that is not a literal");
}

TEST(Validator, WarnsOfPoliciesThatNeverApply) {
  EXPECT_EQ(of_condition("principal is Robot"), "warned: the policy can never apply");
  EXPECT_EQ(of_condition("false && principal.nonsense"), "warned: the policy can never apply");
}

TEST(Validator, IsNotCertainBehindAClauseWithoutAType) {
  const Schema schema = parse_schema(kSchema).value();
  const auto warnings = [&](const std::string& clauses) {
    const std::string text =
        "permit(principal is User, action == Action::\"look\", resource) " + clauses + ";";
    const auto policies = parse_policies(text);
    if (!policies) return std::string(to_string(policies.error()));
    std::string out;
    for (const ValidationIssue& issue : validate(*policies, schema).warnings) {
      out += issue.error.message;
    }
    return out;
  };
  const std::string never = "the policy can never apply";
  EXPECT_EQ(warnings("when { principal.nonsense } when { false }"), "");
  EXPECT_EQ(warnings("when { false } when { principal.nonsense }"), never);
  EXPECT_EQ(warnings("unless { principal.nonsense } when { false }"), never);
  EXPECT_EQ(warnings("when { principal.name == 1 } when { false }"), never);
  // What is surely true stays so beside something that is wrong.
  EXPECT_EQ(warnings("unless { (principal.name == 1 || true) && (ip(\"x\").isIpv4() || true) }"),
            never);
}

TEST(Validator, ChecksLinks) {
  const Schema schema = parse_schema(kSchema).value();
  auto policies = parse_policies("permit(principal == ?principal, action, resource);").value();
  ASSERT_TRUE(policies.link("policy0", "good", {{Slot::kPrincipal, {"User", "a"}}}));
  EXPECT_TRUE(validate(policies, schema).passed());
  ASSERT_TRUE(policies.link("policy0", "bad", {{Slot::kPrincipal, {"Team", "a"}}}));
  const ValidationReport report = validate(policies, schema);
  ASSERT_EQ(report.errors.size(), 1u);
  EXPECT_EQ(report.errors[0].policy, "bad");
}

}  // namespace
}  // namespace sekisho::cedar
