#include "casework/campaign.h"

#include "casework/campaigns_test.h"
#include "casework/statement.h"
#include "casework/triage.h"

namespace sekisho::casework {
namespace {

class CampaignTest : public CampaignTestBase {
 protected:
  CampaignSystem system(int64_t id, const std::string& name) {
    for (CampaignSystem& one : systems_of(*connection, id).value()) {
      if (one.system == name) return one;
    }
    ADD_FAILURE() << name;
    return {};
  }
  Result<void> stated(const std::string& by, int64_t id, const std::string& name,
                      const Said& said) {
    return as(by, [&](Journal& j) { return state(j, {id, {}, name}, said); });
  }
  Result<void> self_checked(const std::string& by, int64_t id, const std::string& name,
                            const Opinion& opinion = {true, ""}) {
    return as(by, [&](Journal& j) { return self_check(j, {id, {}, name}, opinion); });
  }
  Result<void> checked(const std::string& by, int64_t id, const std::string& name,
                       const Opinion& opinion = {true, ""}) {
    return as(by, [&](Journal& j) { return check_statement(j, {id, {}, name}, opinion); });
  }
  Result<void> approved(const std::string& by, int64_t id, const Decision& decision = {}) {
    return as(by, [&](Journal& j) { return approve(j, id, {}, decision); });
  }
  // Says of every system what may be said, through both checks.
  void say_all(int64_t id) {
    const std::tuple<const char*, const char*, Statement> all[] = {
        {"nol", "配電部", Statement::kFound},
        {"nws", "営業部", Statement::kNone},
        {"old", "配電部", Statement::kNotDeterminable}};
    for (const auto& [name, department, statement] : all) {
      const auto done = stated("owner", id, name, {statement, department, "the log was rotated"});
      ASSERT_TRUE(done) << to_string(done.error());
      ASSERT_TRUE(self_checked("quality", id, name));
      ASSERT_TRUE(checked("second", id, name));
    }
  }
};
SEKISHO_ON_BOTH(CampaignTest);

TEST(Campaigns, ExamineHalfYearsOfJapan) {
  EXPECT_EQ(day_text(day_of(period_of(2025, 2).from)), "2025-10-01");
  EXPECT_EQ(day_text(day_of(period_of(2025, 2).until)), "2026-04-01");
  EXPECT_EQ(day_text(day_of(period_of(2026, 1).from)), "2026-04-01");
  EXPECT_EQ(period_of(2026, 1).until, period_of(2026, 2).from);
}

TEST_P(CampaignTest, IsOpenedOnceForAHalfYearWithACutOff) {
  EXPECT_FALSE(opened({CampaignKind::kHalfYearly, 2025, 2, "2026-03-31"})) << "it is not over";
  EXPECT_FALSE(opened({CampaignKind::kHalfYearly, 2025, 3, "2026-04-20"}));
  EXPECT_FALSE(opened({CampaignKind::kHalfYearly, 2025, 2, "soon"}));
  ASSERT_TRUE(opened({CampaignKind::kHalfYearly, 2025, 2, "2026-04-20"}));
  EXPECT_FALSE(opened({CampaignKind::kHalfYearly, 2025, 2, "2026-04-30"}));
  EXPECT_TRUE(opened({CampaignKind::kAudit, 2025, 2, "2026-05-20"}))
      << "audit's own stands beside it";
  EXPECT_EQ(list_campaigns(*connection, "").value().size(), 2U);
  EXPECT_EQ(list_campaigns(*connection, "audit").value().size(), 1U);
}

TEST_P(CampaignTest, FreezesItsPopulationAfterTheCutOffAndOnce) {
  now = at("2026-04-10");
  const int64_t id = opened({CampaignKind::kHalfYearly, 2025, 2, "2026-04-20"}).value();
  const auto frozen_now = [&](const Population& population) {
    return as("clerk", [&](Journal& j) { return freeze(j, id, {}, population); });
  };
  now = at("2026-04-20");
  EXPECT_NE(refusal(frozen_now(population())).find("until 2026-04-20"), std::string::npos);
  now = at("2026-04-21");
  Population wrong = population();
  wrong.examined = period_of(2025, 1);
  EXPECT_NE(refusal(frozen_now(wrong)).find("another time"), std::string::npos);
  wrong = population();
  wrong.systems[1].department.clear();
  EXPECT_NE(refusal(frozen_now(wrong)).find("no department"), std::string::npos);
  wrong = population();
  wrong.systems[0].extracted_by.clear();
  EXPECT_NE(refusal(frozen_now(wrong)).find("who extracted"), std::string::npos);
  EXPECT_TRUE(files_of(*connection, id).value().empty());
  ASSERT_TRUE(frozen_now(population()));
  EXPECT_EQ(files_of(*connection, id).value().size(), 2U);
  EXPECT_EQ(find_campaign(*connection, id)->run_sha256, std::string(64, 'a'));
  EXPECT_FALSE(frozen_now(population())) << "what is frozen stays so";
}

TEST_P(CampaignTest, GoesFromStatementToApproval) {
  const int64_t id = frozen();
  EXPECT_FALSE(approved("head", id));
  say_all(id);
  ASSERT_TRUE(approved("head", id, {"決裁2026-0501", ""}));
  const Campaign done = *find_campaign(*connection, id);
  EXPECT_EQ(done.state, CampaignState::kApproved);
  EXPECT_EQ(done.conclusion, "found");
  EXPECT_EQ(done.approval.number, "決裁2026-0501");
  EXPECT_FALSE(stated("owner", id, "nol", {Statement::kFound, "配電部", ""}));
  EXPECT_EQ(history({ThingKind::kCampaign, id}).size(), 2U + 3 * 3 + 1);
  EXPECT_EQ(history({ThingKind::kCampaign, id}).back(), "head approved");
}

TEST_P(CampaignTest, NobodyHasTwoParts) {
  const int64_t id = frozen();
  const Said said{Statement::kFound, "配電部", ""};
  EXPECT_FALSE(stated("it1", id, "nol", said)) << "whoever extracted the log does not state";
  ASSERT_TRUE(stated("owner", id, "nol", said));
  for (const char* by : {"it1", "owner"}) EXPECT_FALSE(self_checked(by, id, "nol")) << by;
  EXPECT_FALSE(checked("second", id, "nol")) << "the first line comes first";
  ASSERT_TRUE(self_checked("quality", id, "nol"));
  for (const char* by : {"it1", "owner", "quality"}) EXPECT_FALSE(checked(by, id, "nol")) << by;
  ASSERT_TRUE(checked("second", id, "nol"));
  EXPECT_FALSE(stated("owner", id, "nol", said)) << "it would have to be sent back";
  const auto sent_back = [&](const std::string& by) {
    return as(by, [&](Journal& j) { return send_back(j, id, {}, {"nol"}, "look again"); });
  };
  EXPECT_FALSE(sent_back("second"));
  ASSERT_TRUE(sent_back("head"));
  EXPECT_EQ(system(id, "nol").state, SystemState::kFrozen);
  say_all(id);
  for (const char* by : {"it1", "it2", "owner", "quality", "second"}) {
    EXPECT_FALSE(approved(by, id)) << by;
    EXPECT_FALSE(approved("deputy", id, {"", by})) << by;
  }
}

TEST_P(CampaignTest, IsSentBackWithAReason) {
  const int64_t id = frozen();
  ASSERT_TRUE(stated("owner", id, "nol", {Statement::kFound, "配電部", ""}));
  EXPECT_FALSE(self_checked("quality", id, "nol", {false, ""}));
  ASSERT_TRUE(self_checked("quality", id, "nol", {false, "name the cases"}));
  EXPECT_EQ(system(id, "nol").statement, Statement::kUnstated);
  EXPECT_FALSE(self_checked("quality", id, "nol"));
}

TEST_P(CampaignTest, IsNotCleanWhileASystemIsNotDeterminable) {
  const int64_t id = frozen();
  EXPECT_NE(
      refusal(stated("owner", id, "old", {Statement::kNone, "配電部", "surely"})).find("no log"),
      std::string::npos);
  EXPECT_FALSE(stated("owner", id, "old", {Statement::kNotDeterminable, "配電部", ""}))
      << "a reason is recorded";
  EXPECT_FALSE(stated("owner", id, "nws", {Statement::kNone, "営業部", ""}))
      << "gaps take a reason";
  EXPECT_FALSE(stated("owner", id, "nws", {Statement::kFound, "営業部", "x"}))
      << "nothing was found there";
  EXPECT_FALSE(stated("owner", id, "nol", {Statement::kFound, "営業部", ""}))
      << "another department owns it";
  EXPECT_FALSE(stated("owner", id, "none such", {Statement::kFound, "営業部", ""}));
}

TEST_P(CampaignTest, StatesNothingFoundOnlyOnceEveryFindingIsExplained) {
  const int64_t id = frozen();
  const Said none{Statement::kNone, "配電部", ""};
  EXPECT_NE(refusal(stated("owner", id, "nol", none)).find("in no case"), std::string::npos);
  const std::string scope = find_campaign(*connection, id)->scope;
  gathered("2025-second", {finding(1, "kept", "P1", "P1"), finding(2, "lent", "P2", "P1")}, scope);
  EXPECT_NE(refusal(stated("owner", id, "nol", none)).find("2 findings"), std::string::npos);
  const auto closed = [&](int64_t which, Outcome outcome) {
    const SeenCase one{which, {}};
    must("a", [&](Journal& j) { return triage(j, {&one, 1}, {outcome, "x"}); });
    must("b", [&](Journal& j) { return check(j, {&one, 1}, {true, ""}); });
  };
  closed(1, Outcome::kExplained);
  closed(2, Outcome::kReal);
  EXPECT_NE(refusal(stated("owner", id, "nol", none)).find("1 findings"), std::string::npos);
  must("a", [](Journal& j) { return reopen(j, {2, {}}, "the wrong person"); });
  closed(2, Outcome::kRegisterWrong);
  EXPECT_TRUE(stated("owner", id, "nol", none));
}

TEST_P(CampaignTest, ADeputyApprovesAndTheOtherReadsItLater) {
  const int64_t id = frozen();
  say_all(id);
  EXPECT_FALSE(approved("deputy", id, {"", "deputy"}));
  ASSERT_TRUE(approved("deputy", id, {"", "head"}));
  EXPECT_EQ(find_campaign(*connection, id)->awaits_reading, "head");
  EXPECT_FALSE(as("deputy", [&](Journal& j) { return read_later(j, id); }));
  EXPECT_TRUE(as("head", [&](Journal& j) { return read_later(j, id); }));
  EXPECT_FALSE(as("head", [&](Journal& j) { return read_later(j, id); })) << "once";
}

TEST_P(CampaignTest, RefusesWhatChangedMeanwhile) {
  const int64_t id = frozen();
  const int64_t seen = find_campaign(*connection, id)->revision;
  const auto states = [&] {
    return as("owner", [&](Journal& j) {
      return state(j, {id, seen, "nol"}, {Statement::kFound, "配電部", ""});
    });
  };
  EXPECT_TRUE(states());
  EXPECT_NE(refusal(states()).find("changed"), std::string::npos);
}

TEST(Conclusions, AreCleanOnlyWithCompleteLogs) {
  std::vector<CampaignSystem> systems(2);
  for (CampaignSystem& one : systems) {
    one.log = LogState::kReceived;
    one.statement = Statement::kNone;
  }
  EXPECT_EQ(conclusion_of(systems), "clean");
  systems[1].log = LogState::kGaps;
  EXPECT_EQ(conclusion_of(systems), "clean-but");
  systems[1].statement = Statement::kNotDeterminable;
  EXPECT_EQ(conclusion_of(systems), "clean-but");
  systems[0].statement = Statement::kFound;
  EXPECT_EQ(conclusion_of(systems), "found");
}

}  // namespace
}  // namespace sekisho::casework
