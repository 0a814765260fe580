#include "cedar/footprint.h"

#include <gtest/gtest.h>

#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

using Names = std::set<std::string, std::less<>>;

Footprint of(std::string_view condition, std::string_view scope = "principal, action, resource") {
  const std::string text =
      "permit(" + std::string(scope) + ") when { " + std::string(condition) + " };";
  const auto policies = parse_policies(text);
  EXPECT_TRUE(policies) << to_string(policies.error());
  return footprint(*policies);
}

TEST(Footprint, NamesAttributesAndPaths) {
  const Footprint out = of("context.account.holder == principal && resource has site.open");
  EXPECT_EQ(out.attributes, (Names{"account", "holder", "open", "site"}));
  EXPECT_EQ(out.paths, (Names{"context.account.holder", "principal", "resource.site.open"}));
  EXPECT_TRUE(out.deep_paths.empty());
  EXPECT_TRUE(out.paths_complete);
  EXPECT_EQ(out.variables, (Names{"principal"}));
  EXPECT_TRUE(out.reads_path("context.account"));
  EXPECT_FALSE(out.reads_path("context.account.number"));
  EXPECT_FALSE(out.reads_path("resource.name"));
  EXPECT_TRUE(out.reads_attribute("open"));
  EXPECT_FALSE(out.uses_ancestors);
}

TEST(Footprint, ComparedRecordsMatterAsAWhole) {
  const Footprint out = of("context.place == {site: 1} && context == resource.wanted");
  EXPECT_TRUE(out.reads_path("context.place.site"));
  EXPECT_TRUE(out.reads_path("context.anything"));
  EXPECT_TRUE(out.reads_path("resource.wanted.x"));
}

TEST(Footprint, FollowsBothBranches) {
  const Footprint out = of("(if context.a then principal else resource).name == \"x\"");
  EXPECT_EQ(out.paths, (Names{"context.a", "principal.name", "resource.name"}));
  EXPECT_TRUE(out.paths_complete);
}

TEST(Footprint, GivesUpPathsWhereAValueIsComputed) {
  const Footprint out = of("{x: principal}.x.name == \"a\" || principal.getTag(\"t\").deep > 1");
  EXPECT_FALSE(out.paths_complete);
  EXPECT_TRUE(out.reads_path("principal.name"));
  EXPECT_FALSE(out.reads_path("principal.other"));
  EXPECT_EQ(out.tags, (Names{"t"}));
  EXPECT_FALSE(out.computed_tags);
  EXPECT_TRUE(of("principal.hasTag(context.key)").computed_tags);
}

TEST(Footprint, TellsSetsThatAreOnlyAskedForOneElement) {
  const Footprint out =
      of("context.a.users.contains(principal) || context.empty.isEmpty() || "
         "context.b.all.containsAll([principal]) || context.c == [principal]");
  EXPECT_EQ(out.whole_attributes, (Names{"a", "all", "b", "c"}));
  EXPECT_EQ(out.attributes, (Names{"a", "all", "b", "c", "empty", "users"}));
}

TEST(Footprint, NamesEntitiesTypesAndAncestors) {
  const Footprint out = of("principal is User && resource.owner == User::\"a\"",
                           "principal in Team::\"t\", action == Action::\"v\", resource is Photo");
  EXPECT_EQ(out.types, (Names{"Photo", "User"}));
  EXPECT_EQ(out.entities.size(), 3u);
  EXPECT_TRUE(out.uses_ancestors);
  EXPECT_EQ(out.variables, (Names{"action", "principal", "resource"}));
}

}  // namespace
}  // namespace sekisho::cedar
