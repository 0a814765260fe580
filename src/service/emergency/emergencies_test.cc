// Emergencies and the right that the barrier knows of, on both stores.
#include "service/emergency/emergencies.h"

#include <gtest/gtest.h>

#include "service/explanation_utility_test.h"
#include "service/store/both_stores_test.h"
#include "service/store/store_rebuild.h"
#include "store/fact_query.h"

namespace sekisho::service {
namespace {

constexpr Instant kNow{1'795'700'000'000'000};
constexpr int64_t kHour = 3600 * kMicrosPerSecond;

class EmergenciesTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    desk = std::make_unique<Desk>(*ledger, DeskRules::load(SEKISHO_ROOT "/policies").value());
    emergencies = std::make_unique<Emergencies>(*ledger, *desk);
  }
  Result<int64_t> asked(const std::string& account = "k1") {
    return emergencies->ask({"clerk-0001", kNow}, {"P1", "nol", account, "復旧", 2}, *knowledge);
  }
  casework::Emergency found(int64_t id, Instant now = kNow) {
    casework::Emergency out;
    EXPECT_TRUE(ledger->read([&](store::Database& database) -> Result<void> {
      out = casework::find_emergency(database, id, now).value();
      return {};
    }));
    return out;
  }
  store::Fact fact(int64_t id) {
    store::Fact out;
    EXPECT_TRUE(ledger->read([&](store::Database& database) -> Result<void> {
      out = store::find_fact(database, id).value();
      return {};
    }));
    return out;
  }
  // Whether every row is what the record makes of it.
  bool holds() {
    emergencies.reset();
    desk.reset();
    ledger.reset();
    const auto check = verify_store(place, {});
    EXPECT_TRUE(check) << to_string(check.error());
    return check && check->different == 0 && check->changes == 2;
  }

  ExplanationUtility utility;
  std::shared_ptr<const Knowledge> knowledge = Knowledge::load(utility.places()).value();
  std::unique_ptr<Desk> desk;
  std::unique_ptr<Emergencies> emergencies;
};
SEKISHO_ON_BOTH(EmergenciesTest);

TEST_P(EmergenciesTest, AreARightForTheirTimeThatTheRecordKnows) {
  const int64_t id = asked().value();
  EXPECT_EQ(found(id).fact, 0);
  ASSERT_TRUE(emergencies->start({"approver-01", kNow}, id, {"approver-01", ""}));
  const store::Fact begun = fact(found(id).fact);
  EXPECT_EQ(begun.says.table, reg::Table::kEntitlements);
  EXPECT_EQ(begun.says.fields,
            R"({"account":"k1","basis":"emergency/1","role":"break-glass","system":"nol"})");
  EXPECT_EQ(begun.says.period, (Period{kNow, shifted(kNow, 2 * kHour)}));
  EXPECT_EQ(begun.ended_by, 0);

  const Instant early = shifted(kNow, kHour);
  ASSERT_TRUE(emergencies->end({"clerk-0001", early}, id, "復旧した"));
  EXPECT_NE(fact(begun.id).ended_by, 0);
  const store::Fact ended = fact(found(id).fact);
  EXPECT_NE(ended.id, begun.id);
  EXPECT_EQ(ended.says.period, (Period{kNow, early}));
  EXPECT_EQ(ended.says.fields, begun.says.fields);
  EXPECT_FALSE(emergencies->end({"clerk-0001", early}, id, "もう一度"));
  EXPECT_TRUE(holds());
}

TEST_P(EmergenciesTest, LeaveNothingWhereTheyMayNotBegin) {
  const int64_t id = asked().value();
  ASSERT_TRUE(emergencies->start({"approver-01", kNow}, id, {"", "R8-1"}));
  const int64_t first = found(id).fact;
  EXPECT_FALSE(emergencies->start({"approver-01", kNow}, id, {"approver-01", ""}));
  EXPECT_EQ(found(id).fact, first);
  EXPECT_EQ(asked("k9").error().code, ErrorCode::kBadInput);
}

}  // namespace
}  // namespace sekisho::service
