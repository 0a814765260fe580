// Looks that what was known at their own instant judges otherwise than what is known now.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "base/file.h"
#include "demo/demo.h"
#include "service/asked.h"
#include "service/review/run_review.h"
#include "service/store/register_import.h"
#include "service/store/store_setup.h"

namespace sekisho::cli {
namespace {

namespace fs = std::filesystem;

using service::ReviewResult;
using Findings = std::map<std::pair<std::string, uint64_t>, std::pair<Instant, std::string>>;

class ReviewVerdicts : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(root);
    ASSERT_TRUE(demo::write_demo({.out = root, .accesses = 20'000, .seed = 3}));
    const auto begun = service::begin_store({store(), "", "example.org/registers"});
    ASSERT_TRUE(begun) << to_string(begun.error());
  }
  void TearDown() override { fs::remove_all(root); }

  std::string store() const { return (root / "store").string(); }
  void import(const fs::path& what, const std::string& when, const std::string& reason) const {
    service::RegisterImport request;
    request.store.directory = store();
    request.places = {what.string()};
    request.profiles = SEKISHO_ROOT "/sources";
    request.consent = {"u1", reason, "u2", ""};
    const auto done = service::import_registers(request, *service::asked_instant(when), {});
    ASSERT_TRUE(done) << to_string(done.error());
  }
  std::unique_ptr<ReviewResult> reviewed(const std::string& known_at, bool verdicts) const {
    service::ReviewOptions options;
    options.places = {{},      root / "logs", SEKISHO_ROOT "/sources", SEKISHO_ROOT "/policies",
                      store(), known_at};
    options.out = root / ("out" + known_at);
    options.jobs = 2;
    options.data_only = true;
    options.verdicts = verdicts;
    auto result = service::run_review(options);
    EXPECT_TRUE(result) << to_string(result.error());
    return result ? std::move(*result) : nullptr;
  }
  // Time and disposition of everything that is not plainly permitted.
  static Findings findings_of(const ReviewResult& result) {
    Findings out;
    for (const auto* all : {&result.review.findings, &result.review.undetermined}) {
      for (const review::Finding& finding : *all) {
        out[{result.review.files[finding.file].file.name, finding.line}] = {
            finding.time, std::string(name_of(finding.disposition))};
      }
    }
    return out;
  }

  const fs::path root = fs::path(::testing::TempDir()) / "review_verdicts_test";
};

TEST_F(ReviewVerdicts, AreThoseOfTwoReviews) {
  // The registers as they were, a change that concerns nobody here, and the late correction.
  import(root / "register", "2024-06-01T00:00:00+09:00", "monthly");
  import(root / "register/rosters.csv", "2024-08-01T00:00:00+09:00", "rosters");
  import(root / "correction/assignments.csv", "2024-12-01T00:00:00+09:00", "発令訂正");
  const auto now = reviewed("", true);
  ASSERT_NE(now, nullptr);
  const auto then = reviewed("change.1", false);
  ASSERT_NE(then, nullptr);
  const Findings before = findings_of(*then);
  const Findings after = findings_of(*now);
  const Instant since = *service::asked_instant("2024-06-01T00:00:00+09:00");
  const Instant corrected = *service::asked_instant("2024-12-01T00:00:00+09:00");

  // By hand: of looks between the two the verdict then is that of the first registers.
  std::map<std::pair<std::string, uint64_t>, std::pair<std::string, std::string>> expected;
  for (const Findings* some : {&before, &after}) {
    for (const auto& [place, found] : *some) {
      if (found.first < since || found.first >= corrected) continue;
      const auto word = [&](const Findings& all) {
        const auto at = all.find(place);
        return at == all.end() ? std::string("permitted") : at->second.second;
      };
      if (word(before) != word(after)) expected[place] = {word(before), word(after)};
    }
  }
  ASSERT_FALSE(expected.empty());
  ASSERT_TRUE(now->verdicts.has_value());
  EXPECT_EQ(now->verdicts->looks.size(), expected.size());
  const int64_t last = now->verdicts->changes.rbegin()->first;
  for (const service::TwoVerdicts& look : now->verdicts->looks) {
    const auto& words = expected[{look.file, look.line}];
    EXPECT_EQ(look.then.disposition, words.first) << look.file << ":" << look.line;
    EXPECT_EQ(look.now.disposition, words.second) << look.file << ":" << look.line;
    EXPECT_EQ(look.made_by, last);
    EXPECT_LT(look.known_then, last);
  }
  EXPECT_EQ(now->verdicts->changes.at(last).reason, "発令訂正");
  const std::string csv = read_file(root / "out/verdicts.csv", 1 << 20).value_or("");
  EXPECT_TRUE(csv.starts_with("file,line,time,system,account,terminal,object,known_then,"));
  EXPECT_NE(verdicts_text(*now->verdicts, false).find("(発令訂正): violation then, permitted"),
            std::string::npos)
      << verdicts_text(*now->verdicts, false);
  EXPECT_NE(verdicts_text(*now->verdicts, true).find("訂正後は許可"), std::string::npos);
}

TEST_F(ReviewVerdicts, NeedAStore) {
  service::ReviewOptions options;
  options.places = {root / "register", root / "logs", SEKISHO_ROOT "/sources",
                    SEKISHO_ROOT "/policies"};
  options.out = root / "out";
  options.verdicts = true;
  const auto result = service::run_review(options);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::kUsage);
}

}  // namespace
}  // namespace sekisho::cli
