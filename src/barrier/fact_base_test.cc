#include "barrier/fact_base.h"

#include <gtest/gtest.h>

#include <optional>

#include "barrier/sample_world_test.h"

namespace sekisho::barrier {
namespace {

class FactBaseTest : public ::testing::Test {
 protected:
  const FactBase& base() {
    world_.registers.index();
    base_.emplace(world_.registers);
    return *base_;
  }
  std::vector<AccountFacts> account_on(int64_t day, std::string_view name) {
    const FactBase& facts = base();
    std::vector<AccountFacts> out;
    const Moment moment = facts.accounts().at(world_.account(name).value, SampleWorld::day(day));
    for (const uint32_t i : facts.account_readings(moment.state)) out.push_back(facts.account(i));
    return out;
  }
  std::vector<TerminalFacts> place_on(int64_t day, uint32_t place) {
    std::vector<TerminalFacts> out;
    const Moment moment = base_->places().at(place, SampleWorld::day(day));
    for (const uint32_t i : base_->terminal_readings(moment.state))
      out.push_back(base_->terminal(i));
    return out;
  }

  SampleWorld world_;
  std::optional<FactBase> base_;
};

TEST_F(FactBaseTest, GivesANameToEachHolderInTurn) {
  world_.issue("k1", "P1", SampleWorld::days(0, 10));
  world_.issue("k1", "P2", SampleWorld::since(11));
  EXPECT_EQ(account_on(9, "k1").at(0).holder, world_.person("P1"));
  EXPECT_FALSE(account_on(10, "k1").at(0).in_force);
  EXPECT_EQ(account_on(11, "k1").at(0).holder, world_.person("P2"));
}

TEST_F(FactBaseTest, ReadsOverlappingHoldersBothWays) {
  world_.issue("k1", "P1", SampleWorld::days(0, 10));
  world_.issue("k1", "P2", SampleWorld::since(5));
  EXPECT_EQ(account_on(4, "k1").size(), 1U);
  EXPECT_EQ(account_on(5, "k1").size(), 2U);
  EXPECT_EQ(account_on(10, "k1").size(), 1U);
}

TEST_F(FactBaseTest, ReadsTheSameRowTwiceAsOne) {
  world_.issue("k1", "P1", SampleWorld::days(0, 10));
  world_.issue("k1", "P1", SampleWorld::days(5, 20));
  EXPECT_EQ(account_on(7, "k1").size(), 1U);
}

TEST_F(FactBaseTest, ReadsAnInvertedPeriodBothWaysInItsGap) {
  world_.issue("k1", "P1", SampleWorld::since(0));
  world_.entitle("k1", SampleWorld::days(20, 10));
  EXPECT_EQ(account_on(5, "k1").size(), 1U);
  EXPECT_EQ(account_on(15, "k1").size(), 2U);
  EXPECT_EQ(account_on(25, "k1").size(), 1U);
}

TEST_F(FactBaseTest, ReadsBothWaysOutsideARegistersCoverage) {
  world_.issue("k1", "P1", SampleWorld::since(0));
  world_.entitle("k1", SampleWorld::since(0));
  world_.cover(reg::Table::kEntitlements, SampleWorld::since(10));
  EXPECT_EQ(account_on(9, "k1").size(), 2U);
  EXPECT_EQ(account_on(10, "k1").size(), 1U);
}

TEST_F(FactBaseTest, GivesUpWhereThereAreTooManyReadings) {
  world_.issue("k1", "P1", SampleWorld::since(0));
  for (int i = 0; i < 6; ++i) {
    world_.registers.entitlements.push_back({world_.account("k1"),
                                             world_.text(std::to_string(i)),
                                             world_.text("R"),
                                             SampleWorld::days(20, 10),
                                             {}});
  }
  EXPECT_TRUE(account_on(15, "k1").empty());
}

TEST_F(FactBaseTest, KnowsWhereSomebodyWorkedBefore) {
  world_.works("P1", "NET", SampleWorld::days(0, 10));
  world_.works("P1", "AFF", SampleWorld::since(10));
  base();
  const PersonFacts& before = base_->person_at(world_.person("P1"), SampleWorld::day(9));
  EXPECT_EQ(before.employers, std::vector<EntityId>{world_.entity("NET")});
  EXPECT_TRUE(before.former_employers.empty());
  const PersonFacts& after = base_->person_at(world_.person("P1"), SampleWorld::day(10));
  EXPECT_EQ(after.employers, std::vector<EntityId>{world_.entity("AFF")});
  EXPECT_EQ(after.former_employers, std::vector<EntityId>{world_.entity("NET")});
}

TEST_F(FactBaseTest, JoinsTheNumbersOfOneHumanWhileALinkHolds) {
  world_.works("P1", "NET", SampleWorld::days(0, 10));
  world_.works("Q7", "AFF", SampleWorld::since(10));
  world_.registers.same_person.push_back({world_.person("P1"),
                                          world_.person("Q7"),
                                          SampleWorld::since(10),
                                          world_.text("order 12"),
                                          world_.text("HR"),
                                          {}});
  base();
  const PersonFacts& after = base_->person_at(world_.person("Q7"), SampleWorld::day(12));
  EXPECT_EQ(after.person, world_.person("P1"));
  EXPECT_EQ(after.former_employers, std::vector<EntityId>{world_.entity("NET")});
  EXPECT_EQ(base_->human(world_.person("Q7"), SampleWorld::day(9)), world_.person("Q7"));
}

TEST_F(FactBaseTest, LeavesASuggestedLinkWithoutEffect) {
  world_.works("P1", "NET", SampleWorld::since(0));
  world_.registers.same_person.push_back({world_.person("P1"),
                                          world_.person("Q7"),
                                          SampleWorld::since(0),
                                          world_.text("same kana"),
                                          world_.text(""),
                                          {}});
  base();
  EXPECT_EQ(base_->human(world_.person("Q7"), SampleWorld::day(5)), world_.person("Q7"));
}

TEST_F(FactBaseTest, LetsAnAddressStandForTheTerminalThatHadIt) {
  world_.place("t1", "NET", "", SampleWorld::since(0));
  world_.place("t2", "AFF", "", SampleWorld::since(0));
  const AddressId ip = world_.address("10.0.0.1");
  world_.registers.addresses.push_back({ip, world_.terminal("t1"), SampleWorld::days(0, 10), {}});
  world_.registers.addresses.push_back({ip, world_.terminal("t2"), SampleWorld::since(8), {}});
  const uint32_t place = base().place_of(ip);
  EXPECT_EQ(place_on(5, place).at(0).terminal, world_.terminal("t1"));
  EXPECT_EQ(place_on(9, place).size(), 2U);
  EXPECT_EQ(place_on(10, place).at(0).terminal, world_.terminal("t2"));
  EXPECT_FALSE(place_on(-1, place).at(0).registered);
}

TEST_F(FactBaseTest, RemembersLoansThatAreOver) {
  world_.place("t1", "NET", "", SampleWorld::since(0));
  world_.lend("t1", "CON", SampleWorld::days(0, 10));
  const uint32_t place = base().place_of(world_.terminal("t1"));
  EXPECT_EQ(place_on(5, place).at(0).borrower, world_.entity("CON"));
  EXPECT_FALSE(place_on(10, place).at(0).borrower.known());
  EXPECT_EQ(place_on(10, place).at(0).ever_borrowers, std::vector<EntityId>{world_.entity("CON")});
}

}  // namespace
}  // namespace sekisho::barrier
