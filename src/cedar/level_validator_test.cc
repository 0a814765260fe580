#include "cedar/level_validator.h"

#include <gtest/gtest.h>

#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

// The lowest level at which the condition validates, 9 when none does.
uint32_t level_of(const std::string& condition, const std::string& scope = "principal") {
  static const Schema schema = parse_schema(R"(
    entity Team;
    entity User in [Team] = { name: String, boss: User, home: { of: User } } tags User;
    action look appliesTo { principal: User, resource: User, context: { u: User } };
  )")
                                   .value();
  const auto policies = parse_policies(
      "permit(" + scope + ", action == Action::\"look\", resource) when { " + condition + " };");
  EXPECT_TRUE(policies) << to_string(policies.error());
  for (uint32_t level = 0; level < 9; ++level) {
    if (validate_with_level(*policies, schema, level).passed()) return level;
  }
  return 9;
}

TEST(Level, CountsTheEntitiesThatAreFollowed) {
  EXPECT_EQ(level_of("principal == resource"), 0u);
  EXPECT_EQ(level_of("context.u == principal"), 0u);
  EXPECT_EQ(level_of("principal.name == \"a\""), 1u);
  EXPECT_EQ(level_of("true", "principal in Team::\"t\""), 1u);
  EXPECT_EQ(level_of("context.u.boss == principal"), 1u);
  EXPECT_EQ(level_of("principal.home.of.name == \"a\""), 2u);
  EXPECT_EQ(level_of("principal.boss.boss in resource"), 3u);
  EXPECT_EQ(level_of("principal has boss.boss.name"), 3u);
  EXPECT_EQ(level_of("principal.hasTag(\"t\") && principal.getTag(\"t\").name == \"a\""), 2u);
  EXPECT_EQ(level_of("(if principal == resource then principal.boss else principal).name == \"a\""),
            2u);
  EXPECT_EQ(level_of("{a: principal.boss, b: 1}.a.name == \"a\""), 2u);
  EXPECT_EQ(level_of("principal == resource || principal is Team && principal.boss.name == \"a\""),
            0u);
}

TEST(Level, NeverFollowsLiterals) {
  EXPECT_EQ(level_of("User::\"a\".name == \"a\""), 9u);
  EXPECT_EQ(level_of("User::\"a\" in resource"), 9u);
  EXPECT_EQ(level_of("Action::\"look\" in action"), 1u);
}

}  // namespace
}  // namespace sekisho::cedar
