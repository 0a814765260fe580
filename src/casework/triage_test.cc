#include "casework/triage.h"

#include "casework/case_rows.h"
#include "casework/case_work.h"
#include "casework/cases_test.h"

namespace sekisho::casework {
namespace {

class TriageTest : public CaseworkTest {
 protected:
  void SetUp() override {
    CaseworkTest::SetUp();
    if (IsSkipped()) return;
    gathered("r1", {finding(1, "kept", "P1", "P1"), finding(2, "lent", "P2", "P1")});
  }
  Case one(int64_t id) { return find_case(*connection, id).value(); }
  Result<void> triaged(const std::string& by, std::vector<SeenCase> cases,
                       Outcome outcome = Outcome::kReal) {
    return as(by, [&](Journal& journal) {
      return triage(journal, cases, {outcome, "as the roster says"});
    });
  }
  Result<void> checked(const std::string& by, std::vector<SeenCase> cases, bool agrees,
                       const std::string& reason = "seen") {
    return as(by, [&](Journal& journal) { return check(journal, cases, {agrees, reason}); });
  }
};
SEKISHO_ON_BOTH(TriageTest);

TEST_P(TriageTest, TakesASecondPerson) {
  ASSERT_TRUE(triaged("a", {{1, {}}}));
  EXPECT_NE(refusal(checked("a", {{1, {}}}, true)).find("same person"), std::string::npos);
  EXPECT_EQ(one(1).state, CaseState::kTriaged);
  ASSERT_TRUE(checked("b", {{1, {}}}, true));
  EXPECT_EQ(one(1).state, CaseState::kClosed);
  EXPECT_EQ(one(1).outcome, Outcome::kReal);
  EXPECT_EQ(one(1).checked_by, "b");
  EXPECT_FALSE(triaged("a", {{1, {}}})) << "a closed case is opened first";
}

TEST_P(TriageTest, WhoTriagesLastIsNotWhoChecks) {
  ASSERT_TRUE(triaged("a", {{1, {}}}));
  ASSERT_TRUE(triaged("b", {{1, {}}}, Outcome::kRuleWrong));
  EXPECT_FALSE(checked("b", {{1, {}}}, true));
  EXPECT_TRUE(checked("a", {{1, {}}}, true));
}

TEST_P(TriageTest, IsSentBackWithAReason) {
  ASSERT_TRUE(triaged("a", {{1, {}}}));
  EXPECT_FALSE(checked("b", {{1, {}}}, false, ""));
  ASSERT_TRUE(checked("b", {{1, {}}}, false, "ask the manager first"));
  EXPECT_EQ(one(1).state, CaseState::kOpen);
  EXPECT_EQ(one(1).outcome, Outcome::kNone);
  EXPECT_FALSE(checked("b", {{1, {}}}, true)) << "there is nothing to check";
}

TEST_P(TriageTest, OfManyAllOrNone) {
  ASSERT_TRUE(triaged("a", {{1, {}}}));
  ASSERT_TRUE(checked("b", {{1, {}}}, true));
  entries.clear();
  EXPECT_FALSE(triaged("a", {{2, {}}, {1, {}}}));
  EXPECT_EQ(one(2).state, CaseState::kOpen);
  EXPECT_EQ(history({ThingKind::kCase, 2}).size(), 1U);
  EXPECT_TRUE(entries.empty());
}

TEST_P(TriageTest, RefusesWhatChangedMeanwhile) {
  const int64_t seen = one(1).revision;
  ASSERT_TRUE(triaged("a", {{1, seen}}));
  EXPECT_NE(refusal(triaged("b", {{1, seen}})).find("changed"), std::string::npos);
  EXPECT_EQ(one(1).revision, seen + 1);
}

TEST_P(TriageTest, ClosedCasesOpenAgainForAReason) {
  ASSERT_TRUE(triaged("a", {{1, {}}}));
  ASSERT_TRUE(checked("b", {{1, {}}}, true));
  const auto again = [&](const std::string& reason) {
    return as("c", [&](Journal& j) { return reopen(j, {1, {}}, reason); });
  };
  EXPECT_FALSE(again(" \n"));
  ASSERT_TRUE(again("a new roster came"));
  EXPECT_EQ(one(1).state, CaseState::kOpen);
  EXPECT_EQ(history({ThingKind::kCase, 1}),
            (std::vector<std::string>{"clerk opened", "a triaged", "b checked", "c reopened"}));
}

TEST_P(TriageTest, NamesWhatIsMissing) {
  EXPECT_EQ(refusal(triaged("a", {})), "no case is named");
  EXPECT_EQ(refusal(triaged("a", {{77, {}}})), "there is no case 77");
  EXPECT_EQ(refusal(triaged("a", {{1, {}}}, Outcome::kNone)), "the outcome is missing");
}

TEST_P(TriageTest, AssignmentCommentsAndAttachmentsAreSteps) {
  must("a", [](Journal& j) { return assign(j, {1, {}}, {"b", "2026-12-01"}); });
  must("a", [](Journal& j) { return assign(j, {1, {}}, {{}, ""}); });
  EXPECT_EQ(one(1).assignee, "b");
  EXPECT_EQ(one(1).due, "");
  EXPECT_FALSE(as("a", [](Journal& j) { return assign(j, {1, {}}, {{}, "2026-02-30"}); }));
  must("b", [](Journal& j) { return comment(j, {1, {}}, "called the office"); });
  const Attachment file{"roster.pdf", "application/pdf", 7, std::string(64, 'a'), "h", "k", 9};
  must("b", [&](Journal& j) { return attach(j, {1, {}}, file); });
  EXPECT_FALSE(
      as("b", [&](Journal& j) { return attach(j, {1, {}}, {"x", "y", 1, "short", "", "", 0}); }));
  const auto attached = attachments_of(*connection, 1).value();
  ASSERT_EQ(attached.size(), 1U);
  EXPECT_EQ(attached[0].body_key, "k");
  EXPECT_EQ(attached[0].body_bytes, 9);
  EXPECT_EQ(history({ThingKind::kCase, 1}),
            (std::vector<std::string>{"clerk opened", "a assigned", "a assigned", "b commented",
                                      "b attached"}));
}

TEST_P(TriageTest, CheckStepsNoticesAChangedOne) {
  must("b", [](Journal& j) { return comment(j, {1, {}}, "called the office"); });
  auto steps = steps_of(*connection, {ThingKind::kCase, 1}).value();
  ASSERT_TRUE(check_steps(steps));
  steps[0].content[10] ^= 1;
  EXPECT_FALSE(check_steps(steps));
  steps.erase(steps.begin());
  EXPECT_FALSE(check_steps(steps));
}

TEST_P(TriageTest, AwarenessIsCorrectedAndNotForgotten) {
  const auto set = [&](int64_t hours_ago, bool wrongful, const std::string& reason) {
    const Instant at = shifted(now, -hours_ago * 3600 * kMicrosPerSecond);
    return as("a", [=](Journal& j) { return set_awareness(j, {1, {}}, {at, wrongful, reason}); });
  };
  EXPECT_FALSE(set(-1, false, "to come"));
  EXPECT_FALSE(set(1, false, ""));
  ASSERT_TRUE(set(5, false, "the call of the affiliate"));
  const Instant first = *one(1).aware_at;
  ASSERT_TRUE(set(50, true, "an earlier mail was found"));
  EXPECT_LT(*one(1).aware_at, first);
  EXPECT_TRUE(one(1).wrongful);
  const auto steps = steps_of(*connection, {ThingKind::kCase, 1}).value();
  EXPECT_NE(steps.back().content.find("instead_of"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::casework
