#include "barrier/decide.h"

#include <gtest/gtest.h>

#include "barrier/sample_world_test.h"

namespace sekisho::barrier {
namespace {

// Decides for an account at a terminal of the sample world on a day.
class DecideTest : public ::testing::Test {
 protected:
  Outcome decide_on(int64_t day, std::string_view account, std::string_view terminal,
                    RecordKind record = RecordKind::kSupplyPoint) {
    world_.registers.index();
    const FactBase base(world_.registers);
    const Instant t = SampleWorld::day(day);
    const uint32_t state = base.accounts().at(world_.account(account).value, t).state;
    const uint32_t place = base.places().at(base.place_of(world_.terminal(terminal)), t).state;
    EXPECT_EQ(base.account_readings(state).size(), 1U);
    EXPECT_EQ(base.terminal_readings(place).size(), 1U);
    const AccountFacts& who = base.account(base.account_readings(state)[0]);
    const TerminalFacts& where = base.terminal(base.terminal_readings(place)[0]);
    const Situation situation = situation_of(base, who, where, "view", {record, {}});
    return decide(rules_, world_of(world_.registers, situation));
  }

  SampleWorld world_;
  Rules rules_ = shipped_rules();
};

TEST_F(DecideTest, PermitsAClerkAtTheirOwnTerminal) {
  world_.add_clerk("P1");
  const Outcome outcome = decide_on(5, "a-P1", "t-P1");
  EXPECT_EQ(outcome.verdict, Verdict::kPermitted);
  EXPECT_EQ(outcome.policies, std::vector<std::string>{"own-staff"});
}

TEST_F(DecideTest, PermitsALogInAsItPermitsALook) {
  world_.add_clerk("P1");
  EXPECT_EQ(decide_on(5, "a-P1", "t-P1", RecordKind::kNothing).verdict, Verdict::kPermitted);
}

TEST_F(DecideTest, SaysWhichClauseOfTheNearestPermitFailed) {
  world_.add_clerk("P1");
  world_.place("t-aff", "AFF", "", SampleWorld::since(0));
  world_.issue("never", "P1", SampleWorld::since(0));
  EXPECT_EQ(decide_on(5, "a-P1", "t-aff").reason, "own-staff/terminal-of-operator");
  EXPECT_EQ(decide_on(5, "never", "t-P1").reason, "own-staff/entitled");
  EXPECT_EQ(decide_on(-1, "a-P1", "t-P1").reason, "own-staff/account-in-force");
}

TEST_F(DecideTest, CountsASecondeeAsStaffWhereTheyWork) {
  world_.works("P1", "AFF", SampleWorld::since(0), reg::PostKind::kHome);
  world_.works("P1", "NET", SampleWorld::since(0), reg::PostKind::kSeconded);
  world_.issue("a-P1", "P1", SampleWorld::since(0));
  world_.entitle("a-P1", SampleWorld::since(0));
  world_.place("t-P1", "NET", "P1", SampleWorld::since(0));
  EXPECT_EQ(decide_on(5, "a-P1", "t-P1").verdict, Verdict::kPermitted);
}

TEST_F(DecideTest, DoubtsAConcurrentPostAtTheAffiliate) {
  world_.add_clerk("P1");
  world_.works("P1", "AFF", SampleWorld::since(10), reg::PostKind::kConcurrent);
  EXPECT_EQ(decide_on(9, "a-P1", "t-P1").verdict, Verdict::kPermitted);
  const Outcome outcome = decide_on(10, "a-P1", "t-P1");
  EXPECT_EQ(outcome.verdict, Verdict::kDoubtful);
  EXPECT_EQ(outcome.reason, "doubt/concurrent-post");
}

TEST_F(DecideTest, FollowsATransferToTheMicrosecond) {
  world_.works("P1", "NET", SampleWorld::days(0, 10));
  world_.works("P1", "AFF", SampleWorld::since(10));
  world_.issue("a-P1", "P1", SampleWorld::since(0));
  world_.entitle("a-P1", SampleWorld::since(0));
  world_.place("t-P1", "NET", "P1", SampleWorld::days(0, 10));
  world_.place("t-new", "AFF", "P1", SampleWorld::since(10));
  EXPECT_EQ(decide_on(9, "a-P1", "t-P1").verdict, Verdict::kPermitted);
  const Outcome outcome = decide_on(10, "a-P1", "t-new");
  EXPECT_EQ(outcome.verdict, Verdict::kDenied);
  EXPECT_EQ(outcome.route, "kept-after-transfer");
  EXPECT_EQ(outcome.reason, "own-staff/works-for-operator");
}

TEST_F(DecideTest, PermitsContractStaffWithinTheirContractOnly) {
  world_.works("P1", "CON", SampleWorld::since(0));
  world_.outsource("OC-1", "CON", SampleWorld::days(0, 10));
  world_.staff("P1", "OC-1", SampleWorld::since(0));
  world_.issue("a-P1", "P1", SampleWorld::since(0));
  world_.entitle("a-P1", SampleWorld::since(0));
  world_.place("t-P1", "CON", "P1", SampleWorld::since(0));
  world_.place("t-aff", "AFF", "P1", SampleWorld::since(0));
  EXPECT_EQ(decide_on(5, "a-P1", "t-P1").policies, std::vector<std::string>{"contract-staff"});
  EXPECT_EQ(decide_on(5, "a-P1", "t-aff").reason, "contract-staff/terminal-of-contractor");
  EXPECT_EQ(decide_on(5, "a-P1", "t-aff").route, "contractor-out-of-scope");
  EXPECT_EQ(decide_on(10, "a-P1", "t-P1").route, "contractor-out-of-scope");
}

TEST_F(DecideTest, TellsALoanThatIsOver) {
  world_.works("P1", "CON", SampleWorld::since(0));
  world_.outsource("OC-1", "CON", SampleWorld::since(0));
  world_.staff("P1", "OC-1", SampleWorld::since(0));
  world_.issue("a-P1", "P1", SampleWorld::since(0));
  world_.entitle("a-P1", SampleWorld::since(0));
  world_.place("t-net", "NET", "P2", SampleWorld::since(0));
  world_.lend("t-net", "CON", SampleWorld::days(0, 10));
  EXPECT_EQ(decide_on(9, "a-P1", "t-net").verdict, Verdict::kPermitted);
  EXPECT_EQ(decide_on(10, "a-P1", "t-net").route, "loan-over");
}

TEST_F(DecideTest, PermitsAHelperWithExactlyWhatWasGranted) {
  world_.works("P1", "AFF", SampleWorld::since(0));
  world_.issue("h1", "P1", SampleWorld::since(0), reg::AccountKind::kTemporary);
  world_.place("t-lent", "NET", "P1", SampleWorld::since(0));
  world_.place("t-other", "NET", "P1", SampleWorld::since(0));
  world_.grant("P1", "h1", "t-lent", SampleWorld::days(3, 7));
  EXPECT_EQ(decide_on(3, "h1", "t-lent").policies, std::vector<std::string>{"disaster-helper"});
  EXPECT_EQ(decide_on(3, "h1", "t-other").verdict, Verdict::kDenied);
  const Outcome after = decide_on(7, "h1", "t-lent");
  EXPECT_EQ(after.reason, "disaster-helper/grant-in-force");
  EXPECT_EQ(after.route, "outside-disaster");
}

TEST_F(DecideTest, TellsTemporaryAccessThatWasNeverClosed) {
  world_.works("P1", "AFF", SampleWorld::since(0));
  world_.issue("z1", "P1", SampleWorld::since(0), reg::AccountKind::kTemporary);
  world_.entitle("z1", SampleWorld::days(0, 10));
  world_.place("t-P1", "AFF", "P1", SampleWorld::since(0));
  const Outcome outcome = decide_on(20, "z1", "t-P1");
  EXPECT_EQ(outcome.route, "never-closed");
  EXPECT_EQ(outcome.reason, "own-staff/entitled");
}

TEST_F(DecideTest, TellsALentId) {
  world_.add_clerk("P1");
  world_.place("t-aff", "AFF", "P9", SampleWorld::since(0));
  EXPECT_EQ(decide_on(5, "a-P1", "t-aff").route, "lent-id");
}

TEST_F(DecideTest, JudgesASharedAccountByTheTerminalsCustodian) {
  world_.works("P1", "NET", SampleWorld::since(0));
  world_.works("P2", "AFF", SampleWorld::since(0));
  world_.issue("all", "", SampleWorld::since(0), reg::AccountKind::kShared);
  world_.entitle("all", SampleWorld::since(0));
  world_.registers.shared_users.push_back(
      {world_.account("all"), world_.person("P1"), SampleWorld::since(0), {}});
  world_.place("t-P1", "NET", "P1", SampleWorld::since(0));
  world_.place("t-P2", "AFF", "P2", SampleWorld::since(0));
  EXPECT_EQ(decide_on(5, "all", "t-P1").verdict, Verdict::kPermitted);
  const Outcome outcome = decide_on(5, "all", "t-P2");
  EXPECT_EQ(outcome.route, "shared-account-non-user");
  EXPECT_EQ(outcome.reason, "own-staff/own-account");
}

TEST_F(DecideTest, DeniesAnUnregisteredTerminal) {
  world_.add_clerk("P1");
  const Outcome outcome = decide_on(-1, "a-P1", "t-P1");
  EXPECT_EQ(outcome.verdict, Verdict::kDenied);
  EXPECT_EQ(outcome.route, "unregistered-terminal");
}

TEST_F(DecideTest, DeniesWhenAForbidErrs) {
  world_.add_clerk("P1");
  add_policies(rules_, R"(@id("broken") forbid (principal, action, resource)
                          when { context.nothing == 1 };)");
  const Outcome outcome = decide_on(5, "a-P1", "t-P1");
  EXPECT_EQ(outcome.verdict, Verdict::kDenied);
  EXPECT_EQ(outcome.reason, "error/broken");
}

TEST_F(DecideTest, HandsOverWhatThePermitsDemandTogether) {
  world_.add_clerk("P1");
  EXPECT_TRUE(decide_on(5, "a-P1", "t-P1").obligations.none());
  world_.grant("P1", "a-P1", "t-P1", SampleWorld::days(3, 7));
  // Both permits hold; the helper's one shows less.
  const Outcome both = decide_on(5, "a-P1", "t-P1");
  EXPECT_EQ(both.policies, (std::vector<std::string>{"own-staff", "disaster-helper"}));
  EXPECT_EQ(both.obligations.mask_of("supplier").method, policy::MaskMethod::kRemove);
  EXPECT_EQ(both.obligations.mask_of("address").method, policy::MaskMethod::kShow);
  add_policies(rules_, R"(@id("by-city") @obligation("mask:address=city")
                          permit (principal, action, resource);)");
  const Outcome three = decide_on(5, "a-P1", "t-P1");
  EXPECT_EQ(three.obligations.mask_of("address").method, policy::MaskMethod::kCity);
  EXPECT_EQ(three.obligations.mask_of("usage").method, policy::MaskMethod::kRedact);
}

TEST_F(DecideTest, KeepsObligationsWhereItDoubtsAndDropsThemWhereItDenies) {
  world_.add_clerk("P1");
  world_.works("P1", "AFF", SampleWorld::since(0), reg::PostKind::kConcurrent);
  add_policies(rules_, R"(@id("by-city") @obligation("mask:address=city")
                          permit (principal, action, resource) when { context.account.inForce };)");
  const Outcome doubtful = decide_on(5, "a-P1", "t-P1");
  EXPECT_EQ(doubtful.verdict, Verdict::kDoubtful);
  EXPECT_EQ(doubtful.obligations.mask_of("address").method, policy::MaskMethod::kCity);
  EXPECT_TRUE(decide_on(-1, "a-P1", "t-P1").obligations.none());
}

TEST_F(DecideTest, DeniesWhatDemandsSomethingUnknown) {
  world_.add_clerk("P1");
  add_policies(rules_, R"(@id("odd") @obligation("mask:minimun")
                          permit (principal, action, resource);)");
  const Outcome outcome = decide_on(5, "a-P1", "t-P1");
  EXPECT_EQ(outcome.verdict, Verdict::kDenied);
  EXPECT_EQ(outcome.reason, "obligation/odd");
  EXPECT_EQ(outcome.policies, std::vector<std::string>{"odd"});
  EXPECT_EQ(outcome.route, kUnclassified);
}

}  // namespace
}  // namespace sekisho::barrier
