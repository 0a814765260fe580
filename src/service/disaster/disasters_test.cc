#include "service/disaster/disasters.h"

#include "disaster/disaster.h"
#include "service/disaster/duty_watch.h"
#include "service/store/both_stores_test.h"
#include "service/store/store_rebuild.h"
#include "store/change_log.h"

namespace sekisho::service {
namespace {

using casework::Journal;
using disaster::DeskFacts;

class DisastersTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    desk_ = std::make_unique<Desk>(*ledger, DeskRules::load(SEKISHO_ROOT "/policies").value());
    people_ = std::make_unique<People>(*ledger, identity::Settings{}, crypto::PasswordCost{1, 8});
    disasters_ = std::make_unique<Disasters>(
        Disasters::Parts{.ledger = ledger.get(),
                         .desk = desk_.get(),
                         .people = people_.get(),
                         .rules = load_disaster_rules(SEKISHO_ROOT "/policies").value(),
                         .changed = [this] { ++changed_; }});
    act([&](Journal&, DeskFacts& facts) -> Result<void> {
      facts.add(disaster::thing_of_item(0),
                disaster::stated(reg::Table::kTerminals, {{"terminal", "T-1"}}, {}));
      return {};
    });
    act([&](Journal& journal, DeskFacts& facts) -> Result<void> {
      using disaster::ItemKind;
      for (const auto& [kind, code] :
           {std::pair{ItemKind::kTerminal, "T-1"}, std::pair{ItemKind::kAccount, "nol/h1"}}) {
        if (auto added = disaster::add_to_pool(journal, "o", kind, code); !added)
          return std::unexpected(added.error());
      }
      const auto made =
          disaster::declare(journal, facts, "台風",
                            {{.office = "o", .areas = {"a"}, .systems = {"nol"}, .number = "1"}});
      return made ? Result<void>() : std::unexpected(made.error());
    });
    act([&](Journal& journal, DeskFacts& facts) -> Result<void> {
      const auto lent = disaster::lend(journal, facts, disasters_->rules(), 1,
                                       {.terminal = "T-1",
                                        .account = "nol/h1",
                                        .person = "",
                                        .name = "n",
                                        .kana = "",
                                        .employer = "OTHER"});
      return lent ? Result<void>() : std::unexpected(lent.error());
    });
  }
  void act(const Disasters::Work& work) {
    const auto done = disasters_->act({"desk-pseudonym", now_}, {"test"}, work);
    ASSERT_TRUE(done) << to_string(done.error());
  }
  void lift(int64_t minutes) {
    act([&](Journal& journal, DeskFacts& facts) {
      return disaster::lift(journal, facts, disasters_->rules(), 1, {"r", minutes});
    });
  }
  disaster::Lending lending() {
    disaster::Lending out;
    EXPECT_TRUE(ledger->read([&](store::Database& database) -> Result<void> {
      out = disaster::find_lending(database, 1).value();
      return {};
    }));
    return out;
  }

  Instant now_{1'795'700'000'000'000};
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<People> people_;
  std::unique_ptr<Disasters> disasters_;
  int changed_ = 0;
};
SEKISHO_ON_BOTH(DisastersTest);

TEST_P(DisastersTest, WhatTheDeskDoesToRegistersIsWhatTheRecordSays) {
  lift(10);
  EXPECT_EQ(changed_, 4) << "whoever answers by the registers is told";
  disasters_.reset();
  people_.reset();
  desk_.reset();
  ledger.reset();
  const auto check = verify_store(place, {});
  ASSERT_TRUE(check) << to_string(check.error());
  EXPECT_EQ(check->changes, 4U);
  EXPECT_EQ(check->different, 0U) << check_text(*check, false);
}

TEST_P(DisastersTest, LogInsEndByTheClock) {
  const auto code = disasters_->issue_code({"desk-pseudonym", now_}, {1, "2026-1"});
  ASSERT_TRUE(code) << to_string(code.error());
  EXPECT_LE(code->ends, lending().period.until);
  const identity::UserId user{lending().log_in};
  EXPECT_EQ(people_->members.find(user).value()->employer, "contractor");
  lift(10);
  EXPECT_EQ(disasters_->settle(now_).value(), 0U);
  EXPECT_TRUE(people_->storage.user(user).value().has_value());
  now_ = shifted(now_, 10 * 60 * kMicrosPerSecond);
  EXPECT_EQ(disasters_->settle(now_).value(), 1U);
  EXPECT_FALSE(people_->storage.user(user).value().has_value());
  EXPECT_EQ(lending().ceased, now_);
  EXPECT_EQ(disasters_->settle(now_).value(), 0U) << "once";
  EXPECT_FALSE(disasters_->issue_code({"desk-pseudonym", now_}, {1, "2026-1", "again"}));
}

TEST_P(DisastersTest, AWatchEndsThemWithoutAnybodyAsking) {
  lift(0);
  {
    DutyWatch watch(*disasters_, {.now = [this] { return now_; }});
    for (int i = 0; i < 500 && !lending().ceased; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_TRUE(lending().ceased);
}

}  // namespace
}  // namespace sekisho::service
