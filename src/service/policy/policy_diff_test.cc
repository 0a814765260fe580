#include "service/policy/policy_diff.h"

#include <gtest/gtest.h>

#include <map>

#include "base/file.h"
#include "demo/demo.h"
#include "service/review/run_review.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

using Counts = std::map<std::string, int64_t>;  // accesses by verdict

// A review of a small demo by the shipped rules, and other rules beside them.
class PolicyDiffRunTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    root_ = fs::path(testing::TempDir()) / "sekisho_policy_diff";
    fs::remove_all(root_);
    ASSERT_TRUE(demo::write_demo({.out = root_, .accesses = 5000, .seed = 3}, {}).has_value());
    before_ = review(shipped(), "review");
  }
  static void TearDownTestSuite() { fs::remove_all(root_); }

  static fs::path shipped() { return SEKISHO_ROOT "/policies"; }

  static Counts review(const fs::path& policies, const std::string& out) {
    ReviewOptions options;
    options.places = {root_ / "register", root_ / "logs", SEKISHO_ROOT "/sources", policies};
    options.out = root_ / out;
    options.jobs = 1;
    const auto done = run_review(options);
    EXPECT_TRUE(done.has_value()) << to_string(done.error());
    Counts counts;
    for (const review::FileRead& file : (*done)->review.files) {
      counts["permitted"] += static_cast<int64_t>(file.counts.permitted);
      counts["doubtful"] += static_cast<int64_t>(file.counts.doubtful);
      counts["denied"] += static_cast<int64_t>(file.counts.violations + file.counts.attempts);
      counts["undetermined"] += static_cast<int64_t>(file.counts.undetermined);
    }
    return counts;
  }

  // The shipped rules and some more.
  static fs::path rules(const std::string& more) {
    const fs::path out = root_ / "policies";
    fs::remove_all(out);
    fs::copy(shipped(), out, fs::copy_options::recursive);
    EXPECT_TRUE(write_file(out / "barrier/90-more.cedar", more).has_value());
    return out;
  }

  static PolicyDiff diff(const fs::path& now) {
    auto out = diff_policy_files({shipped().string(), now.string(), root_ / "review"});
    EXPECT_TRUE(out.has_value()) << to_string(out.error());
    return out ? std::move(*out) : PolicyDiff();
  }

  // What a review by the new rules would count.
  static Counts foretold(const RunDiff& run) {
    Counts counts = before_;
    for (const DecisionChange& change : run.changes) {
      counts[change.before.verdict] -= static_cast<int64_t>(change.accesses);
      counts[change.now.verdict] += static_cast<int64_t>(change.accesses);
    }
    return counts;
  }

  static inline fs::path root_;
  static inline Counts before_;
};

TEST_F(PolicyDiffRunTest, FindsNothingBetweenTheSameRules) {
  const PolicyDiff same = diff(shipped());
  EXPECT_TRUE(same.nothing());
  ASSERT_TRUE(same.run.has_value());
  EXPECT_TRUE(same.run->before_is_of_run);
  EXPECT_EQ(same.run->accesses, 5000U);
  EXPECT_EQ(same.run->unchanged, 5000U);
  EXPECT_EQ(same.run->other_reason, 0U);
}

// The table foretells what reading all logs again would find.
TEST_F(PolicyDiffRunTest, ForetellsAReviewByOtherRules) {
  for (const char* more :
       {R"(@id("more") forbid (principal, action, resource)
           when { context.account.kind == "temporary" };)",
        R"(@id("more") permit (principal, action, resource) when { context.account.inForce };)",
        R"(@id("more") forbid (principal, action, resource)
           when { context.terminal has custodian && context.terminal.custodian != principal };)",
        R"(@id("more") forbid (principal, action, resource in System::"nws")
           when { resource.system has operator }
           unless { principal.employers.contains(resource.system.operator) };)"}) {
    SCOPED_TRACE(more);
    const fs::path now = rules(more);
    const PolicyDiff found = diff(now);
    ASSERT_TRUE(found.run.has_value());
    EXPECT_EQ(found.run->undecided, 0U);
    EXPECT_FALSE(found.run->changes.empty());
    EXPECT_EQ(foretold(*found.run), review(now, "again"));
    ASSERT_EQ(found.sets.size(), 1U);
    EXPECT_EQ(found.sets[0].name, "barrier");
    EXPECT_EQ(found.sets[0].changes[0].id, "more");
  }
}

