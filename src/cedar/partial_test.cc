#include "cedar/partial.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

#include "cedar/entities_json.h"
#include "cedar/format.h"
#include "cedar/generated_partial_test.h"
#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

constexpr const char* kSchema = R"(
  entity Team;
  entity User in [Team] = {level: Long, teams: Set<Team>, boss?: User};
  entity Doc = {owner: User, secret: Bool, label?: String};
  action read, write appliesTo {principal: User, resource: Doc,
                                context: {urgent: Bool, device?: User, hour: Long}};
)";
constexpr const char* kEntities = R"([
  {"uid": {"type": "User", "id": "ann"}, "attrs": {"level": 3, "teams": []},
   "parents": [{"type": "Team", "id": "staff"}]},
  {"uid": {"type": "Doc", "id": "plan"}, "attrs": {"secret": true,
   "owner": {"__entity": {"type": "User", "id": "ann"}}}, "parents": []}
])";

class PartialTest : public testing::Test {
 protected:
  PartialTest() {
    request_.principal.type = "User";
    request_.action.uid = {"Action", "read"};
    request_.resource.uid = {"Doc", "plan"};
    request_.unknown_context = {"urgent", "device", "hour"};
    hidden_.known = &entities_;
  }

  // What is left of the conditions of one policy, on one line.
  std::string left(const std::string& conditions, bool typed = true) {
    const PolicySet policies =
        parse_policies("permit (principal, action, resource) " + conditions + ";").value();
    PartialOptions options;
    if (typed) options.schema = &schema_;
    const PartialPolicy policy =
        partially_evaluate(policies.policies()[0], request_, hidden_, options);
    switch (policy.state) {
      case PartialState::kHolds:
        return "holds";
      case PartialState::kFails:
        return "fails";
      case PartialState::kErrs:
        return "errs";
      case PartialState::kOpen:
        break;
    }
    std::string out;
    for (const Clause& clause : policy.residual.clauses) {
      if (!out.empty()) out += "; ";
      out += (clause.is_unless ? "unless " : "") + to_string(*clause.condition);
    }
    return out + (policy.can_hold ? "" : " (never)");
  }

  const Schema schema_ = parse_schema(kSchema).value();
  const Entities entities_ = parse_entities_json(kEntities).value();
  PartialRequest request_;
  PartialEntities hidden_;
};

TEST_F(PartialTest, FoldsWhatIsKnown) {
  EXPECT_EQ(left("when { resource.secret }"), "holds");
  EXPECT_EQ(left("when { !resource.secret }"), "fails");
  EXPECT_EQ(left("when { resource.owner.level + 1 == 4 && resource.owner in Team::\"staff\" }"),
            "holds");
  EXPECT_EQ(left("when { resource.label == \"x\" }"), "errs");
  EXPECT_EQ(left("when { resource has label && resource.label == \"x\" }"), "fails");
  EXPECT_EQ(left("when { if resource.secret then context.urgent else true }"), "context.urgent");
  EXPECT_EQ(left("when { {a: context.hour, b: 1}.b == 1 }"), "holds");
}

TEST_F(PartialTest, KeepsWhatIsNot) {
  EXPECT_EQ(left("when { resource.secret && resource.owner == principal }"),
            "User::\"ann\" == principal");
  EXPECT_EQ(left("when { [resource.owner].contains(principal) } unless { context.urgent }"),
            "principal == User::\"ann\"; unless context.urgent");
  EXPECT_EQ(left("when { context.hour < 6 || context.hour >= resource.owner.level * 6 }"),
            "context.hour < 6 || context.hour >= 18");
}

TEST_F(PartialTest, DropsAnUnknownOnlyWhereItCannotErr) {
  // By the schema every user has a level; without one, asking may err.
  EXPECT_EQ(left("when { principal.level > 3 && !resource.secret }"), "fails");
  EXPECT_EQ(left("when { principal.level > 3 && !resource.secret }", false),
            "principal.level > 3 && false (never)");
  EXPECT_EQ(left("when { principal.level > 3 } when { !resource.secret }", false),
            "principal.level > 3; false (never)");
  EXPECT_EQ(left("when { principal.level + 1 > 3 && !resource.secret }"),
            "principal.level + 1 > 3 && false (never)");
  EXPECT_EQ(left("when { principal == User::\"bob\" && !resource.secret }", false), "fails");
  // What was asked for with `has` is there.
  EXPECT_EQ(left("when { principal has boss && principal.boss == principal && false }"), "fails");
  EXPECT_EQ(left("when { principal.boss == principal && false }"),
            "principal.boss == principal && false (never)");
  EXPECT_EQ(left("when { principal has boss } when { principal.boss == principal } when { false }"),
            "fails");
}

TEST_F(PartialTest, UsesTypes) {
  EXPECT_EQ(left("when { principal is User }"), "holds");
  EXPECT_EQ(left("when { principal is Doc && context.urgent }"), "fails");
  EXPECT_EQ(left("when { principal == Doc::\"plan\" }"), "fails");
  EXPECT_EQ(left("when { principal in resource }"), "fails");
  EXPECT_EQ(left("when { principal.teams.containsAny(resource.owner.teams) }"), "fails");
  EXPECT_EQ(left("when { principal.teams.containsAny(resource.owner.teams) }", false),
            "principal.teams.containsAny([])");
}

