#include "cedar/est_json.h"

#include <gtest/gtest.h>

#include "cedar/format.h"
#include "cedar/parser.h"
#include "text/json.h"

namespace sekisho::cedar {
namespace {

const char* const kPolicies = R"(
@id("a") @bare
permit(principal is User in ?principal, action in [Action::"x", Action::"y"], resource == X::"y")
when { principal has a.b && context.x like "ab*c\*" && -5 < --3 && principal has "q r" }
unless { principal is A in B::"c" && ip("1.1.1.1").isInRange(context["z"]) };
forbid(principal in T::"t", action == Action::"x", resource is R)
when { [1, 2].contains(1) && {a: 1, "b c": 2}.a > 0 && [].isEmpty() && -(principal.n) != 1 }
when { (if true then 1 else 2) >= 4 || !(principal.getTag("x") == "y") };
permit(principal, action in Action::"z", resource);)";

TEST(Est, KeepsEveryForm) {
  auto policies = parse_policies(kPolicies).value();
  ASSERT_TRUE(policies.link("policy0", "linked", {{Slot::kPrincipal, {"Team", "t"}}}));
  const std::string json = to_est_json(policies);
  const auto back = parse_policy_set_est(json);
  ASSERT_TRUE(back) << to_string(back.error()) << "\n" << json;
  ASSERT_EQ(back->size(), policies.size());
  for (const Policy& policy : policies) {
    EXPECT_EQ(to_string(*back->find(policy.id)), to_string(policy));
  }
  EXPECT_EQ(to_string(back->templates()[0]), to_string(policies.templates()[0]));
  EXPECT_EQ(back->find("linked")->link->template_id, "policy0");
  EXPECT_EQ(to_est_json(*back), json);
}

TEST(Est, IsTheStandardsForm) {
  const auto policies = parse_policies(
      "@id(\"a\") permit(principal == U::\"p\", action, resource) when { context.n like \"a*\" };");
  EXPECT_EQ(to_est_json(policies->policies()[0]),
            R"({"effect":"permit","principal":{"op":"==","entity":{"type":"U","id":"p"}},)"
            R"("action":{"op":"All"},"resource":{"op":"All"},"conditions":[{"kind":"when","body":)"
            R"({"like":{"left":{".":{"left":{"Var":"context"},"attr":"n"}},"pattern":)"
            R"([{"Literal":"a"},"Wildcard"]}}}],"annotations":{"id":"a"}})");
}

TEST(Est, ReadsCompositeValues) {
  const auto policy = parse_policy_est(
      R"({"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},
          "conditions":[{"kind":"when","body":{"==":{"left":{"Value":[1,{"__extn":{"fn":"ip","arg":"::1"}}]},
          "right":{"Value":{"a":{"__entity":{"type":"T","id":"x"}}}}}}}]})",
      "p");
  ASSERT_TRUE(policy) << to_string(policy.error());
  EXPECT_EQ(to_string(*policy->clauses[0].condition), "[1, ip(\"::1\")] == {a: T::\"x\"}");
  // Values are kept as they are written: not sorted, not worked out.
  const auto kept = parse_policy_est(
      R"({"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},
          "conditions":[{"kind":"when","body":{"Value":
          [2,1,{"__extn":{"fn":"decimal","arg":"1.50"}},{"__extn":{"fn":"ip","arg":"no"}}]}}]})",
      "p");
  ASSERT_TRUE(kept) << to_string(kept.error());
  EXPECT_EQ(to_string(*kept->clauses[0].condition), "[2, 1, decimal(\"1.50\"), ip(\"no\")]");
}

TEST(Est, RefusesASlotBesideAnEntity) {
  EXPECT_FALSE(parse_policy_est(
      R"({"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"conditions":[],
          "resource":{"op":"==","slot":"?resource","entity":{"type":"T","id":"a"}}})",
      "p"));
}

TEST(Est, TakesNullForWhatMayBeMissing) {
  const auto policy = parse_policy_est(
      R"({"effect":"permit","principal":{"op":"is","entity_type":"U","in":null},"action":{"op":"All"},
          "resource":{"op":"All"},"conditions":[{"kind":"when","body":
          {"is":{"left":{"Var":"resource"},"entity_type":"T","in":null}}}]})",
      "p");
  ASSERT_TRUE(policy) << to_string(policy.error());
  EXPECT_EQ(to_string(*policy->clauses[0].condition), "resource is T");
}

// The reference cannot be asked about these: JavaScript loses integers beyond 2^53.
TEST(Est, KeepsEveryInteger) {
  const auto policies = parse_policies(
      "permit(principal, action, resource) when { context.n == 9223372036854775807 || "
      "context.n == -9223372036854775808 || context.n == 9007199254740993 };");
  ASSERT_TRUE(policies);
  const std::string json = to_est_json(policies->policies()[0]);
  for (const char* number : {"9223372036854775807", "-9223372036854775808", "9007199254740993"}) {
    EXPECT_NE(json.find(std::string("{\"Value\":") + number + "}"), std::string::npos) << json;
  }
  const auto back = parse_policy_est(json, "policy0");
  ASSERT_TRUE(back) << to_string(back.error());
  EXPECT_EQ(to_string(*back), to_string(policies->policies()[0]));
  EXPECT_FALSE(parse_policy_est(
      R"({"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},
          "conditions":[{"kind":"when","body":{"Value":9223372036854775808}}]})",
      "p"));
}

TEST(Est, RefusesWhatIsMalformed) {
  const auto with_body = [](const std::string& body) {
    return R"({"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},)"
           R"("resource":{"op":"All"},"conditions":[{"kind":"when","body":)" +
           body + "}]}";
  };
  ASSERT_TRUE(parse_policy_est(with_body(R"({"Value":true})"), "p"));
  for (const char* body :
       {"true", "{}", R"({"Value":null})", R"({"Value":1.5})", R"({"Var":"x"})",
        R"({"&&":{"left":{"Value":true}}})",
        R"({"==":{"left":{"Value":1},"right":{"Value":1},"more":1}})",
        R"({"nothing":[{"Value":1}]})", R"({"isIpv4":[]})", R"({"Value":{"__expr":"1"}})",
        R"({"Slot":"?principal"})", R"({"has":{"left":{"Var":"context"},"attr":[]}})",
        R"({"like":{"left":{"Value":"a"},"pattern":["x"]}})",
        R"({"!":{"arg":{"Value":true}},"Value":1})",
        R"({"is":{"left":{"Var":"context"},"entity_type":"a b"}})"}) {
    EXPECT_FALSE(parse_policy_est(with_body(body), "p")) << body;
  }
  EXPECT_FALSE(parse_policy_est("{}", "p"));
  const std::string good = with_body(R"({"Value":true})");
  for (const char* more :
       {R"(,"annotations":[])", R"(,"annotations":{"a b":""})", R"(,"more":1)"}) {
    EXPECT_FALSE(parse_policy_est(good.substr(0, good.size() - 1) + more + "}", "p")) << more;
  }
  EXPECT_FALSE(
      parse_policy_set_est(R"({"templateLinks":[{"templateId":"x","newId":"y","values":{}}]})"));
}

}  // namespace
}  // namespace sekisho::cedar
