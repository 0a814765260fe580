// A review that goes on from an earlier one says what a review of everything says.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "base/file.h"
#include "demo/demo.h"
#include "service/review/change_cause.h"
#include "service/review/review_summary.h"
#include "service/review/run_review.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

using Reviewed = Result<std::unique_ptr<ReviewResult>>;
using Lines = std::vector<std::string>;

std::string content(const fs::path& path) {
  const Result<std::string> text = read_file(path, uint64_t{1} << 30);
  EXPECT_TRUE(text) << to_string(text.error());
  return text.value_or("");
}

Lines lines_of(const fs::path& path) {
  Lines out;
  std::string text = content(path);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size() - 1);
    out.push_back(text.substr(at, end + 1 - at));
    at = end + 1;
  }
  return out;
}

void write_lines(const fs::path& path, const Lines& lines) {
  std::ofstream out(path, std::ios::binary);
  for (const std::string& line : lines) out << line;
}

class SinceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(::testing::TempDir()) / ("since_test_" + std::to_string(::getpid()));
    fs::remove_all(root_);
    ASSERT_TRUE(demo::write_demo({.out = root_, .accesses = 4000, .seed = 11}, {}).has_value());
    fs::copy(SEKISHO_ROOT "/policies", root_ / "policies", fs::copy_options::recursive);
  }
  void TearDown() override { fs::remove_all(root_); }

  Reviewed review(const std::string& out, const std::string& since = "") const {
    ReviewOptions options;
    options.places = {root_ / "register", root_ / "logs", SEKISHO_ROOT "/sources",
                      root_ / "policies"};
    options.out = root_ / out;
    options.keep = true;
    options.jobs = 2;
    if (!since.empty()) options.since = root_ / since;
    options.data_only = true;
    return run_review(options);
  }

  void expect_same(const std::string& one, const std::string& other) const {
    for (const char* name : {"findings.csv", "undetermined.csv", "rejects.csv", "scope.json",
                             "coverage.json", "footprints.ndjson", "kept.ndjson"}) {
      EXPECT_EQ(content(root_ / one / name), content(root_ / other / name)) << name;
    }
  }

  // One field of a random row becomes what another row has there, or a row goes, or comes twice.
  // Says what was done.
  std::string correct_a_register(std::mt19937_64& random) const {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(root_ / "register")) files.push_back(file);
    std::ranges::sort(files);
    const auto below = [&](size_t end) {
      return std::uniform_int_distribution<size_t>(0, end - 1)(random);
    };
    const fs::path& file = files[below(files.size())];
    Lines lines = lines_of(file);
    if (lines.size() < 3) return file.filename().string() + ": too short";
    const size_t row = 1 + below(lines.size() - 1);
    const size_t what = below(6);
    std::string done = file.filename().string() + ":" + std::to_string(row + 1);
    if (what == 0) {
      lines.erase(lines.begin() + static_cast<ptrdiff_t>(row));
      done += " removed";
    } else if (what == 1) {
      std::string copy = lines[row];
      lines.insert(lines.begin() + 1, std::move(copy));
      done += " came twice";
    } else {
      const std::string& other = lines[1 + below(lines.size() - 1)];
      const auto fields = static_cast<size_t>(std::ranges::count(lines[row], ',')) + 1;
      const size_t field = below(fields);
      const auto part = [&](const std::string& line) {
        size_t from = 0;
        for (size_t i = 0; i < field && from != std::string::npos; ++i)
          from = line.find(',', from) + 1;
        const size_t end = std::min(line.find(',', from), line.find_first_of("\r\n", from));
        return std::pair(from, std::min(end, line.size()) - from);
      };
      const auto [at, size] = part(lines[row]);
      const auto [from, more] = part(other);
      lines[row].replace(at, size, std::string(other.substr(from, more)));
      done += " field " + std::to_string(field + 1);
    }
    write_lines(file, lines);
    return done;
  }

  // Another set of policies: stricter, looser, or one that reads other facts.
  std::string change_policies(std::mt19937_64& random) const {
    fs::remove_all(root_ / "policies");
    fs::copy(SEKISHO_ROOT "/policies", root_ / "policies", fs::copy_options::recursive);
    const fs::path own = root_ / "policies/barrier/10-own-staff.cedar";
    const auto replace = [&](const std::string& what, const std::string& with) {
      std::string text = content(own);
      const size_t at = text.find(what);
      EXPECT_NE(at, std::string::npos) << what;
      write_lines(own, {text.replace(at, what.size(), with)});
    };
    switch (std::uniform_int_distribution<int>(0, 6)(random)) {
      case 0:
        replace(R"(when { !["break-glass"].containsAll(context.account.roles) })",
                "when { context.account.roles.contains(\"照会\") }");
        return "own staff need a role";
      case 1:
        replace("when { context.terminal.registered }", "when { true }");
        return "terminals need not be registered";
      case 2:
        fs::remove(root_ / "policies/barrier/30-disaster-helper.cedar");
        return "no helpers";
      case 3:
        fs::remove(root_ / "policies/doubts/concurrent-post.cedar");
        return "no doubts";
      case 4:
        std::ofstream(own, std::ios::app)
            << "@id(\"no-print\") forbid (principal, action == Action::\"print\", resource);\n";
        return "no prints";
      case 5:
        std::ofstream(own, std::ios::app) << "@id(\"only\") forbid (principal, action, resource)"
                                             " when { context.terminal.owner.kind == \"tdso\" };\n";
        return "kinds of companies matter";
      default:
        return "the shipped policies";
    }
  }

  fs::path root_;
};

