#include "service/review/review_report.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "service/explanation_utility_test.h"
#include "service/review/review_report_lines.h"
#include "service/review/review_report_parts.h"

namespace sekisho::service {
namespace {

class ReviewReportTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ReviewOptions options;
    options.places = utility.places();
    options.out = utility.root() / "out";
    options.jobs = 1;
    auto done = run_review(options);
    ASSERT_TRUE(done) << to_string(done.error());
    result = std::move(*done);
  }

  ExplanationUtility utility;
  std::unique_ptr<ReviewResult> result;
};

TEST_F(ReviewReportTest, FillsTheFigures) {
  report::ReviewPage page;
  add_figures(*result, page);
  ASSERT_TRUE(page.total);
  EXPECT_EQ(page.total->viewed, 4U);
  EXPECT_EQ(page.total->doubtful, 1U);
  EXPECT_EQ(page.total->undetermined, 1U);
  EXPECT_EQ(page.total->contracts, 1U);
  EXPECT_EQ(page.total->suppliers, 1U);
  EXPECT_EQ(page.total->switch_pending, std::nullopt);
  ASSERT_EQ(page.systems.size(), 2U);
  EXPECT_EQ(page.systems[0].name.ja, "託送オンライン");
  EXPECT_EQ(page.systems[1].id, "bill");
  EXPECT_FALSE(page.systems[1].has_log);
  EXPECT_EQ(page.read.lines, page.read.headers + page.read.events + page.read.rejects);
  EXPECT_EQ(page.read.rejects, 2U);
  const auto about = [&](std::string_view part) {
    return std::ranges::count_if(page.undeterminable, [&](const report::Undeterminable& row) {
      return row.what.en.find(part) != std::string::npos;
    });
  };
  EXPECT_EQ(about("without a log (bill)"), 1);
  EXPECT_EQ(about("1 accesses that the registers do not decide"), 1);
  EXPECT_EQ(about("lines that could not be read"), 1);
  EXPECT_EQ(about("looks before the log begins: 託送オンライン"), 1);
}

TEST_F(ReviewReportTest, FillsTheCharts) {
  report::ReviewPage page;
  add_charts(*result, page);
  ASSERT_EQ(page.timeline.bars.size(), 2U);
  EXPECT_EQ(page.timeline.bars[0].viewed, 3U);
  EXPECT_EQ(page.timeline.bars[1].viewed, 1U);
  ASSERT_EQ(page.matrix.systems.size(), 1U);
  const auto moved =
      std::ranges::find(page.matrix.viewers.rows, "﨑山 花子 (P2)", &report::MatrixRow::viewer);
  ASSERT_NE(moved, page.matrix.viewers.rows.end());
  EXPECT_EQ(moved->affiliation, "みさき電力");
  EXPECT_EQ(moved->cells.at(0).accesses, 2U);
  EXPECT_EQ(moved->cells.at(0).contracts, 1U);
  const auto route = std::ranges::find(page.routes, "kept-after-transfer", &report::RouteRow::id);
  ASSERT_NE(route, page.routes.end());
  EXPECT_EQ(route->title.ja, "異動後の権限残存");
  EXPECT_FALSE(route->explanation.empty());
  EXPECT_EQ(route->accesses, 2U);
  const auto lent = std::ranges::find(page.routes, "lent-id", &report::RouteRow::id);
  ASSERT_NE(lent, page.routes.end());
  EXPECT_EQ(lent->givers, 1U);
  EXPECT_EQ(lent->takers, 1U);
}

