#include "cedar/authorizer.h"

#include <gtest/gtest.h>

#include "cedar/entities_json.h"
#include "cedar/parser.h"
#include "cedar/trace.h"

namespace sekisho::cedar {
namespace {

const char* const kEntities = R"([
  {"uid": {"type": "User", "id": "a"}, "parents": [{"type": "Team", "id": "t"}],
   "attrs": {"age": 30, "friend": {"__entity": {"type": "User", "id": "b"}},
             "limit": {"__extn": {"fn": "decimal", "arg": "1.5"}}},
   "tags": {"role": "admin"}},
  {"uid": {"type": "User", "id": "b"}, "parents": [], "attrs": {"age": 20}},
  {"uid": {"type": "Team", "id": "t"}, "parents": [{"type": "Team", "id": "top"}], "attrs": {}}
])";

class Authorizer : public testing::Test {
 protected:
  // What `expression` evaluates to, or its error.
  std::string value(std::string_view expression) const {
    const auto expr = parse_expression(expression);
    if (!expr) return "parse error: " + to_string(expr.error());
    const auto out = evaluate(**expr, request_, entities_);
    return out ? to_string(*out) : to_string(out.error());
  }

  Entities entities_ = parse_entities_json(kEntities).value();
  Request request_{{"User", "a"},
                   {"Action", "view"},
                   {"Photo", "p"},
                   parse_context_json(R"({"n": 5, "inner": {"x": {"y": 1}}})").value()};
};

TEST_F(Authorizer, EvaluatesEveryOperator) {
  for (const char* text : {
           "1 + 2 * 3 == 7 && -(1) == -1 && 5 - 7 < -1",
           "1 != \"1\" && !(1 == true) && 2 >= 2 && 3 > 2 && 2 <= 2",
           "principal in Team::\"top\" && principal in principal && !(principal in [])",
           "principal in [Team::\"x\", Team::\"t\"] && !(Team::\"t\" in principal)",
           "principal is User in Team::\"t\" && !(principal is Team in 5) && !(resource is User)",
           "principal.friend.age == 20 && principal[\"age\"] == 30",
           "principal has friend.age && !(principal has friend.friend) && !(resource has x)",
           "context has inner.x.y && !(context has inner.z.y)",
           "principal.hasTag(\"role\") && principal.getTag(\"role\") == \"admin\"",
           "!principal.hasTag(\"no\") && !resource.hasTag(\"role\")",
           "[1, [2]].contains([2]) && [1, 2].containsAll([2]) && [1].containsAny([1, 3])",
           "[].isEmpty() && [].containsAll([]) && ![].containsAny([])",
           "\"a*b\" like \"a\\*b\" && \"axxb\" like \"a*b\" && !(\"ab\" like \"a*b*c\")",
           "\"\" like \"*\" && \"東京都\" like \"*京*\" && !(\"x\" like \"\")",
           "if context.n > 4 then true else context.none",
           "true || context.none || 5",
           "!(false && context.none)",
           "{a: 1, b: 2} == {b: 2, a: 1} && {a: 1}.a == 1",
           "decimal(\"1.50\") == principal.limit && decimal(\"1.0\").lessThan(decimal(\"1.1\"))",
           "datetime(\"2024-01-02\").durationSince(datetime(\"2024-01-01\")) == duration(\"1d\")",
           "datetime(\"1969-12-31T23:00:00Z\").toDate() == datetime(\"1969-12-31\")",
           "datetime(\"1969-12-31T23:00:00Z\").toTime() == duration(\"23h\")",
           "duration(\"-90m\").toHours() == -1 && duration(\"1d\").toMinutes() == 1440",
           "datetime(\"2024-01-01\") < datetime(\"2024-01-02\") && duration(\"1s\") <= "
           "duration(\"1000ms\")",
           "ip(\"10.0.0.1\").isInRange(ip(\"10.0.0.0/8\")) && ip(\"::1\").isLoopback()",
       }) {
    EXPECT_EQ(value(text), "true") << text;
  }
}

