#include "service/review/run_review.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "demo/demo.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

// A review of a small demo, with the shipped profiles and policies.
class RunReviewTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    demo_ = fs::path(::testing::TempDir()) / "sekisho_run_review";
    fs::remove_all(demo_);
    ASSERT_TRUE(demo::write_demo({.out = demo_, .accesses = 3000, .seed = 5}, {}).has_value());
  }
  static void TearDownTestSuite() { fs::remove_all(demo_); }

  static ReviewOptions options(const std::string& out) {
    ReviewOptions options;
    options.places = {demo_ / "register", demo_ / "logs", SEKISHO_ROOT "/sources",
                      SEKISHO_ROOT "/policies"};
    options.out = demo_ / out;
    options.jobs = 1;
    return options;
  }
  static std::string file(const std::string& name) {
    return read_file(demo_ / name, 100 << 20).value_or("");
  }

  static inline fs::path demo_;
};

TEST_F(RunReviewTest, AccountsForEveryLine) {
  const auto result = run_review(options("lines"));
  ASSERT_TRUE(result.has_value()) << to_string(result.error());
  uint64_t judged = 0;
  for (const review::FileRead& read : (*result)->review.files) {
    EXPECT_EQ(read.lines.lines,
              read.lines.header_lines + read.lines.event_lines + read.lines.reject_lines)
        << read.file.name;
    judged += read.counts.permitted + read.counts.violations + read.counts.attempts +
              read.counts.doubtful + read.counts.undetermined;
    EXPECT_EQ(read.counts.examined, read.lines.events) << read.file.name;
  }
  EXPECT_EQ(judged, 3000U);
}

TEST_F(RunReviewTest, GivesTheSameBytesForAnyNumberOfThreads) {
  ASSERT_TRUE(run_review(options("one")).has_value());
  ReviewOptions many = options("many");
  many.jobs = 4;
  ASSERT_TRUE(run_review(many).has_value());
  for (const std::string name : {"findings.csv", "undetermined.csv", "rejects.csv", "scope.json",
                                 "coverage.json", "footprints.ndjson"}) {
    EXPECT_FALSE(file("one/" + name).empty()) << name;
    EXPECT_EQ(file("one/" + name), file("many/" + name)) << name;
  }
}

TEST_F(RunReviewTest, IsReproducedOrSaysWhichInputDiffers) {
  ASSERT_TRUE(run_review(options("first")).has_value());
  const auto same = reproduce(demo_ / "first/run.json", {}, 2);
  ASSERT_TRUE(same.has_value()) << to_string(same.error());
  EXPECT_TRUE(same->same);
  EXPECT_TRUE(same->differences.empty());
  EXPECT_FALSE(fs::exists(demo_ / "first/.reproduction"));

  const fs::path changed = demo_ / "changed";
  fs::copy(demo_ / "register", changed);
  const std::string accounts = read_file(changed / "accounts.csv", 100 << 20).value_or("");
  ASSERT_TRUE(write_file(changed / "accounts.csv", accounts.substr(0, accounts.find('\n') + 1))
                  .has_value());
  ReviewPlaces places;
  places.registers = changed;
  const auto other = reproduce(demo_ / "first/run.json", places, 2);
  ASSERT_TRUE(other.has_value()) << to_string(other.error());
  EXPECT_FALSE(other->same);
  ASSERT_EQ(other->differences.size(), 1U);
  EXPECT_NE(other->differences[0].find("accounts.csv"), std::string::npos);
}

