#include "review/viewer.h"

#include <gtest/gtest.h>

#include <optional>

#include "barrier/sample_world_test.h"

namespace sekisho::review {
namespace {

using barrier::FactBase;
using barrier::SampleWorld;

class ViewerTest : public ::testing::Test {
 protected:
  Viewer viewer(int64_t day, std::string_view account, std::string_view terminal) {
    world_.registers.index();
    base_.emplace(world_.registers);
    Judge judge(*base_, rules_);
    Access access;
    access.system = world_.system("nol");
    access.account = world_.account(account).value;
    access.place = base_->place_of(world_.terminal(terminal));
    access.time = SampleWorld::day(day);
    return Viewers(*base_).viewer(judge.ruling(judge.judge(access)), access.time);
  }
  void on_duty(std::string_view terminal, std::string_view who, Period period) {
    world_.registers.rosters.push_back({world_.terminal(terminal), world_.person(who), period, {}});
  }

  SampleWorld world_;
  barrier::Rules rules_ = barrier::shipped_rules();
  std::optional<FactBase> base_;
};

TEST_F(ViewerTest, ConfirmsTheHolderAtTheirOwnTerminal) {
  world_.add_clerk("P1");
  EXPECT_EQ(viewer(5, "a-P1", "t-P1"),
            (Viewer{world_.person("P1"), Certainty::kConfirmed, ViewerBasis::kCustodianIsHolder}));
}

TEST_F(ViewerTest, PresumesTheHolderAtATerminalOfTheirCompany) {
  world_.add_clerk("P1");
  world_.add_clerk("P2");
  EXPECT_EQ(viewer(5, "a-P1", "t-P2"),
            (Viewer{world_.person("P1"), Certainty::kPresumed, ViewerBasis::kHoldersCompany}));
}

TEST_F(ViewerTest, PresumesTheHolderAtATerminalThatWasEverLentToTheirCompany) {
  world_.add_clerk("P1");
  world_.place("t-aff", "AFF", "P9", SampleWorld::since(0));
  world_.lend("t-aff", "NET", SampleWorld::days(1, 2));
  EXPECT_EQ(viewer(5, "a-P1", "t-aff").person, world_.person("P1"));
}

TEST_F(ViewerTest, PresumesTheCustodianOfAnothersTerminal) {
  world_.add_clerk("P1");
  world_.place("t-aff", "AFF", "P9", SampleWorld::since(0));
  EXPECT_EQ(viewer(5, "a-P1", "t-aff"),
            (Viewer{world_.person("P9"), Certainty::kPresumed, ViewerBasis::kCustodian}));
}

TEST_F(ViewerTest, PresumesTheCustodianForASharedAccount) {
  world_.issue("all", "", SampleWorld::since(0), reg::AccountKind::kShared);
  world_.place("t", "AFF", "P9", SampleWorld::since(0));
  EXPECT_EQ(viewer(5, "all", "t"),
            (Viewer{world_.person("P9"), Certainty::kPresumed, ViewerBasis::kSharedCustodian}));
}

TEST_F(ViewerTest, NamesWhoWasAloneOnDutyAtASharedTerminalAndNobodyElse) {
  world_.add_clerk("P1");
  world_.place("counter", "AFF", "", SampleWorld::since(0));
  on_duty("counter", "P8", SampleWorld::days(0, 10));
  on_duty("counter", "P9", SampleWorld::days(5, 10));
  EXPECT_EQ(viewer(4, "a-P1", "counter"),
            (Viewer{world_.person("P8"), Certainty::kPresumed, ViewerBasis::kRoster}));
  EXPECT_EQ(viewer(5, "a-P1", "counter"), Viewer{});
  EXPECT_EQ(viewer(10, "a-P1", "counter"), Viewer{});
}

TEST_F(ViewerTest, NamesNobodyWhereTheReadingsNameDifferentPeople) {
  world_.works("P1", "AFF", SampleWorld::since(0));
  world_.works("P2", "AFF", SampleWorld::since(0));
  world_.issue("k", "P1", SampleWorld::since(0));
  world_.issue("k", "P2", SampleWorld::since(0));
  world_.place("t", "AFF", "", SampleWorld::since(0));
  EXPECT_EQ(viewer(5, "k", "t"), Viewer{});
}

}  // namespace
}  // namespace sekisho::review