TEST_F(Authorizer, ReportsTheErrorsOfTheLanguage) {
  EXPECT_EQ(value("1 + \"a\""), "1:1: expected long, got string `\"a\"`");
  EXPECT_EQ(value("true && 5"), "1:9: expected bool, got long `5`");
  EXPECT_EQ(value("9223372036854775807 + 1"),
            "1:1: `9223372036854775807 + 1` passes the range of a Long");
  EXPECT_EQ(value("-(-9223372036854775808)"),
            "1:1: `0 - -9223372036854775808` passes the range of a Long");
  EXPECT_EQ(value("principal.ag"),
            "1:1: `User::\"a\"` has no attribute `ag`\n  help: Did you mean `age`?");
  EXPECT_EQ(value("resource.x"), "1:1: entity `Photo::\"p\"` does not exist");
  // Fields are evaluated by their names, whatever their order.
  EXPECT_EQ(value("{b: resource.x, a: 1 + true}"), "1:20: expected long, got bool `true`");
  EXPECT_EQ(value("principal.getTag(\"x\")"),
            "1:1: `User::\"a\"` has no tag \"x\"\n  help: Ask with `hasTag` first.");
  EXPECT_EQ(value("1 in [2]"),
            "1:1: expected entity, got long `1`\n  help: `in` asks for ancestors; use `contains` "
            "for sets.");
  EXPECT_EQ(value("principal in [principal, 1]"), "1:1: expected entity, got long `1`");
  EXPECT_EQ(value("decimal(\"x\")"),
            "1:1: `x` is not a decimal: it has no point\n  help: Write digits, a point and one to "
            "four digits: `12.5`.");
  EXPECT_EQ(value("decimal(\"1.0\") < decimal(\"2.0\")"),
            "1:1: expected long, datetime or duration, got decimal `decimal(\"1.0000\")`");
  EXPECT_EQ(value("ip(\"::1\", 1)"), "1:1: `ip` takes 1 values, not 2");
  EXPECT_EQ(value("\"a\" like \"*\" && 1 like \"*\""), "1:17: expected string, got long `1`");
}

TEST_F(Authorizer, ForbidWinsAndErringPoliciesAreReported) {
  const auto policies = parse_policies(R"(
    permit(principal, action, resource) when { principal.age > 18 };
    permit(principal, action, resource) when { principal.nothing };
    permit(principal == User::"b", action, resource);
    forbid(principal, action, resource) when { context.n > 5 };)",
                                       {.file = "p.cedar"});
  Answer answer = is_authorized(*policies, request_, entities_);
  EXPECT_EQ(answer.decision, Decision::kAllow);
  EXPECT_EQ(answer.reasons, std::vector<std::string>{"policy0"});
  ASSERT_EQ(answer.errors.size(), 1u);
  EXPECT_EQ(answer.errors[0].policy, "policy1");
  EXPECT_EQ(answer.errors[0].error.place, (Place{"p.cedar", 3, 48, 117, 17}));

  request_.context = Value::record({{"n", Value::integer(6)}});
  answer = is_authorized(*policies, request_, entities_);
  EXPECT_EQ(answer.decision, Decision::kDeny);
  EXPECT_EQ(answer.reasons, std::vector<std::string>{"policy3"});
}

TEST_F(Authorizer, DeniesByDefault) {
  const Answer answer = is_authorized(PolicySet(), request_, entities_);
  EXPECT_EQ(answer.decision, Decision::kDeny);
  EXPECT_TRUE(answer.reasons.empty());
}

