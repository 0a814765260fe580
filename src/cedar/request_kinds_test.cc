#include "cedar/request_kinds.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

class RequestKindsTest : public ::testing::Test {
 protected:
  RequestKindsTest() {
    auto read = parse_schema(R"(
      entity Team; entity User in [Team] = { name?: String }; entity Robot;
      entity Photo; entity Album;
      action "all";
      action "view", "edit" in ["all"] appliesTo { principal: [User, Robot], resource: [Photo] };
      action "list" appliesTo { principal: [User], resource: [Album] };
    )");
    EXPECT_TRUE(read) << to_string(read.error());
    if (read) schema = std::move(*read);
  }

  static Policy policy(std::string_view text) {
    auto read = parse_policies(text);
    EXPECT_TRUE(read) << to_string(read.error());
    return read->policies().at(0);
  }
  size_t applicable(std::string_view text) const {
    return applicable_kinds(policy(text), schema).size();
  }
  size_t sure(std::string_view text) const {
    const Policy one = policy(text);
    return static_cast<size_t>(std::ranges::count_if(request_kinds(schema), [&](const auto& kind) {
      return scope_surely_holds(one, kind, schema);
    }));
  }

  Schema schema;
};

TEST_F(RequestKindsTest, AreWhatTheActionsApplyTo) {
  const std::vector<RequestKind> kinds = request_kinds(schema);
  ASSERT_EQ(kinds.size(), 5U);
  EXPECT_EQ(kinds.front().principal, "Robot");
  EXPECT_EQ(kinds.back().principal, "User");
}

TEST_F(RequestKindsTest, LeaveOutWhatScopeAndTypesRuleOut) {
  EXPECT_EQ(applicable("permit (principal, action, resource);"), 5U);
  EXPECT_EQ(applicable("permit (principal is Robot, action, resource);"), 2U);
  EXPECT_EQ(applicable("permit (principal, action in Action::\"all\", resource);"), 4U);
  EXPECT_EQ(applicable("permit (principal in Team::\"t\", action, resource);"), 3U);
  EXPECT_EQ(applicable("permit (principal, action, resource) when { resource is Album };"), 1U);
  EXPECT_EQ(applicable("permit (principal, action, resource) unless { resource is Album };"), 4U);
  EXPECT_EQ(applicable("permit (principal, action, resource) when { false };"), 0U);
  EXPECT_EQ(applicable("permit (principal is Robot, action, resource is Album);"), 0U);
}

TEST_F(RequestKindsTest, AScopeSurelyHoldsOnlyWhereTypesDecide) {
  EXPECT_EQ(sure("permit (principal, action, resource);"), 5U);
  EXPECT_EQ(sure("permit (principal is User, action, resource);"), 3U);
  EXPECT_EQ(sure("permit (principal, action in Action::\"all\", resource);"), 4U);
  EXPECT_EQ(sure("permit (principal, action == Action::\"view\", resource);"), 2U);
  EXPECT_EQ(sure("permit (principal == User::\"a\", action, resource);"), 0U);
  EXPECT_EQ(sure("permit (principal is User in Team::\"t\", action, resource);"), 0U);
}

}  // namespace
}  // namespace sekisho::cedar
