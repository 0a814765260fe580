#include "cedar/decision_snapshot.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <random>
#include <thread>

#include "cedar/engine_agreement.h"
#include "cedar/entities_json.h"
#include "cedar/generated_case_test.h"
#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

constexpr const char* kPolicies = R"(
  permit (principal in Team::"staff", action == Action::"read", resource is Doc)
  when { resource.owner == principal || context.purpose == "audit" };
  permit (principal, action, resource) when { principal.level >= resource.level };
  forbid (principal, action, resource) when { resource.locked };
  permit (principal == User::"root", action in [Action::"read", Action::"write"], resource);
)";
constexpr const char* kEntities = R"([
  {"uid": {"type": "User", "id": "ann"}, "attrs": {"level": 3},
   "parents": [{"type": "Team", "id": "night"}]},
  {"uid": {"type": "User", "id": "bob"}, "attrs": {"level": 1}, "parents": []},
  {"uid": {"type": "Team", "id": "night"}, "attrs": {},
   "parents": [{"type": "Team", "id": "staff"}]},
  {"uid": {"type": "Doc", "id": "plan"}, "attrs": {"level": 2, "locked": false,
   "owner": {"__entity": {"type": "User", "id": "ann"}}}, "parents": []},
  {"uid": {"type": "Doc", "id": "vault"}, "attrs": {"level": 9, "locked": true}, "parents": []}
])";

class Engine : public testing::Test {
 protected:
  static std::shared_ptr<const DecisionSnapshot> make(const char* policies,
                                                      const Entities& entities) {
    return DecisionSnapshot::make(CompiledPolicies::compile(ValidatedPolicies::without_schema(
                                      parse_policies(policies).value())),
                                  entities);
  }
  static Request request(const char* principal, const char* action, const char* resource) {
    return {{"User", principal}, {"Action", action}, {"Doc", resource}, Value()};
  }

  const Entities entities_ = parse_entities_json(kEntities).value();
  const std::shared_ptr<const DecisionSnapshot> snapshot_ = make(kPolicies, entities_);
};

TEST_F(Engine, SaysDecisionReasonsAndErrors) {
  const OutcomeId plan = snapshot_->authorize(request("ann", "read", "plan"));
  EXPECT_TRUE(plan.allowed());
  EXPECT_EQ(snapshot_->policies().outcome(plan),
            (Outcome{Decision::kAllow, {"policy0", "policy1"}, {}}));
  EXPECT_EQ(plan, snapshot_->authorize(request("ann", "read", "plan")));

  // `vault` has no owner, and is locked.
  const OutcomeId vault = snapshot_->authorize(request("ann", "read", "vault"));
  EXPECT_EQ(snapshot_->policies().outcome(vault),
            (Outcome{Decision::kDeny, {"policy2"}, {{"policy0", Effect::kPermit}}}));
  EXPECT_NE(plan, vault);
}

TEST_F(Engine, KnowsNamesThatNobodyGaveIt) {
  for (const char* principal : {"root", "nobody"}) {
    for (const char* action : {"read", "write", "erase"}) {
      for (const char* resource : {"plan", "nowhere"}) {
        EXPECT_EQ(engine_difference(parse_policies(kPolicies).value(), entities_, *snapshot_,
                                    request(principal, action, resource)),
                  std::nullopt);
      }
    }
  }
  EXPECT_EQ(snapshot_->type("Planet"), std::nullopt);
  EXPECT_EQ(snapshot_->find(*snapshot_->type("User"), "nobody"), std::nullopt);
}

