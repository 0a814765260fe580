#include "review/judge.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>
#include <set>

#include "barrier/random_world_test.h"
#include "review/footprint_table.h"

namespace sekisho::review {
namespace {

using barrier::FactBase;
using barrier::RandomWorld;
using barrier::SampleWorld;
using barrier::Verdict;

class JudgeTest : public ::testing::Test {
 protected:
  // Judges an access on a day of the sample world, by account name and terminal.
  Ruling judge(int64_t day, std::string_view account, std::string_view terminal,
               int64_t tolerance_micros = 0) {
    world.registers.index();
    base.emplace(world.registers);
    Judge judge(*base, rules);
    Access access;
    access.system = world.system("nol");
    access.account = account.empty() ? kNotShown : world.account(account).value;
    access.place = terminal.empty() ? kNotShown : base->place_of(world.terminal(terminal));
    access.object_kind = logs::ObjectKind::kSupplyPoint;
    access.time = SampleWorld::day(day);
    access.tolerance_micros = tolerance_micros;
    return judge.ruling(judge.judge(access));
  }

  SampleWorld world;
  barrier::Rules rules = barrier::shipped_rules();
  std::optional<FactBase> base;
};

TEST_F(JudgeTest, TakesTheOutcomeThatEveryReadingGives) {
  world.add_clerk("P1");
  world.works("P2", "NET", SampleWorld::since(0));
  world.issue("a-P1", "P2", SampleWorld::since(5));  // two holders, both permitted
  const Ruling ruling = judge(6, "a-P1", "t-P1");
  EXPECT_TRUE(ruling.determined);
  EXPECT_EQ(ruling.outcome.verdict, Verdict::kPermitted);
}

TEST_F(JudgeTest, LeavesOpenWhatReadingsDisagreeOn) {
  world.add_clerk("P1");
  world.works("P2", "AFF", SampleWorld::since(0));
  world.issue("a-P1", "P2", SampleWorld::since(5));
  EXPECT_TRUE(judge(4, "a-P1", "t-P1").determined);
  const Ruling ruling = judge(6, "a-P1", "t-P1");
  EXPECT_FALSE(ruling.determined);
  EXPECT_NE(ruling.outcome.verdict, ruling.other.verdict);
}

// The holder keeps the terminal: what is unsure of them is unsure once, not twice.
TEST_F(JudgeTest, ReadsOnePersonInOneWayAtATime) {
  world.works("P1", "NET", SampleWorld::days(20, 10));  // a period that ends before it starts
  world.issue("k", "P1", SampleWorld::since(0));
  world.entitle("k", SampleWorld::since(0));
  world.place("t", "NET", "P1", SampleWorld::since(0));
  const Ruling ruling = judge(15, "k", "t");
  EXPECT_FALSE(ruling.determined);
  EXPECT_EQ(ruling.other.reason.empty() ? ruling.outcome.reason : ruling.other.reason,
            "own-staff/works-for-operator");
}

TEST_F(JudgeTest, LeavesOpenWhatFlipsWithinTheClocksTolerance) {
  world.add_clerk("P1");
  world.entitle("other", SampleWorld::since(0));
  world.works("P3", "NET", SampleWorld::days(0, 10));
  world.works("P3", "AFF", SampleWorld::since(10));
  world.issue("a-P3", "P3", SampleWorld::since(0));
  world.entitle("a-P3", SampleWorld::since(0));
  world.place("t-P3", "NET", "P3", SampleWorld::since(0));
  EXPECT_TRUE(judge(10, "a-P3", "t-P3").determined);
  EXPECT_FALSE(judge(10, "a-P3", "t-P3", 1).determined);
  EXPECT_FALSE(judge(9, "a-P3", "t-P3", kMicrosPerDay).determined);
  EXPECT_TRUE(judge(9, "a-P3", "t-P3", kMicrosPerDay - 1).determined);
  EXPECT_TRUE(judge(10, "a-P1", "t-P1", kMicrosPerDay).determined);
}

TEST_F(JudgeTest, JudgesWithoutATerminalWhatNoTerminalCouldPermit) {
  world.add_clerk("P1");
  world.issue("idle", "P1", SampleWorld::since(0));  // never entitled
  EXPECT_FALSE(judge(5, "a-P1", "").determined);
  const Ruling ruling = judge(5, "idle", "");
  EXPECT_TRUE(ruling.determined);
  EXPECT_EQ(ruling.outcome.verdict, Verdict::kDenied);
}

TEST_F(JudgeTest, DoesNotJudgeWithoutAnAccount) {
  world.add_clerk("P1");
  EXPECT_FALSE(judge(5, "", "t-P1").determined);
}

TEST_F(JudgeTest, FindsAnAccountThatStandsOpenWhateverTheTerminal) {
  world.add_clerk("P1");
  world.works("P2", "AFF", SampleWorld::since(0));
  world.issue("z", "P2", SampleWorld::since(0), reg::AccountKind::kTemporary);
  world.entitle("z", SampleWorld::days(0, 5));
  world.registers.index();
  const FactBase base(world.registers);
  Judge judge(base, rules);
  EXPECT_EQ(judge.at_best(world.account("a-P1"), SampleWorld::day(5)), Verdict::kPermitted);
  EXPECT_EQ(judge.at_best(world.account("z"), SampleWorld::day(6)), Verdict::kDenied);
}

TEST_F(JudgeTest, TakesTheBestUserOfASharedAccount) {
  world.works("P1", "NET", SampleWorld::days(0, 10));
  world.works("P1", "AFF", SampleWorld::since(10));
  world.issue("all", "", SampleWorld::since(0), reg::AccountKind::kShared);
  world.entitle("all", SampleWorld::since(0));
  world.registers.shared_users.push_back(
      {world.account("all"), world.person("P1"), SampleWorld::since(0), {}});
  world.registers.index();
  const FactBase base(world.registers);
  Judge judge(base, rules);
  EXPECT_EQ(judge.at_best(world.account("all"), SampleWorld::day(9)), Verdict::kPermitted);
  EXPECT_EQ(judge.at_best(world.account("all"), SampleWorld::day(10)), Verdict::kDenied);
}

std::vector<Access> random_accesses(const RandomWorld& world, const FactBase& base) {
  std::vector<Access> accesses;
  for (int i = 0; i < 15; ++i) {
    Access access;
    access.system = SystemId(0);
    access.account = static_cast<uint32_t>(*rc::gen::inRange(0, 3));
    if (access.account >= world.registers.account_codes.size()) access.account = kNotInRegister;
    access.place = static_cast<uint32_t>(*rc::gen::inRange(0, 4));
    if (access.place >= base.places().keys()) access.place = kNotInRegister;
    access.action = *rc::gen::element(logs::Action::kView, logs::Action::kLogin);
    access.object_kind = *rc::gen::element(logs::ObjectKind::kNone, logs::ObjectKind::kSupplyPoint);
    access.time = SampleWorld::day(*rc::gen::inRange(-1, 31));
    if (access.object_kind == logs::ObjectKind::kSupplyPoint)
      access.supply_area = *rc::gen::element<uint8_t>(0, 6, 9);
    accesses.push_back(access);
  }
  return accesses;
}

// What a judge remembers changes nothing: each access alone, judged by a judge that remembers
// nothing, gets the same.
RC_GTEST_PROP(Judge, SaysTheSameWhateverItRemembers, ()) {
  const RandomWorld world;
  const FactBase base(world.registers);
  static const barrier::Rules rules = barrier::shipped_rules();
  Judge remembering(base, rules);
  for (const Access& access : random_accesses(world, base)) {
    Judge fresh(base, rules);
    RC_ASSERT(remembering.ruling(remembering.judge(access)) == fresh.ruling(fresh.judge(access)));
  }
}

// The shipped rules, and others that ask for more of people and of shared accounts.
const barrier::Rules& some_rules(size_t which) {
  static const std::vector<barrier::Rules> all = [] {
    std::vector<barrier::Rules> out(4, barrier::shipped_rules());
    add_policies(out[1], R"(@id("alone") forbid (principal, action, resource)
                            when { context.account.users == [principal] };)");
    add_policies(out[2], R"(@id("keeper") permit (principal, action, resource)
                            when { context.terminal has custodian }
                            when { context.terminal.custodian.grants == principal.grants };)");
    add_policies(out[3], R"(@id("named") permit (principal == Person::"P2", action, resource)
                            when { context.terminal == Terminal::"t1" };)");
    return out;
  }();
  return all[which];
}

// What is permitted at once is what the ruling permits, and it counts for the same footprint.
RC_GTEST_PROP(Judge, PermitsWhatItsRulingPermits, ()) {
  const RandomWorld world;
  const FactBase base(world.registers);
  const barrier::Rules& rules = some_rules(*rc::gen::inRange<size_t>(0, 4));
  Judge remembering(base, rules);
  for (int round = 0; round < 6; ++round) {
    for (Access access : random_accesses(world, base)) {
      access.tolerance_micros = *rc::gen::element<int64_t>(0, 0, kMicrosPerDay);
      Judge fresh(base, rules);
      const Ruling& ruling = fresh.ruling(fresh.judge(access));
      const Judge::Answer answer = remembering.ask(access);
      RC_ASSERT(answer.permitted ==
                (ruling.determined && ruling.outcome.verdict == Verdict::kPermitted));
      RC_ASSERT(footprint_key(remembering, answer.footprint) ==
                footprint_key(fresh, fresh.ask(access).footprint));
    }
  }
}

// Accounts and terminals that the rules cannot tell apart are one decision, however many pairs.
TEST_F(JudgeTest, DecidesOnceForAllWhomTheRulesCannotTellApart) {
  for (const char* who : {"P1", "P2", "P3"}) world.add_clerk(who);
  world.registers.index();
  const FactBase base(world.registers);
  Judge judge(base, rules);
  Access access;
  access.system = world.system("nol");
  access.time = SampleWorld::day(5);
  const auto permits = [&](const char* account, const char* terminal) {
    access.account = world.account(account).value;
    access.place = base.place_of(world.terminal(terminal));
    return judge.ask(access).permitted;
  };
  EXPECT_TRUE(permits("a-P1", "t-P1"));
  EXPECT_TRUE(permits("a-P1", "t-P2"));
  const uint64_t decisions = judge.decisions();
  EXPECT_TRUE(permits("a-P3", "t-P3"));
  EXPECT_TRUE(permits("a-P3", "t-P1"));
  EXPECT_TRUE(permits("a-P2", "t-P3"));
  EXPECT_EQ(judge.decisions(), decisions);
}

// At a shared account the custodian counts: colleagues whom the rules could not tell apart
// otherwise differ in whether they are its users, and when.
TEST_F(JudgeTest, TellsTheUsersOfASharedAccountFromTheirColleagues) {
  for (const char* who : {"P1", "P2", "P3"}) world.add_clerk(who);
  world.issue("all", "", SampleWorld::since(0), reg::AccountKind::kShared);
  world.entitle("all", SampleWorld::since(0));
  for (const auto& [who, period] :
       {std::pair("P1", SampleWorld::since(0)), std::pair("P2", SampleWorld::days(0, 10))}) {
    world.registers.shared_users.push_back({world.account("all"), world.person(who), period, {}});
  }
  world.registers.index();
  const FactBase base(world.registers);
  Judge judge(base, rules);
  Access access;
  access.system = world.system("nol");
  access.account = world.account("all").value;
  const auto permits = [&](const char* terminal, int64_t day) {
    access.place = base.place_of(world.terminal(terminal));
    access.time = SampleWorld::day(day);
    return judge.ask(access).permitted;
  };
  EXPECT_TRUE(permits("t-P1", 9));
  const uint64_t decisions = judge.decisions();
  EXPECT_TRUE(permits("t-P2", 9));
  EXPECT_EQ(judge.decisions(), decisions);
  EXPECT_FALSE(permits("t-P3", 9));
  EXPECT_FALSE(permits("t-P2", 10));
  EXPECT_TRUE(permits("t-P1", 10));
}

// Where a rule asks who else is a user, one more user makes another decision.
TEST_F(JudgeTest, TellsSharedAccountsApartByAllTheirUsersWhereARuleDoes) {
  for (const char* who : {"P1", "P2"}) world.add_clerk(who);
  for (const char* name : {"one", "two"}) {
    world.issue(name, "", SampleWorld::since(0), reg::AccountKind::kShared);
    world.entitle(name, SampleWorld::since(0));
    world.registers.shared_users.push_back(
        {world.account(name), world.person("P1"), SampleWorld::since(0), {}});
  }
  world.registers.shared_users.push_back(
      {world.account("two"), world.person("P2"), SampleWorld::since(0), {}});
  world.registers.index();
  const FactBase base(world.registers);
  for (const bool asks : {false, true}) {
    Judge judge(base, some_rules(asks ? 1 : 0));
    Access access;
    access.system = world.system("nol");
    access.time = SampleWorld::day(5);
    access.place = base.place_of(world.terminal("t-P1"));
    access.account = world.account("two").value;
    EXPECT_TRUE(judge.ask(access).permitted);
    access.account = world.account("one").value;
    EXPECT_EQ(judge.ask(access).permitted, !asks);
  }
}

// The memo key leaves nothing out: the outcome is that of a decision made for this very situation.
RC_GTEST_PROP(Judge, AgreesWithADecisionMadeAnew, ()) {
  const RandomWorld world;
  const FactBase base(world.registers);
  static const barrier::Rules rules = barrier::shipped_rules();
  Judge judge(base, rules);
  for (const Access& access : random_accesses(world, base)) {
    if (access.account == kNotInRegister || access.place == kNotInRegister) continue;
    const auto& accounts =
        base.account_readings(base.accounts().at(access.account, access.time).state);
    const auto& places = base.terminal_readings(base.places().at(access.place, access.time).state);
    std::set<Verdict> verdicts;
    for (const uint32_t i : accounts) {
      for (const uint32_t j : places) {
        if (!consistent(base, base.account(i), base.terminal(j))) continue;
        const barrier::RecordFacts record{
            record_kind_of(access.object_kind), {}, access.supply_area};
        const barrier::Situation situation = situation_of(base, base.account(i), base.terminal(j),
                                                          logs::name_of(access.action), record);
        verdicts.insert(decide(rules, world_of(world.registers, situation)).verdict);
      }
    }
    const Ruling& ruling = judge.ruling(judge.judge(access));
    RC_ASSERT(ruling.determined == (verdicts.size() == 1));
    if (!verdicts.empty()) RC_ASSERT(verdicts.contains(ruling.outcome.verdict));
  }
}

// A rule that reads more makes more matter: the record's supplier, then.
TEST_F(JudgeTest, AsksForTheSupplierOnlyWhereARuleReadsIt) {
  world.add_clerk("P1");
  world.registers.index();
  const FactBase base(world.registers);
  EXPECT_FALSE(Judge(base, rules).supplier_matters());
  add_policies(rules, R"(@id("blind") forbid (principal, action, resource)
      when { resource has supplier && resource.supplier == LegalEntity::"AFF" };)");
  Judge judge(base, rules);
  EXPECT_TRUE(judge.supplier_matters());
  Access access;
  access.system = world.system("nol");
  access.account = world.account("a-P1").value;
  access.place = base.place_of(world.terminal("t-P1"));
  access.object_kind = logs::ObjectKind::kSupplyPoint;
  access.time = SampleWorld::day(5);
  access.supplier = world.entity("CON");
  EXPECT_EQ(judge.ruling(judge.judge(access)).outcome.verdict, Verdict::kPermitted);
  access.supplier = world.entity("AFF");
  EXPECT_EQ(judge.ruling(judge.judge(access)).outcome.reason, "forbid/blind");
}

// Logs of systems have supply points: two looks of one helper may have different outcomes.
TEST_F(JudgeTest, TellsRecordsInTheAreasOfADisasterFromOthers) {
  world.works("P1", "AFF", SampleWorld::since(0));
  world.issue("h1", "P1", SampleWorld::since(0), reg::AccountKind::kTemporary);
  world.place("T-9", "NET", "", SampleWorld::since(0));
  world.grant("P1", "h1", "T-9", SampleWorld::since(0));
  world.declare({"09"}, SampleWorld::since(0));
  world.add_clerk("P2");
  world.registers.index();
  const FactBase base(world.registers);
  Judge judge(base, rules);
  Access access;
  access.system = world.system("nol");
  access.account = world.account("h1").value;
  access.place = base.place_of(world.terminal("T-9"));
  access.object_kind = logs::ObjectKind::kSupplyPoint;
  access.time = SampleWorld::day(5);
  EXPECT_TRUE(judge.area_matters(access.account));
  EXPECT_FALSE(judge.area_matters(world.account("a-P2").value));
  const auto outcome = [&](uint8_t area) {
    access.supply_area = area;
    EXPECT_EQ(judge.ask(access).permitted, area == 9);
    return judge.ruling(judge.judge(access)).outcome;
  };
  EXPECT_EQ(outcome(9).verdict, Verdict::kPermitted);
  EXPECT_EQ(outcome(6).reason, "disaster-helper/within-area");
  EXPECT_EQ(outcome(6).route, "outside-area");
  EXPECT_EQ(outcome(0).reason, "doubt/disaster-area-unknown");
  EXPECT_EQ(outcome(9).verdict, Verdict::kPermitted);
}

}  // namespace
}  // namespace sekisho::review
