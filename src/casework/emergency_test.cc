#include "casework/emergency.h"

#include <gtest/gtest.h>

#include "casework/cases_test.h"
#include "casework/outage_plan.h"
#include "casework/watched_look.h"

namespace sekisho::casework {
namespace {

constexpr EmergencyRules kRules{.hours = 4, .minutes = 60};
constexpr int64_t kHour = 3600 * kMicrosPerSecond;

class EmergencyTest : public CaseworkTest {
 protected:
  static EmergencyWish wish(int64_t hours = 2) {
    return {"P000042", "nol", "k1", "停電の復旧", hours};
  }
  int64_t asked() {
    int64_t id = 0;
    must("hana", [&](Journal& journal) -> Result<void> {
      const auto made = ask(journal, wish(), {"p-1", "a-1"}, kRules);
      if (!made) return std::unexpected(made.error());
      id = *made;
      return {};
    });
    return id;
  }
  Result<void> begun(int64_t id, const Approval& approval = {"ken", ""}) {
    return as("ken", [&](Journal& journal) -> Result<void> {
      const auto done = start(journal, id, approval);
      if (!done) return std::unexpected(done.error());
      return {};
    });
  }
  Emergency found(int64_t id) { return find_emergency(*connection, id, now).value(); }
  Result<void> reviewed(int64_t id, const std::string& result = "in-order") {
    return as("goro", [&](Journal& journal) {
      return review_emergency(journal, id, {result, "記録と照合した", {}, {}});
    });
  }
};
SEKISHO_ON_BOTH(EmergencyTest);

TEST_P(EmergencyTest, BeginsOnAWordAndEndsByItself) {
  const int64_t id = asked();
  EXPECT_EQ(found(id).state, EmergencyState::kAsked);
  EXPECT_FALSE(reviewed(id));
  ASSERT_TRUE(begun(id));
  const Emergency one = found(id);
  EXPECT_EQ(one.state, EmergencyState::kRunning);
  EXPECT_EQ(one.ends, shifted(now, 2 * kHour));
  EXPECT_EQ(one.approval.number, "emergency/1");
  EXPECT_EQ(one.actors(), (std::set<std::string>{"hana", "ken"}));
  EXPECT_FALSE(begun(id));
  EXPECT_FALSE(reviewed(id));
  EXPECT_EQ(emergency_at(*connection, "P000042", "nol", now).value(), id);
  EXPECT_EQ(emergency_at(*connection, "P2", "nol", now).value(), 0);
  EXPECT_EQ(emergency_at(*connection, "P000042", "nws", now).value(), 0);
  now = shifted(now, 2 * kHour);
  EXPECT_EQ(found(id).state, EmergencyState::kOver);
  now = shifted(now, kHour);
  EXPECT_EQ(emergency_at(*connection, "P000042", "nol", now).value(), 0);
  EXPECT_FALSE(reviewed(id, "fine"));
  ASSERT_TRUE(reviewed(id, "not-in-order"));
  EXPECT_EQ(found(id).review.by, "goro");
  EXPECT_FALSE(reviewed(id));
  EXPECT_EQ(history({ThingKind::kEmergency, id}),
            (std::vector<std::string>{"hana asked", "ken started", "goro reviewed"}));
  // Who reads a history need not know of whom it is.
  for (const Step& step : steps_of(*connection, {ThingKind::kEmergency, id}).value())
    EXPECT_EQ(step.content.find("P000042"), std::string::npos);
}

TEST_P(EmergencyTest, IsEndedBeforeItsTimeOrRefused) {
  const int64_t id = asked();
  ASSERT_TRUE(begun(id, {"", "R8-1"}));
  EXPECT_EQ(found(id).approval.number, "R8-1");
  EXPECT_EQ(found(id).actors(), std::set<std::string>{"hana"});
  now = shifted(now, kHour);
  must("hana", [&](Journal& journal) -> Result<void> {
    const auto done = end_early(journal, id, "終わった");
    if (!done) return std::unexpected(done.error());
    return {};
  });
  EXPECT_EQ(found(id).state, EmergencyState::kOver);
  EXPECT_EQ(found(id).ended_by, "hana");
  const int64_t other = asked();
  must("ken", [&](Journal& journal) { return refuse_emergency(journal, other, "不要"); });
  EXPECT_FALSE(begun(other));
  EXPECT_EQ(list_emergencies(*connection, now)->front().state, EmergencyState::kRefused);
}

TEST_P(EmergencyTest, LastsNoLongerThanTheRulesSay) {
  for (const int64_t hours : {0, 5}) {
    const auto done = as("hana", [&](Journal& journal) -> Result<void> {
      const auto made = ask(journal, wish(hours), {"p-1", "a-1"}, kRules);
      if (!made) return std::unexpected(made.error());
      return {};
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::kBadInput);
  }
}

TEST_P(EmergencyTest, LooksStandUnderItOnceAndThoseOfAnOutageAreReviewed) {
  const int64_t id = asked();
  ASSERT_TRUE(begun(id));
  WatchedLook look{.spool = "s.1",
                   .at = now,
                   .gate = "g",
                   .request = "r",
                   .system = "nol",
                   .person = "P000042",
                   .account = "k1",
                   .terminal = "T-1",
                   .address = "",
                   .action = "view",
                   .record_kind = "supply_point",
                   .records = {"1", "2\n"},
                   .reasons = {"break-glass"}};
  ASSERT_TRUE(add_look(*connection, look));
  ASSERT_TRUE(add_look(*connection, look));
  look.spool = "s.2";
  look.reasons = {"own-staff"};
  look.plan = 3;
  look.unconfirmed_since = shifted(now, -1);
  ASSERT_TRUE(add_look(*connection, look));
  EXPECT_EQ(found(id).looks, 1U);
  const LookPage page = looks_of_emergency(*connection, id, 0, 10).value();
  ASSERT_EQ(page.looks.size(), 1U);
  EXPECT_EQ(page.looks[0].records, look.records);
  EXPECT_FALSE(page.looks[0].unconfirmed_since);
  EXPECT_EQ(outage_looks(*connection, false, 0, 10)->total, 1U);
  EXPECT_EQ(find_outage_look(*connection, page.looks[0].id).error().code, ErrorCode::kNotFound);
  const int64_t outage = outage_looks(*connection, {}, 0, 10)->looks[0].id;
  const auto review = [&] {
    return as("goro", [&](Journal& journal) {
      return review_look(journal, outage, {"in-order", "照合した", {}, {}});
    });
  };
  ASSERT_TRUE(review());
  EXPECT_FALSE(review());
  EXPECT_EQ(outage_looks(*connection, false, 0, 10)->total, 0U);
  EXPECT_EQ(outage_looks(*connection, true, 0, 10)->looks[0].review.by, "goro");
  EXPECT_EQ(outage_looks(*connection, true, 0, 10)->looks[0].unconfirmed_since, shifted(now, -1));
}

TEST_P(EmergencyTest, APlanTakesThePlaceOfTheOneBefore) {
  const auto drafted = [&](const PlanWish& plan) {
    int64_t id = 0;
    const auto done = as("it1", [&](Journal& journal) -> Result<void> {
      const auto made = draft_plan(journal, plan, kRules);
      if (!made) return std::unexpected(made.error());
      id = *made;
      return {};
    });
    return done ? id : 0;
  };
  const PlanWish open{"nol", true, {"view"}, {"GET /points/{spid}"}, 60, "停電対応"};
  PlanWish wrong = open;
  wrong.minutes = 61;
  EXPECT_EQ(drafted(wrong), 0);
  wrong = open;
  wrong.actions = {};
  EXPECT_EQ(drafted(wrong), 0);
  wrong = open;
  wrong.opens = false;
  EXPECT_EQ(drafted(wrong), 0);

  const int64_t first = drafted(open);
  EXPECT_EQ(open_plans(*connection)->size(), 0U);
  must("ken", [&](Journal& journal) { return start_plan(journal, first, {"ken", ""}); });
  ASSERT_EQ(open_plans(*connection)->size(), 1U);
  EXPECT_EQ(open_plans(*connection)->front().wish.routes, open.routes);
  const int64_t second = drafted({"nol", false, {}, {}, 0, "閉じる"});
  must("ken", [&](Journal& journal) { return start_plan(journal, second, {"", "R8-2"}); });
  EXPECT_EQ(open_plans(*connection)->size(), 0U);
  EXPECT_EQ(find_plan(*connection, first)->state, PlanState::kOver);
  EXPECT_EQ(find_plan(*connection, first)->until, now);
  EXPECT_EQ(find_plan(*connection, second)->state, PlanState::kInForce);
  EXPECT_EQ(history({ThingKind::kOutagePlan, first}),
            (std::vector<std::string>{"it1 drafted", "ken started", "ken over"}));
  const int64_t third = drafted(open);
  must("ken", [&](Journal& journal) { return refuse_plan(journal, third, "広い"); });
  EXPECT_FALSE(as("ken", [&](Journal& journal) { return start_plan(journal, third, {}); }));
}

TEST(EmergencyRules, AreNumbersWithinBounds) {
  const auto parsed = EmergencyRules::parse("break_glass_hours = 4\noutage_minutes = 90\n", "e");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->hours, 4);
  EXPECT_EQ(parsed->minutes, 90);
  for (const std::string_view wrong :
       {"", "break_glass_hours = 4\n", "break_glass_hours = 25\noutage_minutes = 90\n",
        "break_glass_hours = 4\noutage_minutes = 0\n",
        "break_glass_hours = 4\noutage_minutes = 90\nmore = 1\n"})
    EXPECT_FALSE(EmergencyRules::parse(wrong, "e")) << wrong;
}

}  // namespace
}  // namespace sekisho::casework
