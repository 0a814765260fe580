#include "disaster/disaster.h"

#include "disaster/disasters_test.h"

namespace sekisho::disaster {
namespace {

class OpeningTest : public DisasterTest {};
SEKISHO_ON_BOTH(OpeningTest);

TEST_P(OpeningTest, IsInTheRegisterFromWhenASecondPersonStandsByIt) {
  OpeningWish wish = office(kKumamoto);
  wish.number.clear();
  const auto id = get<int64_t>("desk", [&](Journal& journal, DeskFacts& facts) {
    return declare(journal, facts, "台風12号", {wish, office(kAso, shifted(now, kHour))});
  });
  ASSERT_TRUE(id) << said(id);
  Disaster disaster = *find_disaster(*connection, *id);
  ASSERT_EQ(disaster.openings.size(), 2U);
  EXPECT_EQ(disaster.openings[0].state(now), OpeningState::kProposed);
  EXPECT_EQ(disaster.openings[1].state(now), OpeningState::kOpen);
  EXPECT_EQ(known(reg::Table::kDisasters).size(), 1U);

  ASSERT_TRUE(as("second", [&](Journal& journal, DeskFacts& facts) {
    return approve(journal, facts, disaster.openings[0].id, "");
  }));
  disaster = *find_disaster(*connection, *id);
  EXPECT_EQ(disaster.openings[0].state(now), OpeningState::kOpen);
  EXPECT_EQ(disaster.openings[0].approved_by, "second");
  const auto register_rows = known(reg::Table::kDisasters);
  ASSERT_EQ(register_rows.size(), 2U);
  EXPECT_EQ(register_rows[1].period.until, kForever);
  EXPECT_NE(register_rows[1].fields.find("台風12号(熊本配電事業所)"), std::string::npos);
  EXPECT_NE(register_rows[1].fields.find(R"("areas":["熊本県"])"), std::string::npos);
}

TEST_P(OpeningTest, OfficesExtendAndCloseEachOnItsOwn) {
  const auto id = get<int64_t>("desk", [&](Journal& journal, DeskFacts& facts) {
    return declare(journal, facts, "台風12号",
                   {office(kKumamoto, shifted(now, kHour)), office(kAso)});
  });
  ASSERT_TRUE(id) << said(id);
  const std::vector<Opening> both = find_disaster(*connection, *id)->openings;
  EXPECT_FALSE(as("desk", [&](Journal& journal, DeskFacts& facts) {
    return extend(journal, facts, both[0].id, shifted(now, 2 * kHour), " ", "");
  })) << "a reason is needed";
  EXPECT_FALSE(as("desk", [&](Journal& journal, DeskFacts& facts) {
    return extend(journal, facts, both[1].id, shifted(now, 2 * kHour), "r", "");
  })) << "it is open-ended";
  ASSERT_TRUE(as("desk", [&](Journal& journal, DeskFacts& facts) {
    return extend(journal, facts, both[0].id, shifted(now, 2 * kHour), "r", "2026-2");
  }));
  EXPECT_FALSE(lifted(both[1].id, 61)) << "the grace is too long";
  ASSERT_TRUE(lifted(both[1].id, 30));
  EXPECT_FALSE(lifted(both[1].id, 0)) << "it is lifted";
  const auto rows = known(reg::Table::kDisasters);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].period.until, shifted(now, 2 * kHour));
  EXPECT_EQ(rows[1].period.until, shifted(now, kHour / 2));
  EXPECT_EQ(find_opening(*connection, both[1].id)->state(now), OpeningState::kEnding);
  now = shifted(now, kHour / 2);
  EXPECT_EQ(find_opening(*connection, both[1].id)->state(now), OpeningState::kOver);
  EXPECT_EQ(find_opening(*connection, both[0].id)->state(now), OpeningState::kOpen);

  const auto again = get<int64_t>("desk", [&](Journal& journal, DeskFacts& facts) {
    return open_office(journal, facts, *id, office(kAso));
  });
  EXPECT_TRUE(again) << said(again);
  EXPECT_FALSE(get<int64_t>("desk", [&](Journal& journal, DeskFacts& facts) {
    return open_office(journal, facts, *id, office(kAso));
  })) << "it is open";
}

TEST_P(OpeningTest, ThatIsLiftedBeforeItBeganNeverWas) {
  OpeningWish wish = office(kAso);
  wish.from = shifted(now, 5 * kHour);
  const auto id = get<int64_t>("desk", [&](Journal& journal, DeskFacts& facts) {
    return declare(journal, facts, "台風12号", {wish});
  });
  ASSERT_TRUE(id) << said(id);
  ASSERT_TRUE(lifted(find_disaster(*connection, *id)->openings[0].id, 0));
  EXPECT_TRUE(known(reg::Table::kDisasters).empty());
}

TEST(DisasterRules, AreReadWithTheirBounds) {
  const std::string good =
      "[grace]\nusual_minutes = 15\nlongest_minutes = 60\n[lending]\nusual_hours = 72\n"
      "longest_days = 31\n[return]\ndue_hours = 24\n";
  const auto read = DisasterRules::parse(good, "disasters.toml");
  ASSERT_TRUE(read) << said(read);
  EXPECT_EQ(read->due(Instant{0}), (Instant{24 * kHour}));
  for (const auto& [from, to] : {std::pair{"= 60", "= 61"}, std::pair{"= 15", "= 60\nmore = 1"},
                                 std::pair{"= 72", "= 8000"}, std::pair{"due_hours = 24", ""}}) {
    std::string bad = good;
    bad.replace(bad.find(from), std::string_view(from).size(), to);
    const bool refused = !DisasterRules::parse(bad, "disasters.toml");
    // `more` is a mistake of whoever wrote it, but not one of a number.
    EXPECT_EQ(refused, std::string_view(to).find("more") == std::string_view::npos) << to;
  }
}

}  // namespace
}  // namespace sekisho::disaster
