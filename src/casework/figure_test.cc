#include "casework/figure.h"

#include "casework/cases_test.h"

namespace sekisho::casework {
namespace {

class FigureTest : public CaseworkTest {
 protected:
  static Figure figure(int64_t contracts, const std::string& run = "run1") {
    Figure out;
    out.name = "press-2023-02-17";
    out.title = "公表";
    out.recipient = "経済産業省";
    out.review = "r1";
    out.run_sha256 = run;
    out.part = "total";
    out.counts = {{"contracts", contracts}, {"retailers", 186}};
    out.approval = {"", "決裁2023-0217"};
    return out;
  }
  Result<Figure> published(const Figure& figure) {
    Result<Figure> out = figure;
    const auto done = as("clerk", [&](Journal& journal) -> Result<void> {
      out = publish(journal, figure);
      return out ? Result<void>() : std::unexpected(out.error());
    });
    return out;
  }
};
SEKISHO_ON_BOTH(FigureTest);

TEST_P(FigureTest, IsFrozenAndCorrectedByAFurtherVersion) {
  ASSERT_TRUE(published(figure(13608)));
  Figure corrected = figure(14657, "run2");
  EXPECT_FALSE(published(corrected)) << "a correction has a reason";
  corrected.reason = "a system's log came late";
  const auto second = published(corrected);
  ASSERT_TRUE(second) << to_string(second.error());
  EXPECT_EQ(second->version, 2);
  EXPECT_EQ(second->difference, (FigureCounts{{"contracts", 1049}}));
  const auto all = versions_of(*connection, "press-2023-02-17").value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].counts.at("contracts"), 13608) << "what went out stays";
  EXPECT_EQ(all[0].approval.number, "決裁2023-0217");
  EXPECT_EQ(list_figures(*connection).value().size(), 1U);
  EXPECT_EQ(list_figures(*connection).value()[0].version, 2);
}

TEST_P(FigureTest, NeedsAnApprovalThatItsEntryNames) {
  Figure none = figure(1);
  none.approval.number.clear();
  EXPECT_FALSE(published(none));
  EXPECT_TRUE(entries.empty());
  ASSERT_TRUE(published(figure(1)));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].draft.at_pointer("/approval/number")->as_string(), "決裁2023-0217");
  EXPECT_EQ(entries[0].draft.find("on")->as_string(), "figure");
}

TEST_P(FigureTest, IsNotPublishedTwice) {
  ASSERT_TRUE(published(figure(5)));
  Figure again = figure(5);
  again.reason = "once more";
  EXPECT_FALSE(published(again));
  Figure empty = figure(5);
  empty.counts.clear();
  EXPECT_FALSE(published(empty));
  EXPECT_FALSE(versions_of(*connection, "nothing"));
}

}  // namespace
}  // namespace sekisho::casework
