#include "policy/overlap.h"

#include <gtest/gtest.h>

#include "cedar/parser.h"

namespace sekisho::policy {
namespace {

constexpr std::string_view kSchema = R"(
  entity Team;
  entity User in [Team] = { kind: String, away: Bool };
  entity Photo, Album;
  action "view" appliesTo { principal: [User], resource: [Photo], context: { night: Bool } };
  action "list" appliesTo { principal: [User], resource: [Album], context: { night: Bool } };
)";

// Whether two scopes with conditions may hold together, asked both ways.
bool together(std::string_view a, std::string_view b) {
  const auto schema = cedar::parse_schema(kSchema);
  const auto policies =
      cedar::parse_policies("permit " + std::string(a) + ";permit " + std::string(b) + ";");
  EXPECT_TRUE(schema && policies) << to_string(policies.error());
  const Reach one(policies->policies()[0], *schema);
  const Reach other(policies->policies()[1], *schema);
  EXPECT_EQ(one.meets(other), other.meets(one));
  return one.meets(other);
}

bool conditions_together(const std::string& a, const std::string& b) {
  return together("(principal, action, resource) " + a, "(principal, action, resource) " + b);
}

TEST(OverlapTest, ScopesCanKeepPoliciesApart) {
  EXPECT_TRUE(together("(principal, action, resource)", "(principal, action, resource)"));
  EXPECT_FALSE(together("(principal, action == Action::\"view\", resource)",
                        "(principal, action == Action::\"list\", resource)"));
  EXPECT_FALSE(together("(principal, action, resource is Photo)",
                        "(principal, action, resource) when { resource is Album }"));
  EXPECT_FALSE(together("(principal == User::\"a\", action, resource)",
                        "(principal == User::\"b\", action, resource)"));
  EXPECT_TRUE(together("(principal == User::\"a\", action, resource)",
                       "(principal in Team::\"t\", action, resource)"));
}

TEST(OverlapTest, ConditionsCanContradictEachOther) {
  EXPECT_FALSE(conditions_together("when { context.night }", "unless { context.night }"));
  EXPECT_FALSE(
      conditions_together("when { context.night && principal.away }", "when { !principal.away }"));
  EXPECT_FALSE(
      conditions_together("unless { context.night || principal.away }", "when { principal.away }"));
  EXPECT_FALSE(
      conditions_together("when { principal.kind == \"a\" }", "when { \"b\" == principal.kind }"));
  EXPECT_FALSE(
      conditions_together("when { principal.kind == \"a\" }", "when { principal.kind != \"a\" }"));
}

TEST(OverlapTest, WhatIsNotSurelyApartMayHoldTogether) {
  EXPECT_TRUE(
      conditions_together("when { principal.kind == \"a\" }", "when { principal.kind == \"a\" }"));
  EXPECT_TRUE(
      conditions_together("when { principal.kind != \"a\" }", "when { principal.kind != \"b\" }"));
  EXPECT_TRUE(
      conditions_together("when { context.night || principal.away }", "when { !principal.away }"));
  EXPECT_TRUE(
      conditions_together("unless { context.night && principal.away }", "when { principal.away }"));
}

}  // namespace
}  // namespace sekisho::policy