// An upgrade brings other profiles, and somebody changes the rules: a run is done again by its own.
TEST_F(RunReviewTest, IsReproducedByItsOwnProfilesAndPolicies) {
  ReviewOptions own = options("own");
  own.places.profiles = demo_ / "own_profiles";
  own.places.policies = demo_ / "own_policies";
  fs::copy(SEKISHO_ROOT "/sources", own.places.profiles, fs::copy_options::recursive);
  fs::copy(SEKISHO_ROOT "/policies", own.places.policies, fs::copy_options::recursive);
  ASSERT_TRUE(run_review(own).has_value());

  // Sales staff lose a rule, and a log is read as if its clock stood elsewhere.
  ASSERT_TRUE(fs::remove(own.places.policies / "barrier/10-own-staff.cedar"));
  const fs::path profile = own.places.profiles / "logs/nol.toml";
  std::string text = read_file(profile, 1 << 20).value_or("");
  const size_t zone = text.find("Asia/Tokyo");
  ASSERT_NE(zone, std::string::npos);
  ASSERT_TRUE(write_file(profile, text.replace(zone, 10, "+08:00")));
  ReviewOptions changed = own;
  changed.out = demo_ / "own_changed";
  ASSERT_TRUE(run_review(changed).has_value());
  EXPECT_NE(file("own/findings.csv"), file("own_changed/findings.csv"));

  const auto again = reproduce(demo_ / "own/run.json", {}, 1);
  ASSERT_TRUE(again.has_value()) << to_string(again.error());
  EXPECT_TRUE(again->same) << again->changed.size();
  EXPECT_TRUE(again->differences.empty()) << again->differences.front();

  // What was kept is held to its hash, too.
  fs::remove(demo_ / "own/inputs/policies/barrier/10-own-staff.cedar");
  const auto tampered = reproduce(demo_ / "own/run.json", {}, 1);
  ASSERT_TRUE(tampered.has_value()) << to_string(tampered.error());
  EXPECT_FALSE(tampered->same);
  ASSERT_FALSE(tampered->differences.empty());

  // The newest ones, where somebody asks for them.
  const auto newest = reproduce(demo_ / "own/run.json", own.places, 1);
  ASSERT_TRUE(newest.has_value()) << to_string(newest.error());
  EXPECT_FALSE(newest->same);
}

TEST_F(RunReviewTest, ExaminesThePeriodThatWasAsked) {
  ReviewOptions half = options("half");
  half.from = "2024-10-01";
  half.until = "2024-11-01";
  const auto result = run_review(half);
  ASSERT_TRUE(result.has_value()) << to_string(result.error());
  ASSERT_FALSE((*result)->review.findings.empty());
  for (const review::Finding& finding : (*result)->review.findings) {
    EXPECT_TRUE((*result)->context->period.contains(finding.time));
  }
}

TEST_F(RunReviewTest, RefusesWhatMakesNoSense) {
  ReviewOptions backwards = options("bad");
  backwards.from = "2024-11-01";
  backwards.until = "2024-10-01";
  EXPECT_EQ(run_review(backwards).error().code, ErrorCode::kUsage);
  ReviewOptions nowhere = options("bad");
  nowhere.places.logs = demo_ / "no such place";
  EXPECT_EQ(run_review(nowhere).error().code, ErrorCode::kNotFound);
  ReviewOptions lawless = options("bad");
  lawless.places.policies = demo_ / "register";
  EXPECT_EQ(run_review(lawless).error().code, ErrorCode::kNotFound);
}

TEST_F(RunReviewTest, RefusesObligationsThatNobodyKnowsBeforeALogIsRead) {
  const fs::path policies = demo_ / "policies";
  fs::copy(SEKISHO_ROOT "/policies", policies, fs::copy_options::recursive);
  fs::remove(policies / "obligations.toml");
  ReviewOptions unmet = options("unmet");
  unmet.places.policies = policies;
  unmet.places.logs = demo_ / "register";  // which holds no log that could be read
  const auto result = run_review(unmet);
  ASSERT_FALSE(result.has_value());
  EXPECT_TRUE(result.error().message.starts_with("policy `disaster-helper`: "))
      << result.error().message;
  EXPECT_TRUE(fs::is_empty(demo_ / "unmet"));
}

TEST_F(RunReviewTest, SaysNothingOfSystemsWithoutALog) {
  ReviewOptions empty = options("empty");
  empty.places.logs = demo_ / "nothing";
  fs::create_directories(empty.places.logs);
  const auto result = run_review(empty);
  ASSERT_TRUE(result.has_value()) << to_string(result.error());
  EXPECT_TRUE((*result)->scope.systems.empty());
  EXPECT_EQ((*result)->scope.without_log.size(),
            (*result)->barrier->loaded.registers.systems.size());
}

}  // namespace
}  // namespace sekisho::service