TEST_F(Engine, TakesAContextInSlots) {
  auto context = snapshot_->plain_context().value();
  const ContextSlot purpose = snapshot_->context_slot("purpose").value();
  EXPECT_EQ(snapshot_->context_slot("colour"), std::nullopt);
  const DecisionSnapshot::Name ann{*snapshot_->type("User"), "ann"};
  const DecisionSnapshot::Name vault{*snapshot_->type("Doc"), "nowhere"};
  const EntityNumber read = snapshot_->find({"Action", "read"}).value();
  EXPECT_FALSE(snapshot_->authorize(ann, read, vault, &context).allowed());
  const OutcomeId unset = snapshot_->authorize(ann, read, vault);
  EXPECT_EQ(snapshot_->policies().outcome(unset).errors.size(), 3u);
  for (const char* text : {"audit", "a text that nobody knows"}) {
    context.set_string(purpose, text);
    EXPECT_EQ(engine_difference(parse_policies(kPolicies).value(), entities_, *snapshot_,
                                {{"User", "ann"},
                                 {"Action", "read"},
                                 {"Doc", "plan"},
                                 Value::record({{"purpose", Value::string(text)}})}),
              std::nullopt);
  }
  context.clear();
  EXPECT_EQ(snapshot_->authorize(ann, read, vault, &context), unset);
}

TEST_F(Engine, RefusesSlotsWhereTheContextCountsAsAWhole) {
  const auto whole = make("permit (principal, action, resource) when { context == {} };", {});
  ASSERT_FALSE(whole->plain_context());
  EXPECT_EQ(whole->plain_context().error().code, ErrorCode::kUnsupported);
  EXPECT_TRUE(whole->authorize(request("ann", "read", "plan")).allowed());
}

TEST_F(Engine, EndsOnCircles) {
  Entities circle;
  circle.put({{"Team", "a"}, {}, {}, {{"Team", "b"}}});
  circle.put({{"Team", "b"}, {}, {}, {{"Team", "a"}, {"Team", "staff"}}});
  const auto snapshot = make(R"(permit (principal in Team::"staff", action, resource);)", circle);
  EXPECT_TRUE(snapshot->authorize({{"Team", "a"}, {"Action", "x"}, {"Doc", "y"}}).allowed());
}

TEST_F(Engine, ValidationComesFirst) {
  const Schema schema = parse_schema(
                            "entity User { age: Long }; entity Doc; "
                            "action read appliesTo { principal: User, resource: Doc };")
                            .value();
  const auto check = [&](const char* text) {
    return ValidatedPolicies::check(parse_policies(text).value(), schema);
  };
  const auto good = check("permit (principal, action, resource) when { principal.age > 3 };");
  ASSERT_TRUE(good);
  EXPECT_EQ(CompiledPolicies::compile(*good)->size(), 1u);
  EXPECT_FALSE(check("permit (principal, action, resource) when { principal.aeg > 3 };"));
}

// The table of outcomes is the one thing that decisions share and change.
TEST_F(Engine, DecidesOnSeveralThreads) {
  std::string text;
  for (int i = 0; i < 12; ++i) {
    text += "permit (principal, action, resource) when { (context.n + " + std::to_string(i) +
            ") * " + std::to_string(i + 3) + " < 100 };\n";
  }
  const PolicySet policies = parse_policies(text).value();
  const auto snapshot = make(text.c_str(), entities_);
  std::atomic<int> differences = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int n = 0; n < 60; ++n) {
        Request asked = request("ann", "read", "plan");
        asked.context = Value::record({{"n", Value::integer(n)}});
        if (engine_difference(policies, entities_, *snapshot, asked)) ++differences;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(differences, 0);
}

RC_GTEST_PROP(EngineProperty, CompiledEqualsInterpreted, ()) {
  // Bytes of RapidCheck's own are small at first, and small bytes make poor cases.
  std::mt19937_64 random(*rc::gen::noShrink(rc::gen::arbitrary<uint64_t>()));
  for (int i = 0; i < 20; ++i) {
    std::vector<uint8_t> bytes(random() % 3000);
    for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(random());
    const auto difference = CaseGenerator(bytes).difference();
    RC_ASSERT(difference == std::nullopt);
  }
}

}  // namespace
}  // namespace sekisho::cedar
