#include "disaster/lending.h"

#include <random>

#include "disaster/disasters_test.h"

namespace sekisho::disaster {
namespace {

class LendingTest : public DisasterTest {
 protected:
  void SetUp() override {
    DisasterTest::SetUp();
    if (IsSkipped()) return;
    opening = opened(kKumamoto, shifted(now, 10 * 24 * kHour));
    prepare(kKumamoto, {"T-1", "T-2"}, {"nol/h1", "nol/h2", "nws/h1"});
  }
  int64_t opening = 0;
};
SEKISHO_ON_BOTH(LendingTest);

TEST_P(LendingTest, PutsPersonAccountAndGrantIntoTheRegisters) {
  const auto id = lent(opening, helper("T-1", "nol/h1"));
  ASSERT_TRUE(id) << said(id);
  const Lending lending = *find_lending(*connection, *id);
  EXPECT_TRUE(lending.typed);
  EXPECT_EQ(lending.what.person, "H000001");
  EXPECT_EQ(lending.period.until, shifted(now, 72 * kHour)) << "the rules' usual end";
  EXPECT_EQ(state_of("T-1"), ItemState::kLent);
  EXPECT_EQ(state_of("nol/h1"), ItemState::kLent);
  ASSERT_EQ(known(reg::Table::kPeople).size(), 1U);
  ASSERT_EQ(known(reg::Table::kAssignments).size(), 1U);
  ASSERT_EQ(known(reg::Table::kAccounts).size(), 1U);
  EXPECT_EQ(known(reg::Table::kAccounts)[0].period, lending.period);
  EXPECT_NE(known(reg::Table::kAccounts)[0].fields.find("temporary"), std::string::npos);
  ASSERT_EQ(known(reg::Table::kGrants).size(), 1U);
  EXPECT_EQ(known(reg::Table::kGrants)[0].fields,
            R"({"account":"h1","disaster":"D1-1","person":"H000001","system":"nol",)"
            R"("terminal":"T-1"})");
}

TEST_P(LendingTest, RefusesWhatIsNotReadyOrNotOfTheDisaster) {
  ASSERT_TRUE(lent(opening, helper("T-1", "nol/h1")));
  EXPECT_EQ(said(lent(opening, helper("T-2", "nol/h1"))), "`nol/h1` is not ready: it is lent");
  EXPECT_EQ(said(lent(opening, helper("T-1", "nol/h2"))), "`T-1` is not ready: it is lent");
  EXPECT_EQ(said(lent(opening, helper("T-9", "nol/h2"))),
            "`T-9` is not in the pool of `熊本配電事業所`");
  EXPECT_EQ(said(lent(opening, helper("T-2", "nws/h1"))),
            "the disaster of `熊本配電事業所` is not for the system `nws`");
  LendingWish wish = helper("T-2", "nol/h2");
  wish.until = shifted(now, 11 * 24 * kHour);
  EXPECT_EQ(said(lent(opening, wish)), "it is beyond the period of `熊本配電事業所`");
  wish.until.reset();
  wish.person = "P1";
  EXPECT_EQ(said(lent(opening, wish)), "the registers know nobody as `P1`");
  wish = helper("T-2", "nol/h2");
  wish.from = shifted(now, -kHour);
  EXPECT_FALSE(lent(opening, wish)) << "nothing is lent in the past, but on paper";
  EXPECT_EQ(known(reg::Table::kGrants).size(), 1U);
}

TEST_P(LendingTest, RefusesAnAccountThatTheRegistersGiveToSomebody) {
  store::Change change;
  change.consent = {"a", "b", "", ""};
  change.steps.push_back(
      {store::Step::What::kAdd, 0,
       stated(reg::Table::kAccounts, {{"system", "nol"}, {"account", "h1"}, {"holder", "P7"}},
              {shifted(now, kHour), kForever}),
       "accounts", 0, 0});
  ASSERT_TRUE(connection->transaction(
      [&]() -> Result<void> { return store::record_change(*connection, change, now); }));
  EXPECT_EQ(said(lent(opening, helper("T-1", "nol/h1"))),
            "the registers say that `nol/h1` is somebody's at that time");
  EXPECT_TRUE(lent(opening, helper("T-1", "nol/h2")));
}

TEST_P(LendingTest, AHelperMayHaveASecondIdOnTheirTerminal) {
  const auto first = lent(opening, helper("T-1", "nol/h1"));
  ASSERT_TRUE(first) << said(first);
  LendingWish wish = helper("T-1", "nol/h2");
  wish.person = "H000001";
  const auto second = lent(opening, wish);
  ASSERT_TRUE(second) << said(second);
  EXPECT_FALSE(find_lending(*connection, *second)->typed);
  EXPECT_EQ(known(reg::Table::kPeople).size(), 1U);
  ASSERT_TRUE(returned(opening, {"T-1"}));
  EXPECT_TRUE(find_lending(*connection, *first)->terminal_returned);
  EXPECT_TRUE(find_lending(*connection, *second)->terminal_returned);
}

TEST_P(LendingTest, EndsWithItsOfficeAfterTheGrace) {
  const auto id = lent(opening, helper("T-1", "nol/h1"));
  ASSERT_TRUE(id) << said(id);
  ASSERT_TRUE(lifted(opening, 15));
  const Instant end = shifted(now, kHour / 4);
  for (const reg::Table table : {reg::Table::kDisasters, reg::Table::kAccounts, reg::Table::kGrants,
                                 reg::Table::kAssignments}) {
    ASSERT_EQ(known(table).size(), 1U);
    EXPECT_EQ(known(table)[0].period.until, end);
  }
  EXPECT_EQ(known(reg::Table::kPeople).size(), 1U);
  EXPECT_TRUE(ended_lendings(*connection, now)->empty()) << "what is under way may be finished";
  EXPECT_FALSE(lent(opening, helper("T-2", "nol/h2"))) << "nothing is lent in the grace";
  EXPECT_FALSE(as("desk", [&](Journal& journal, DeskFacts&) { return note_ceased(journal, *id); }));
  now = end;
  ASSERT_EQ(ended_lendings(*connection, now)->size(), 1U);
  entries.clear();
  ASSERT_TRUE(as("desk", [&](Journal& journal, DeskFacts&) { return note_ceased(journal, *id); }));
  ASSERT_EQ(entries.size(), 2U);
  const std::string proof = entries[0].draft.to_json() + entries[1].draft.to_json();
  EXPECT_NE(proof.find("nol/h1 ceased"), std::string::npos) << proof;
  EXPECT_EQ(state_of("nol/h1"), ItemState::kToCheck);
  EXPECT_TRUE(ended_lendings(*connection, now)->empty());
}

TEST_P(LendingTest, AnIdThatWasLentIsDeletedAndNeverLentAgain) {
  const auto id = lent(opening, helper("T-1", "nol/h1"));
  ASSERT_TRUE(id) << said(id);
  const auto deleted = [&](Journal& journal, DeskFacts&) {
    return note_deletion(journal, *id, "管理者", {});
  };
  EXPECT_FALSE(as("desk", deleted)) << "it has not ended";
  ASSERT_TRUE(as("desk", [&](Journal& journal, DeskFacts& facts) {
    return end_lending(journal, facts, rules, *id, {"応援終了", 0});
  }));
  ASSERT_TRUE(as("desk", [&](Journal& journal, DeskFacts&) { return note_ceased(journal, *id); }));
  const auto item = item_of(*connection, "nol/h1");
  EXPECT_EQ(said(as("desk",
                    [&](Journal& journal, DeskFacts&) {
                      return set_state(journal, (*item)->id, ItemState::kReady, "r");
                    })),
            "the ID `nol/h1` was lent and is to be deleted");
  ASSERT_TRUE(as("desk", deleted));
  EXPECT_FALSE(as("desk", deleted));
  EXPECT_EQ(state_of("nol/h1"), ItemState::kRetired);
  EXPECT_EQ(find_lending(*connection, *id)->state(now), LendingState::kEnded);
  ASSERT_TRUE(returned(opening, {"T-1"}));
  EXPECT_EQ(find_lending(*connection, *id)->state(now), LendingState::kSettled);
}

TEST_P(LendingTest, ExtendsWithinItsOfficesPeriod) {
  const auto id = lent(opening, helper("T-1", "nol/h1"));
  ASSERT_TRUE(id) << said(id);
  const auto extended = [&](int64_t days) {
    return as("desk", [&](Journal& journal, DeskFacts& facts) {
      return extend_lending(journal, facts, rules, *id, shifted(now, days * 24 * kHour), "r");
    });
  };
  EXPECT_FALSE(extended(1)) << "that is earlier";
  EXPECT_FALSE(extended(11)) << "beyond the office's period";
  ASSERT_TRUE(extended(9));
  EXPECT_EQ(known(reg::Table::kGrants)[0].period.until, shifted(now, 9 * 24 * kHour));
  EXPECT_EQ(known(reg::Table::kAccounts)[0].period.until, shifted(now, 9 * 24 * kHour));
}

TEST_P(LendingTest, TheCodeIsShownOnceAndEachSheetIsHandedOverOnce) {
  const auto id = lent(opening, helper("T-1", "nol/h1"));
  ASSERT_TRUE(id) << said(id);
  const auto over = [&](Sheet sheet) {
    return as("desk",
              [&](Journal& journal, DeskFacts&) { return hand_over(journal, *id, sheet, "", {}); });
  };
  EXPECT_EQ(said(over(Sheet::kCode)), "lending 1 has no code yet");
  const auto code = [&](const std::string& again) {
    return as("desk",
              [&](Journal& journal, DeskFacts&) { return note_code(journal, *id, "user", again); });
  };
  ASSERT_TRUE(code(""));
  EXPECT_FALSE(code("")) << "once";
  EXPECT_TRUE(code("紛失"));
  ASSERT_TRUE(over(Sheet::kSlip));
  ASSERT_TRUE(over(Sheet::kCode));
  EXPECT_FALSE(over(Sheet::kSlip));
  const Lending lending = *find_lending(*connection, *id);
  EXPECT_EQ(lending.slip->by, "desk");
  EXPECT_EQ(lending.code->at, now);
}

TEST_P(LendingTest, PaperIsKeptWhateverItContradicts) {
  ASSERT_TRUE(lent(opening, helper("T-1", "nol/h1")));
  const Instant before = now;
  now = shifted(now, kHour);
  LendingWish wish = helper("T-2", "nol/h2");
  wish.paper = {.note = "貸出簿 3頁"};
  EXPECT_FALSE(lent(opening, wish)) << "paper says when";
  wish.from = before;
  wish.paper->returned = shifted(before, kHour / 2);
  const auto good = lent(opening, wish);
  ASSERT_TRUE(good) << said(good);
  Lending lending = *find_lending(*connection, *good);
  EXPECT_TRUE(lending.contradictions.empty());
  EXPECT_EQ(lending.period, (Period{before, shifted(before, kHour / 2)}));
  EXPECT_EQ(state_of("T-2"), ItemState::kToCheck) << "it is back";
  EXPECT_EQ(known(reg::Table::kGrants).size(), 2U);

  wish = helper("T-9", "nol/h1");
  wish.from = shifted(before, -kHour);
  wish.until = shifted(before, 5 * kHour);
  wish.paper = {.note = "貸出簿 4頁"};
  const auto bad = lent(opening, wish);
  ASSERT_TRUE(bad) << said(bad);
  lending = *find_lending(*connection, *bad);
  EXPECT_EQ(lending.contradictions,
            (std::vector<Contradiction>{{ContradictionKind::kAccountLent, "1"},
                                        {ContradictionKind::kNotInPool, "T-9"},
                                        {ContradictionKind::kOutsidePeriod, "D1-1"}}));
  EXPECT_EQ(known(reg::Table::kGrants).size(), 2U) << "the registers keep to one holder";
  EXPECT_EQ(open_ones(), (std::vector<std::string>{"lending-3-paper"}));
}

// Whatever the desk does, no ID is anybody's whose lending overlaps with another one's, nothing is
// granted beyond its office's period, and nothing that is out is lost.
TEST_P(LendingTest, NoIdIsLentTwiceAtATimeOverRandomActs) {
  if (GetParam() == store::Database::Kind::kPostgres) GTEST_SKIP() << "the rules are the same";
  const int64_t opening = opened(kKumamoto);  // open-ended, beside the other one
  const std::vector<std::string> terminals{"T-1", "T-2"}, accounts{"nol/h1", "nol/h2"};
  const auto act = [&](int kind, size_t which, int64_t hours) {
    const std::string& terminal = terminals[which % 2];
    const std::string& account = accounts[which / 2 % 2];
    LendingWish wish = helper(terminal, account);
    wish.until = shifted(now, (1 + hours) * kHour);
    const auto all = *list_lendings(*connection, {});
    const int64_t some = all.empty() ? 0 : all[which % all.size()].id;
    switch (kind) {
      case 0:
        (void)lent(opening, wish);
        break;
      case 1:
        wish.from = shifted(now, -hours * kHour);
        wish.paper = {.note = "p"};
        (void)lent(opening, wish);
        break;
      case 2:
        (void)returned(opening, {terminal});
        break;
      case 3:
        (void)as("desk", [&](Journal& journal, DeskFacts& facts) {
          return end_lending(journal, facts, rules, some, {"r", hours});
        });
        break;
      case 4:
        (void)as("desk", [&](Journal& journal, DeskFacts& facts) {
          return extend_lending(journal, facts, rules, some, shifted(now, 2 * hours * kHour), "r");
        });
        break;
      case 5:
        now = shifted(now, hours * kHour);
        for (const Lending& one : *ended_lendings(*connection, now)) {
          (void)as("desk",
                   [&](Journal& journal, DeskFacts&) { return note_ceased(journal, one.id); });
        }
        break;
      default:
        for (const PoolItem& item : *list_pool(*connection, {})) {
          (void)as("desk", [&](Journal& journal, DeskFacts&) {
            return set_state(journal, item.id, ItemState::kReady, "r");
          });
        }
        (void)as("desk", [&](Journal& journal, DeskFacts&) {
          return note_deletion(journal, some, "admin", {});
        });
        for (const std::string& code : accounts) {
          if (state_of(code) == ItemState::kRetired) prepare(kKumamoto, {}, {code});
        }
    }
  };
  const auto holds = [&]() -> void {
    const auto held = known(reg::Table::kAccounts);
    for (size_t i = 0; i < held.size(); ++i) {
      for (size_t j = i + 1; j < held.size(); ++j) {
        const bool same = held[i].fields.substr(0, 15) == held[j].fields.substr(0, 15);
        ASSERT_FALSE(same && held[i].period.overlaps(held[j].period));
      }
    }
    const Period office = find_opening(*connection, opening)->period;
    for (const store::Statement& grant : known(reg::Table::kGrants)) {
      ASSERT_LE(office.from, grant.period.from);
      ASSERT_LE(grant.period.until, office.until);
    }
    for (const Lending& one : *list_lendings(*connection, {})) {
      if (one.terminal_returned || one.what.paper) continue;
      ASSERT_EQ(state_of(one.what.terminal), ItemState::kLent) << one.id;
    }
  };
  const uint64_t seed = std::random_device{}();
  SCOPED_TRACE(fmt::format("seed {}", seed));
  std::mt19937_64 random(seed);
  size_t most = 0;
  for (int i = 0; i < 400 && !HasFatalFailure(); ++i) {
    act(static_cast<int>(random() % 7), random() % 64, static_cast<int64_t>(random() % 30));
    holds();
    most = std::max(most, known(reg::Table::kAccounts).size());
  }
  EXPECT_GT(most, 3U) << "enough was lent for the rule to be tried";
}

}  // namespace
}  // namespace sekisho::disaster