TEST_F(PartialTest, LeavesOutOfScopesWhatIsKnown) {
  const PolicySet policies = parse_policies(R"(
    permit (principal is User in Team::"staff", action in [Action::"read"], resource == Doc::"plan");
    permit (principal is Doc, action, resource);
    forbid (principal == User::"eve", action == Action::"write", resource);
  )")
                                 .value();
  const PartialAnswer answer = partially_authorize(policies, request_, hidden_);
  EXPECT_EQ(answer.decision, std::nullopt);
  ASSERT_EQ(answer.policies.size(), 1U);
  EXPECT_EQ(to_string(answer.policies[0].residual),
            "permit(principal is User in Team::\"staff\", action, resource);\n");
  request_.principal = {.uid = {{"User", "ann"}}};
  EXPECT_EQ(partially_authorize(policies, request_, hidden_).decision, Decision::kAllow);
  hidden_.gaps[{"User", "ann"}].parents = true;
  EXPECT_EQ(partially_authorize(policies, request_, hidden_).decision, Decision::kAllow);
  request_.principal = {.uid = {{"User", "bob"}}};
  EXPECT_EQ(partially_authorize(policies, request_, hidden_).decision, Decision::kDeny);
  hidden_.others = true;
  EXPECT_EQ(partially_authorize(policies, request_, hidden_).decision, std::nullopt);
}

TEST_F(PartialTest, DecidesWhereOpenPoliciesCannotChangeTheDecision) {
  const auto decide = [&](const char* text) {
    return partially_authorize(parse_policies(text).value(), request_, hidden_).decision;
  };
  EXPECT_EQ(decide("permit (principal, action, resource) when { context.urgent };"
                   "forbid (principal, action, resource);"),
            Decision::kDeny);
  EXPECT_EQ(decide("permit (principal, action, resource) when { context.urgent };"
                   "permit (principal, action, resource);"),
            Decision::kAllow);
  EXPECT_EQ(decide("forbid (principal, action, resource) when { context.urgent };"
                   "permit (principal, action, resource);"),
            std::nullopt);
  EXPECT_EQ(decide("permit (principal, action, resource) when { principal.level > 2 && false };"),
            Decision::kDeny);
}

TEST_F(PartialTest, CannotTellStandInsFromNames) {
  hidden_.stand_ins = {"User"};
  EXPECT_EQ(left("when { resource.owner == resource.owner }"), "holds");
  EXPECT_EQ(left("when { resource.owner == User::\"bob\" }"), "User::\"ann\" == User::\"bob\"");
  EXPECT_EQ(left("when { resource.owner == Team::\"bob\" }"), "fails");
  EXPECT_EQ(left("when { [User::\"ann\"].contains(resource.owner) }"),
            "[User::\"ann\"].contains(User::\"ann\")");
}

TEST_F(PartialTest, KeepsLargeValuesAsWritten) {
  request_.unknown_context.clear();
  std::vector<Value> users;
  for (int i = 0; i < 100; ++i) users.push_back(Value::entity({"User", std::to_string(i)}));
  request_.context = Value::record({{"users", Value::set(std::move(users))}});
  EXPECT_EQ(left("when { context.users.contains(principal) }"),
            "context.users.contains(principal)");
}

TEST_F(PartialTest, SaysWhichClauseIsLeft) {
  const PolicySet policies = parse_policies(R"(
    permit (principal, action, resource)
    when { resource.secret } when { context.urgent } unless { !resource.secret }
    unless { context.hour == 3 };)")
                                 .value();
  const PartialPolicy policy =
      partially_evaluate(policies.policies()[0], request_, hidden_, {.schema = &schema_});
  EXPECT_EQ(policy.clauses, (std::vector<size_t>{1, 3}));
  EXPECT_FALSE(policy.can_err);
}

std::vector<uint8_t> random_bytes(std::mt19937_64& random) {
  std::vector<uint8_t> bytes(random() % 3000);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
  return bytes;
}

RC_GTEST_PROP(PartialProperty, ResidualsEqualTheirPolicies, ()) {
  std::mt19937_64 random(*rc::gen::noShrink(rc::gen::arbitrary<uint64_t>()));
  for (int i = 0; i < 50; ++i) {
    const auto difference = PartialCaseGenerator(random_bytes(random)).difference();
    if (difference) RC_FAIL(*difference);
  }
}

RC_GTEST_PROP(PartialProperty, ResidualsBySchemaEqualTheirPolicies, ()) {
  static const Schema kDeclared = parse_schema(PartialCaseGenerator::kSchema).value();
  std::mt19937_64 random(*rc::gen::noShrink(rc::gen::arbitrary<uint64_t>()));
  for (int i = 0; i < 50; ++i) {
    const auto difference = PartialCaseGenerator(random_bytes(random)).difference_by(kDeclared);
    if (difference) RC_FAIL(*difference);
  }
}

}  // namespace
}  // namespace sekisho::cedar
