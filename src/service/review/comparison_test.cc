#include "service/review/comparison.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "demo/demo.h"
#include "service/review/run_review.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

class ComparisonTest : public ::testing::Test {
 protected:
  ComparisonTest() {
    fs::remove_all(demo_);
    SEKISHO_INVARIANT(
        demo::write_demo({.out = demo_, .accesses = 2000, .seed = 3}, {}).has_value());
  }
  ~ComparisonTest() override { fs::remove_all(demo_); }

  Result<std::unique_ptr<ReviewResult>> review(const std::string& out, const std::string& before) {
    ReviewOptions options;
    options.places = {demo_ / "register", demo_ / "logs", SEKISHO_ROOT "/sources",
                      SEKISHO_ROOT "/policies"};
    options.out = demo_ / out;
    options.jobs = 1;
    if (!before.empty()) options.before = demo_ / before;
    return run_review(options);
  }

  fs::path demo_ = fs::path(::testing::TempDir()) / "sekisho_comparison";
};

TEST_F(ComparisonTest, FindsNoChangeBetweenARunAndItself) {
  ASSERT_TRUE(review("first", "").has_value());
  const auto again = review("again", "first");
  ASSERT_TRUE(again.has_value()) << to_string(again.error());
  EXPECT_TRUE((*again)->comparison->changes.empty());
  EXPECT_TRUE((*again)->comparison->differences.empty());
}

TEST_F(ComparisonTest, WithdrawsWhatACorrectionExplainsAndNamesTheInput) {
  const auto first = review("first", "");
  ASSERT_TRUE(first.has_value());
  fs::copy_file(demo_ / "correction/assignments.csv", demo_ / "register/assignments.csv",
                fs::copy_options::overwrite_existing);
  const auto corrected = review("corrected", "first");
  ASSERT_TRUE(corrected.has_value()) << to_string(corrected.error());
  const Comparison& comparison = *(*corrected)->comparison;
  const uint64_t withdrawn = comparison.count(Change::Kind::kWithdrawn);
  EXPECT_GT(withdrawn, 0U);
  EXPECT_EQ(withdrawn, (*first)->review.findings.size() - (*corrected)->review.findings.size());
  EXPECT_EQ(comparison.count(Change::Kind::kAdded) + comparison.count(Change::Kind::kChanged), 0U);
  EXPECT_EQ(comparison.differences,
            std::vector<std::string>{"register `assignments.csv` has changed"});
  const std::string page = read_file(demo_ / "corrected/report.html", 100 << 20).value_or("");
  EXPECT_NE(page.find("取り下げた疑い"), std::string::npos);
  EXPECT_TRUE(read_file(demo_ / "corrected/changes.csv", 100 << 20)
                  .value_or("")
                  .starts_with("change,file,line,disposition_before"));
}

TEST_F(ComparisonTest, RefusesWhatIsNoRun) {
  ASSERT_TRUE(review("first", "").has_value());
  ASSERT_TRUE(write_file(demo_ / "first/findings.csv", "a,b\n1,2\n").has_value());
  EXPECT_EQ(review("again", "first").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(review("again", "nowhere").error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace sekisho::service