TEST_F(Authorizer, TracesEveryClauseAndWhatItRead) {
  const auto policies = parse_policies(R"(
    permit(principal in Team::"top", action, resource)
    when { principal.age > 40 } unless { context.none } when { context.inner.x.y == 1 };)",
                                       {.file = "p.cedar"});
  const PolicyTrace traced = trace(policies->policies()[0], request_, entities_);
  EXPECT_TRUE(traced.scope_matches());
  EXPECT_FALSE(traced.satisfied);
  ASSERT_EQ(traced.clauses.size(), 3u);
  EXPECT_EQ(traced.clauses[0].state, ClauseState::kFailed);
  EXPECT_EQ(traced.clauses[0].text, "principal.age > 40");
  ASSERT_EQ(traced.clauses[0].reads.size(), 1u);
  EXPECT_EQ(traced.clauses[0].reads[0].path, "principal.age");
  EXPECT_EQ(traced.clauses[0].reads[0].value, Value::integer(30));
  EXPECT_EQ(traced.clauses[1].state, ClauseState::kErred);
  EXPECT_EQ(traced.clauses[1].error->message, "the record has no attribute `none`");
  EXPECT_FALSE(traced.clauses[1].reads.at(0).value);
  EXPECT_EQ(traced.clauses[2].state, ClauseState::kSatisfied);
  EXPECT_EQ(traced.clauses[2].reads.back().path, "context.inner.x.y");

  request_.principal = {"User", "b"};
  const PolicyTrace outside = trace(policies->policies()[0], request_, entities_);
  EXPECT_FALSE(outside.principal_matches);
  EXPECT_TRUE(outside.action_matches);
  EXPECT_EQ(outside.clauses[0].state, ClauseState::kNotReached);
}

TEST(Entities, SurvivesCycles) {
  Entities entities;
  entities.put({{"T", "a"}, {}, {}, {{"T", "b"}}});
  entities.put({{"T", "b"}, {}, {}, {{"T", "a"}, {"T", "outside"}}});
  EXPECT_TRUE(entities.is_in({"T", "a"}, {"T", "outside"}));
  EXPECT_FALSE(entities.is_in({"T", "a"}, {"T", "c"}));
  EXPECT_FALSE(entities.check_acyclic());
  entities.put({{"T", "b"}, {}, {}, {}});
  EXPECT_TRUE(entities.check_acyclic());
}

TEST(EntitiesJson, RefusesWhatIsWrong) {
  for (
      const char* text : {
          R"({})",
          R"([{"uid": {"type": "T", "id": "a"}, "attrs": {}}])",
          R"([{"uid": {"type": "T T", "id": "a"}, "attrs": {}, "parents": []}])",
          R"([{"uid": {"type": "T", "id": "a"}, "attrs": {"x": null}, "parents": []}])",
          R"([{"uid": {"type": "T", "id": "a"}, "attrs": {"x": 1.5}, "parents": []}])",
          R"([{"uid": {"type": "T", "id": "a"}, "attrs": {"x": 1, "x": 1}, "parents": []}])",
          R"([{"uid": {"type": "T", "id": "a"}, "attrs": {}, "parents": [], "z": 1}])",
          R"([{"uid": {"type": "T", "id": "a"}, "attrs": {}, "parents": [{"type": "T", "id": "a"}]}])",
          R"([{"uid": {"type": "T", "id": "a"}, "attrs": {"x": {"__extn": {"fn": "ip", "arg": "x"}}},
               "parents": []}])",
          R"([{"uid": {"type": "T", "id": "a"}, "parents": [],
               "attrs": {"x": {"__extn": {"fn": "ip", "arg": "::1"}, "y": 1}}}])",
          R"([{"uid": {"type": "T", "id": "a"}, "parents": [],
               "attrs": {"x": {"__entity": {"type": "T", "id": "a"}, "y": 1}}}])",
          R"([{"uid": {"type": "T", "id": "a"}, "attrs": {}, "parents": []},
               {"uid": {"type": "T", "id": "a"}, "attrs": {"x": 1}, "parents": []}])",
      }) {
    EXPECT_FALSE(parse_entities_json(text)) << text;
  }
  EXPECT_FALSE(parse_context_json("[]"));
}

}  // namespace
}  // namespace sekisho::cedar