// What the table does not hold is never guessed; what it decides all the same is right.
TEST_F(PolicyDiffRunTest, SaysWhereANewReviewIsNeeded) {
  const std::map<std::string, std::string> rules_by_what{
      {"Terminal.zone", R"(@id("more") forbid (principal, action, resource in System::"nws")
          when { context.terminal.zone == "affiliate" };)"},
      {"Record.supplier", R"(@id("more") forbid (principal, action, resource is Record)
          when { context.account.kind == "shared" && resource has supplier };)"},
      {"Person::\"E100000\"",
       R"(@id("more") forbid (principal == Person::"E100000", action, resource in System::"cc");)"},
      {"Account.users", R"(@id("more") forbid (principal, action, resource)
          when { context.account.kind == "shared" && context.account.users == [principal] };)"},
      {"context.account.holder.*, context.terminal.custodian.*",
       R"(@id("more") forbid (principal, action, resource)
          when { context.terminal has custodian }
          when { context.terminal.custodian.grants.isEmpty() };)"}};
  for (const auto& [what, more] : rules_by_what) {
    SCOPED_TRACE(what);
    const fs::path now = rules(more);
    const PolicyDiff found = diff(now);
    ASSERT_TRUE(found.run.has_value());
    EXPECT_FALSE(found.nothing());
    EXPECT_TRUE(found.run->not_held.contains(what)) << policy_diff_text(found, false);
    EXPECT_GT(found.run->undecided, 0U);
    EXPECT_LT(found.run->undecided, found.run->accesses);
    uint64_t changed = 0;
    for (const DecisionChange& change : found.run->changes) changed += change.accesses;
    EXPECT_EQ(found.run->unchanged + changed + found.run->undecided, found.run->accesses);
    int64_t moved = 0;
    const Counts told = foretold(*found.run);
    for (const auto& [verdict, count] : review(now, "again")) {
      moved += std::abs(count - told.at(verdict));
    }
    EXPECT_LE(moved, 2 * static_cast<int64_t>(found.run->undecided));
  }
}

TEST_F(PolicyDiffRunTest, ReadsWellInBothLanguagesAndAsJson) {
  const PolicyDiff found = diff(rules(R"(@id("more") forbid (principal, action, resource)
                                         when { context.account.kind == "temporary" };)"));
  const std::string english = policy_diff_text(found, false);
  EXPECT_TRUE(english.starts_with("Of 5,000 accesses with ")) << english;
  EXPECT_NE(english.find("now      denied: more"), std::string::npos) << english;
  EXPECT_NE(english.find("barrier/more: added\n  + @id(\"more\")\n"), std::string::npos) << english;
  const std::string japanese = policy_diff_text(found, true);
  EXPECT_NE(japanese.find("許可 → 不許可"), std::string::npos) << japanese;
  const auto json = text::JsonValue::parse(policy_diff_json(found));
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->at_pointer("/policies/0/change")->as_string(), "added");
  EXPECT_EQ(json->at_pointer("/run/changes/0/now/policies/0")->as_string(), "more");
  EXPECT_EQ(json->at_pointer("/run/accesses")->as_uint(), 5000U);
}

TEST_F(PolicyDiffRunTest, RefusesWhatIsNoReview) {
  const auto missing = diff_policy_files({shipped().string(), shipped().string(), root_});
  ASSERT_FALSE(missing.has_value());
  EXPECT_FALSE(missing.error().help.empty());
  const auto nowhere = diff_policy_files({(root_ / "no").string(), shipped().string(), {}});
  EXPECT_FALSE(nowhere.has_value());
}

}  // namespace
}  // namespace sekisho::service
