#include "disaster/scan.h"

#include "disaster/disasters_test.h"

namespace sekisho::disaster {
namespace {

class ScanTest : public DisasterTest {
 protected:
  void SetUp() override {
    DisasterTest::SetUp();
    if (IsSkipped()) return;
    opening = opened(kKumamoto);
    prepare(kKumamoto, {"T-1", "T-2", "T-3"}, {"nol/h1", "nol/h2"});
    prepare(kAso, {"A-1"}, {});
    ASSERT_TRUE(lent(opening, helper("T-1", "nol/h1")));
    ASSERT_TRUE(lent(opening, helper("T-2", "nol/h2")));
  }
  StockTake taken(const std::vector<std::string>& codes) {
    const auto out = get<StockTake>("desk", [&](Journal& journal, DeskFacts&) {
      return take_stock(journal, kKumamoto, codes);
    });
    EXPECT_TRUE(out) << said(out);
    return out.value_or(StockTake{});
  }
  int64_t opening = 0;
};
SEKISHO_ON_BOTH(ScanTest);

TEST(Codes, AreOneALine) {
  EXPECT_EQ(*codes_in(" T-1 \r\n\n\tT-2\n"), (std::vector<std::string>{"T-1", "T-2"}));
  EXPECT_FALSE(codes_in(" \n"));
  EXPECT_FALSE(codes_in("a\tb"));
}

TEST_P(ScanTest, SaysAtOnceWhatIsBackAndWhatIsStillOut) {
  ASSERT_TRUE(lifted(opening, 0));
  const auto back = returned(opening, {"T-1", "T-1", "T-3", "A-1", "X-9", "nol/h1"});
  ASSERT_TRUE(back) << said(back);
  EXPECT_EQ(back->expected, 2);
  EXPECT_EQ(back->returned, 1);
  EXPECT_EQ(back->still_out, (std::vector<std::string>{"T-2"}));
  std::vector<ScannedAs> as;
  for (const Scanned& one : back->scanned) as.push_back(one.as);
  EXPECT_EQ(as,
            (std::vector<ScannedAs>{ScannedAs::kReturned, ScannedAs::kTwice, ScannedAs::kHere,
                                    ScannedAs::kElsewhere, ScannedAs::kUnknown, ScannedAs::kHere}));
  EXPECT_EQ(back->scanned[3].office, kAso);
  EXPECT_EQ(state_of("T-1"), ItemState::kToCheck);
}

TEST_P(ScanTest, WhoeverReturnsTheTerminalHasNoUseOfTheId) {
  ASSERT_TRUE(returned(opening, {"T-1"}));
  const Lending lending = *find_lending(*connection, 1);
  EXPECT_EQ(lending.state(now), LendingState::kEnded);
  EXPECT_EQ(known(reg::Table::kGrants).size(), 1U) << "one began and ended at the same moment";
}

TEST_P(ScanTest, ATerminalThatIsShortIsIrregularWhenItIsDue) {
  ASSERT_TRUE(lifted(opening, 0));
  ASSERT_TRUE(returned(opening, {"T-1"}));
  for (const int64_t id : {1, 2}) {
    ASSERT_TRUE(as("desk", [&](Journal& journal, DeskFacts&) {
      return note_deletion(journal, id, "管理者", {});
    }));
  }
  now = shifted(now, 24 * kHour - 1);
  EXPECT_TRUE(open_ones().empty());
  now = shifted(now, 1);
  EXPECT_EQ(open_ones(), (std::vector<std::string>{"lending-2-terminal"}));
  EXPECT_EQ(open_ones(1).size(), 1U) << "it is shown on its disaster";
  ASSERT_TRUE(returned(opening, {"T-2"}));
  EXPECT_EQ(open_ones().size(), 1U) << "late is late";
  const auto close = [&](const std::string& reason) {
    return as("clerk", [&](Journal& journal, DeskFacts&) {
      return close_irregularity(journal, rules, "lending-2-terminal", reason);
    });
  };
  EXPECT_FALSE(close(" "));
  ASSERT_TRUE(close("返却を確認"));
  EXPECT_FALSE(close("again"));
  EXPECT_TRUE(open_ones().empty());
  EXPECT_EQ(irregularities(*connection, rules, now)->front().closed_by, "clerk");
}

TEST_P(ScanTest, TakesStockOfWhatIsNotLent) {
  StockTake stock = taken({"T-2", "A-1", "X-9", "nol/h1"});
  EXPECT_EQ(stock.expected, 1);
  EXPECT_EQ(stock.there, 0);
  EXPECT_EQ(stock.missing, (std::vector<std::string>{"T-3"}));
  EXPECT_EQ(stock.lent, (std::vector<std::string>{"T-1"}));
  ASSERT_EQ(stock.strange.size(), 3U);
  EXPECT_EQ(stock.strange[1].code, "T-2") << "it is lent, and it is here";
  EXPECT_EQ(stock.strange[1].lending, 2);
  EXPECT_EQ(state_of("T-3"), ItemState::kMissing);
  EXPECT_EQ(open_ones(), (std::vector<std::string>{"missing-1"}));
  stock = taken({"T-1"});
  EXPECT_EQ(stock.missing, (std::vector<std::string>{"T-3"})) << "still";
  EXPECT_EQ(open_ones().size(), 1U) << "it is the same one";
  stock = taken({"T-3"});
  EXPECT_EQ(stock.found, (std::vector<std::string>{"T-3"}));
  EXPECT_EQ(state_of("T-3"), ItemState::kToCheck);
  EXPECT_EQ(open_ones().size(), 1U) << "somebody says why it was missing";
  ASSERT_EQ(list_stock_takes(*connection, kKumamoto)->size(), 3U);
  EXPECT_EQ(list_stock_takes(*connection, kKumamoto)->back().strange.size(), 3U);
  EXPECT_TRUE(list_stock_takes(*connection, kAso)->empty());
}

}  // namespace
}  // namespace sekisho::disaster