TEST_F(ReviewReportTest, FillsTheCalendarRejectsAndContradictions) {
  report::ReviewPage page;
  add_coverage(*result, page);
  ASSERT_EQ(page.coverage.size(), 2U);
  EXPECT_EQ(page.coverage[0].days.size(), 36U);  // 2022-10-03 to 2022-11-07
  EXPECT_EQ(page.coverage[0].days[0].events, 2U);
  EXPECT_EQ(page.coverage[0].days[10].state, report::DayState::kQuiet);
  EXPECT_FALSE(page.coverage[1].has_log);
  ASSERT_EQ(page.rejects.rows.size(), 2U);
  const auto broken =
      std::ranges::find(page.rejects.rows, 9U, [](const auto& row) { return row.example.line; });
  ASSERT_NE(broken, page.rejects.rows.end());
  EXPECT_EQ(broken->example.text, "2022/10/05 12:00:00,k1");
  ASSERT_EQ(page.contradictions.rows.size(), 1U);
  EXPECT_EQ(page.contradictions.rows[0].register_name, "accounts");
  EXPECT_EQ(page.contradictions.rows[0].rows.size(), 2U);
}

TEST_F(ReviewReportTest, ExplainsFindingsFromTheRawLineToTheRule) {
  report::ReviewPage page;
  add_findings(*result, page);
  EXPECT_EQ(page.findings.total, result->review.findings.size());
  const auto moved =
      std::ranges::find(page.findings.rows, 3U, [](const auto& row) { return row.source.line; });
  ASSERT_NE(moved, page.findings.rows.end());
  EXPECT_EQ(moved->source.file, "logs/nol/NOL_202210.csv");
  EXPECT_TRUE(moved->source.text.starts_with("R4.10.3 11:00:00,Ｋ２,T-2,NOL-203,\"照会, 詳細\""))
      << moved->source.text;
  EXPECT_NE(moved->source.raw, moved->source.text);
  EXPECT_EQ(moved->viewer, "﨑山 花子 (P2)");
  EXPECT_EQ(moved->certainty, report::Certainty::kConfirmed);
  EXPECT_EQ(moved->policy_title.en, "Staff of the T&D company, at its terminals");
  EXPECT_EQ(moved->failed_clause.ja, "送配電会社に勤務している");
  EXPECT_TRUE(std::ranges::any_of(moved->facts, &report::FactRow::decisive));
  EXPECT_TRUE(std::ranges::any_of(page.findings.rows, [](const auto& row) {
    return row.disposition == report::Disposition::kDoubtful;
  }));
  ASSERT_EQ(page.undetermined.rows.size(), 1U);
  EXPECT_EQ(page.undetermined.rows[0].readings.size(), 2U);
  EXPECT_EQ(page.undetermined.rows[0].why.en,
            "two rows overlap in time (register/accounts.csv lines 6 and 9)");
}

// A presumed name is never in the sentence that says what happened.
TEST_F(ReviewReportTest, NamesNobodyInASummary) {
  report::ReviewPage page;
  add_findings(*result, page);
  for (const report::FindingExample& finding : page.findings.rows) {
    for (const std::string_view name : {"髙橋", "﨑山", "渡邊", "小野"})
      EXPECT_EQ(finding.summary.ja.find(name), std::string::npos) << finding.summary.ja;
  }
}

TEST_F(ReviewReportTest, ReadsLinesAgain) {
  const auto lines = read_log_lines(*result, {{0, 10}, {0, 3}, {0, 3}, {0, 9}, {0, 4000}});
  ASSERT_EQ(lines.size(), 2U);  // 9 is a reject, 4000 does not exist
  const LogLine& last = lines.at({0, 10});
  EXPECT_EQ(last.account, "k2");
  EXPECT_EQ(last.terminal, "T-2");
  EXPECT_EQ(last.outcome, logs::Outcome::kAllowed);
  EXPECT_TRUE(last.text.starts_with("2022/11/07 10:00:00")) << last.text;
  // A file that is gone leaves the page without its raw lines, and that is all.
  std::filesystem::remove_all(utility.root() / "logs");
  EXPECT_TRUE(read_log_lines(*result, {{0, 3}}).empty());
  EXPECT_FALSE(review_report(*result).empty());
}

TEST_F(ReviewReportTest, IsOnePage) {
  const std::string html = review_report(*result);
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>") || html.starts_with("<!doctype html>"));
  EXPECT_NE(html.find("みさき送配電"), std::string::npos);
  EXPECT_NE(html.find("異動後の権限残存"), std::string::npos);
  EXPECT_EQ(html, review_report(*result));
}

}  // namespace
}  // namespace sekisho::service
