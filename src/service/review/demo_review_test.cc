// The whole way, from registers and raw lines to findings, on the demo: what the review finds is
// what really happened.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "demo/demo.h"
#include "service/review/run_review.h"
#include "text/csv.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

using Row = std::map<std::string, std::string>;                   // by column
using Rows = std::map<std::pair<std::string, std::string>, Row>;  // by file and line

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Rows rows_of(const fs::path& csv) {
  Rows rows;
  const std::string text = read(csv);
  text::CsvReader reader(text);
  text::CsvRecord record;
  std::vector<std::string> columns;
  while (reader.next(record)) {
    if (columns.empty()) {
      columns.assign(record.fields.begin(), record.fields.end());
      continue;
    }
    Row row;
    for (size_t i = 0; i < columns.size() && i < record.fields.size(); ++i) {
      row[columns[i]] = record.fields[i];
    }
    const auto place = std::pair(row["file"], row["line"]);
    EXPECT_TRUE(rows.emplace(place, std::move(row)).second) << place.first << ":" << place.second;
  }
  return rows;
}

text::JsonValue json_of(const fs::path& path) {
  auto parsed = text::JsonValue::parse(read(path));
  EXPECT_TRUE(parsed.has_value()) << path;
  return parsed ? *parsed : text::JsonValue();
}

std::string disposition_of(const std::string& label) {
  if (label == "concurrent-post") return "doubtful";
  return label.ends_with("-denied") ? "attempt" : "violation";
}

void expect_findings(const fs::path& truth, const fs::path& review) {
  const Rows planted = rows_of(truth / "violations.csv");
  Rows found = rows_of(review / "findings.csv");
  EXPECT_EQ(found.size(), planted.size());
  for (const auto& [place, row] : planted) {
    const auto at = found.find(place);
    if (at == found.end()) {
      ADD_FAILURE() << "missed: " << place.first << ":" << place.second << " " << row.at("label");
      continue;
    }
    const std::string where = place.first + ":" + place.second + " " + row.at("label");
    EXPECT_EQ(at->second["disposition"], disposition_of(row.at("label"))) << where;
    EXPECT_EQ(at->second["viewer"], row.at("viewer")) << where;
    EXPECT_EQ(at->second["certainty"], row.at("certainty")) << where;
    found.erase(at);
  }
  for (const auto& [place, row] : found) {
    ADD_FAILURE() << "accused without reason: " << place.first << ":" << place.second << " "
                  << row.at("reason");
  }
  const Rows undecided = rows_of(truth / "undetermined.csv");
  const Rows said = rows_of(review / "undetermined.csv");
  EXPECT_EQ(said.size(), undecided.size());
  for (const auto& [place, row] : undecided) {
    EXPECT_TRUE(said.contains(place))
        << place.first << ":" << place.second << " " << row.at("label");
  }
}

void expect_figures(const fs::path& truth, const fs::path& review) {
  const text::JsonValue what = json_of(truth / "truth.json");
  const text::JsonValue scope = json_of(review / "scope.json");
  for (const text::JsonMember& leak : what.find("leaks")->members()) {
    const text::JsonValue* system = scope.at_pointer("/systems/" + leak.key);
    ASSERT_NE(system, nullptr) << leak.key;
    for (const text::JsonMember& figure : leak.value.members()) {
      const text::JsonValue* said = system->find(figure.key);
      ASSERT_NE(said, nullptr) << leak.key << " " << figure.key;
      EXPECT_EQ(said->as_uint(), figure.value.as_uint()) << leak.key << " " << figure.key;
    }
  }
  std::map<std::string, uint64_t> rejects;
  for (const auto& [place, row] : rows_of(review / "rejects.csv")) {
    ++rejects[place.first.substr(5, place.first.find('/', 5) - 5)];  // logs/SYSTEM/…
  }
  for (const text::JsonMember& source : what.find("sources")->members()) {
    EXPECT_EQ(rejects[source.key], source.value.find("malformed")->as_uint()) << source.key;
  }
}

class DemoReview : public testing::TestWithParam<std::pair<uint64_t, uint64_t>> {
 protected:
  void SetUp() override {
    const auto [accesses, seed] = GetParam();
    out_ = fs::path(testing::TempDir()) / ("demo_review_" + std::to_string(seed));
    fs::remove_all(out_);
    const auto made = demo::write_demo({.out = out_, .accesses = accesses, .seed = seed});
    ASSERT_TRUE(made.has_value()) << to_string(made.error());
  }
  void TearDown() override { fs::remove_all(out_); }

  void expect_reviewed(const fs::path& truth, const fs::path& review) const {
    const fs::path root = SEKISHO_ROOT;
    ReviewOptions options;
    options.places = {out_ / "register", out_ / "logs", root / "sources", root / "policies"};
    options.out = review;
    options.jobs = 2;
    const auto done = run_review(options);
    ASSERT_TRUE(done.has_value()) << to_string(done.error());
    expect_findings(truth, review);
    expect_figures(truth, review);
  }

  fs::path out_;
};

TEST_P(DemoReview, FindsWhatReallyHappened) {
  expect_reviewed(out_ / "as-known-then/truth", out_ / "review");
  // The later list of assignments withdraws one accusation, and changes nothing else.
  fs::copy_file(out_ / "correction/assignments.csv", out_ / "register/assignments.csv",
                fs::copy_options::overwrite_existing);
  expect_reviewed(out_ / "truth", out_ / "review-corrected");
}

INSTANTIATE_TEST_SUITE_P(Sizes, DemoReview,
                         testing::Values(std::pair<uint64_t, uint64_t>{1000, 1},
                                         std::pair<uint64_t, uint64_t>{20'000, 20240401}));

}  // namespace
}  // namespace sekisho::service
