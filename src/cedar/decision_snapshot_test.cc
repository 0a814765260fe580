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

// Everything that the engine limits, exceeded: facts, memos, plans, requests that hold at once.
class Limits : public Engine {
 protected:
  // Each bit of a number is a group; so many entities have as many sets of facts.
  static constexpr int kBits = 4;
  static Entities many() {
    Entities out;
    for (int i = 0; i < 1 << kBits; ++i) {
      Entity user{{"User", std::to_string(i)}};
      Entity doc{{"Doc", std::to_string(i)}};
      for (int bit = 0; bit < kBits; ++bit) {
        if ((i >> bit & 1) == 0) continue;
        user.parents.push_back({"Team", std::to_string(bit)});
        doc.parents.push_back({"Folder", std::to_string(bit)});
      }
      user.attributes = Value::record({{"level", Value::integer(i % 3)}});
      out.put(std::move(user));
      out.put(std::move(doc));
    }
    return out;
  }
  static void check(const std::string& text) {
    const Entities entities = many();
    const PolicySet policies = parse_policies(text).value();
    const auto snapshot = make(text.c_str(), entities);
    std::vector<Request> requests;
    for (int user = 0; user < 1 << kBits; ++user) {
      for (int doc = 0; doc < 1 << kBits; ++doc) {
        requests.push_back(
            request(std::to_string(user).c_str(), "read", std::to_string(doc).c_str()));
        EXPECT_EQ(engine_difference(policies, entities, *snapshot, requests.back()), std::nullopt);
      }
    }
    EXPECT_EQ(bulk_difference(*snapshot, requests), std::nullopt);
    // Again, now that the snapshot has met them all.
    EXPECT_EQ(bulk_difference(*snapshot, requests), std::nullopt);
  }
};

TEST_F(Limits, MoreCombinationsThanPlans) {
  std::string text;
  for (int bit = 0; bit < kBits; ++bit) {
    const std::string number = std::to_string(bit);
    text +=
        "permit (principal, action == Action::\"read\", resource) when { principal in Team::\"" +
        number + "\" && resource in Folder::\"" + number + "\" && principal.level > 0 };\n";
  }
  check(text);
}

TEST_F(Limits, MoreFactsAndMemosThanBits) {
  std::string text;
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(i);
    text += "permit (principal, action == Action::\"read\", resource) when { principal.level != " +
            number + " } when { principal.level + " + number +
            " > 100 } unless { resource == Doc::\"" + number + "\" };\n";
  }
  check(text + text);
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