TEST_F(SinceTest, EqualsAFullReviewAfterAnyCorrectionOfRegistersAndPolicies) {
  const uint64_t seed = std::random_device()();
  std::mt19937_64 random(seed);
  const Reviewed first = review("step0");
  ASSERT_TRUE(first) << to_string(first.error());
  std::string before = "step0";
  uint64_t kept = 0;
  for (int step = 1; step <= 24 && !HasFailure(); ++step) {
    const fs::path saved = root_ / "register.saved";
    fs::remove_all(saved);
    fs::copy(root_ / "register", saved);
    std::string what;
    const size_t corrections = step % 3;
    for (size_t i = 0; i < corrections; ++i) what += correct_a_register(random) + "; ";
    if (corrections == 0 || step % 5 == 0) what += change_policies(random);
    SCOPED_TRACE("seed " + std::to_string(seed) + ", step " + std::to_string(step) + ": " + what);
    const std::string now = "step" + std::to_string(step);
    const Reviewed full = review("full");
    const Reviewed since = review(now, before);
    ASSERT_EQ(full.has_value(), since.has_value());
    if (!full) {
      // Registers that no review takes: not this way.
      fs::remove_all(root_ / "register");
      fs::rename(saved, root_ / "register");
      continue;
    }
    kept += (*since)->files_kept;
    expect_same(now, "full");
    before = now;
  }
  EXPECT_GT(kept, 0U) << "seed " << seed;
}

TEST_F(SinceTest, ReadsOnlyWhatACorrectionConcernsAndNamesIt) {
  ASSERT_TRUE(review("before"));
  // A person who used one system with one account works elsewhere, as is known now.
  fs::copy_file(root_ / "correction/assignments.csv", root_ / "register/assignments.csv",
                fs::copy_options::overwrite_existing);
  const Reviewed since = review("since", "before");
  ASSERT_TRUE(since) << to_string(since.error());
  ASSERT_TRUE(review("full"));
  expect_same("since", "full");
  const ReviewResult& result = **since;
  EXPECT_GT(result.files_kept, result.review.files.size() / 2);
  EXPECT_LT(result.files_kept, result.review.files.size());
  ASSERT_TRUE(result.comparison.has_value());
  ASSERT_FALSE(result.comparison->changes.empty());
  for (const Change& change : result.comparison->changes) {
    // The person may also be the terminal's custodian.
    ASSERT_FALSE(change.causes.empty());
    EXPECT_EQ(change.causes[0].kind, ChangeCause::Kind::kAccount);
    EXPECT_EQ(change.causes[0].name,
              change.before[column::kSystem] + "/" + change.before[column::kAccount]);
    EXPECT_EQ(change.causes[0].parts,
              std::vector{static_cast<size_t>(FactDigests::AccountPart::kPosts)});
  }
  const std::string text = summary_text(result, "since", false);
  EXPECT_NE(text.find(" less ← account "), std::string::npos) << text;
  EXPECT_NE(summary_text(result, "since", true).find("利用者の所属"), std::string::npos);
}

TEST_F(SinceTest, NamesThePoliciesThatMadeTheDifference) {
  ASSERT_TRUE(review("before"));
  std::ofstream(root_ / "policies/barrier/10-own-staff.cedar", std::ios::app)
      << "@id(\"no-shared\") forbid (principal, action == Action::\"view\", resource)"
         " when { context.account.kind == \"shared\" };\n";
  const Reviewed since = review("since", "before");
  ASSERT_TRUE(since) << to_string(since.error());
  ASSERT_TRUE(review("full"));
  expect_same("since", "full");
  ASSERT_GT((*since)->comparison->count(Change::Kind::kAdded), 0U);
  for (const Change& change : (*since)->comparison->changes) {
    ASSERT_EQ(change.causes.size(), 1U);
    EXPECT_EQ(change.causes[0].kind, ChangeCause::Kind::kRules);
    EXPECT_EQ(change.causes[0].name, "barrier/10-own-staff.cedar");
  }
}

TEST_F(SinceTest, ReadsALogAgainThatIsAnotherOne) {
  ASSERT_TRUE(review("before"));
  const fs::path log = *fs::directory_iterator(root_ / "logs/re");
  std::ofstream(log, std::ios::app | std::ios::binary) << "not a line of this log\n";
  const Reviewed since = review("since", "before");
  ASSERT_TRUE(since) << to_string(since.error());
  EXPECT_EQ((*since)->files_kept, (*since)->review.files.size() - 1);
  ASSERT_TRUE(review("full"));
  expect_same("since", "full");
}

TEST_F(SinceTest, BelievesNothingThatWasEdited) {
  ASSERT_TRUE(review("before"));
  std::ofstream(root_ / "before/kept.ndjson", std::ios::app) << "\n";
  const Reviewed since = review("since", "before");
  ASSERT_FALSE(since);
  EXPECT_NE(since.error().place.file.find("kept.ndjson"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::service
