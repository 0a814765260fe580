#include "service/footprint_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "barrier/decide.h"
#include "base/file.h"
#include "demo/demo.h"
#include "service/explanation_utility_test.h"
#include "service/review/run_review.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

// The indented block at the end of a document.
std::string example_of(const std::string& document) {
  std::string out;
  for (size_t from = document.find("\n    {") + 1; from < document.size();) {
    const size_t end = document.find('\n', from);
    out += document.substr(from + 4, end - from - 3);
    from = end + 1;
  }
  return out;
}

TEST(FootprintFile, ReadsTheExampleOfItsDocument) {
  const auto document = read_file(SEKISHO_ROOT "/docs/formats/footprints.md", 1 << 20);
  ASSERT_TRUE(document.has_value());
  const auto table = parse_footprints(example_of(*document), "footprints.md");
  ASSERT_TRUE(table.has_value()) << to_string(table.error());
  ASSERT_EQ(table->rows.size(), 1U);
  EXPECT_EQ(table->rows[0].verdict, "permitted");
  ASSERT_EQ(table->rows[0].readings.size(), 1U);
  EXPECT_TRUE(table->held.at("Person").contains("employers"));
  EXPECT_FALSE(table->named.contains("Person"));
}

TEST(FootprintFile, RefusesWhatIsNoTable) {
  const std::string header = R"({"format":"sekisho-footprints","version":1,"held":{},"named":[]})";
  EXPECT_TRUE(parse_footprints(header, "f").has_value());
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("x"),
        std::string(R"({"format":"sekisho-footprints","version":2,"held":{},"named":[]})"),
        header + "\n{}", header + "\n[1]", header + R"(
{"accesses":1,"readings":[]})",
        header + R"(
{"verdict":"perhaps","accesses":1,"readings":[]})",
        header + R"(
{"verdict":"denied","accesses":1,"readings":[{}]})",
        header + R"(
{"verdict":"denied","accesses":1,"readings":[{"principal":1,"action":1,"resource":1,"context":{},"entities":[]}]})"}) {
    const auto table = parse_footprints(text, "f");
    ASSERT_FALSE(table.has_value()) << text;
    EXPECT_EQ(table.error().code, ErrorCode::kBadInput) << text;
  }
}

// What the values say is enough: the same rules decide on them as on the registers.
void expect_decided_by_values(const fs::path& out, const ReviewPlaces& places) {
  const auto rules = barrier::load_rules(places.policies);
  ASSERT_TRUE(rules.has_value());
  const std::string text = read_file(out / kFootprintFile, kMaxFootprintBytes).value_or("");
  const auto table = parse_footprints(text, "footprints.ndjson");
  ASSERT_TRUE(table.has_value()) << to_string(table.error());
  EXPECT_FALSE(table->rows.empty());
  for (const FootprintTable::Row& row : table->rows) {
    if (row.verdict == "undetermined") continue;
    ASSERT_FALSE(row.readings.empty());
    const barrier::Outcome outcome = barrier::decide(*rules, row.readings.front());
    EXPECT_EQ(barrier::name_of(outcome.verdict), row.verdict);
    EXPECT_EQ(outcome.reason, row.reason);
    EXPECT_EQ(outcome.route, row.route);
  }
}

TEST(FootprintFile, HoldsAllThatDecides) {
  const fs::path demo = fs::path(testing::TempDir()) / "footprint_file_demo";
  fs::remove_all(demo);
  ASSERT_TRUE(demo::write_demo({.out = demo, .accesses = 5000, .seed = 11}).has_value());
  ReviewOptions options;
  options.places = {demo / "register", demo / "logs", SEKISHO_ROOT "/sources",
                    SEKISHO_ROOT "/policies"};
  options.out = demo / "review";
  options.jobs = 1;
  const auto done = run_review(options);
  ASSERT_TRUE(done.has_value()) << to_string(done.error());
  expect_decided_by_values(options.out, options.places);

  // Every access is in one row.
  uint64_t examined = 0, rows = 0;
  std::map<std::string, uint64_t> counted, told;
  for (const review::FileRead& file : (*done)->review.files) {
    examined += file.counts.examined;
    counted["permitted"] += file.counts.permitted;
    counted["doubtful"] += file.counts.doubtful;
    counted["denied"] += file.counts.violations + file.counts.attempts;
    counted["undetermined"] += file.counts.undetermined;
  }
  const std::string text = read_file(options.out / kFootprintFile, kMaxFootprintBytes).value_or("");
  const auto table = parse_footprints(text, "f");
  ASSERT_TRUE(table.has_value());
  for (const FootprintTable::Row& row : table->rows) {
    rows += row.accesses;
    told[row.verdict] += row.accesses;
  }
  EXPECT_EQ(rows, examined);
  EXPECT_EQ(told, counted);
  fs::remove_all(demo);
}

TEST(FootprintFile, HoldsAllThatDecidesUnderRulesThatAskForMore) {
  const ExplanationUtility utility;
  ReviewOptions options;
  options.places = utility.places();
  options.out = utility.root() / "review";
  options.jobs = 1;
  fs::copy(options.places.policies, utility.root() / "policies", fs::copy_options::recursive);
  options.places.policies = utility.root() / "policies";
  utility.write("policies/barrier/90-more.cedar", R"(
    @id("named") permit (principal == Person::"P4", action, resource)
    when { context.terminal == Terminal::"T-4" && context.account == Account::"nol/h4" };
    @id("record") forbid (principal, action, resource == Record::"0900000000000000000017")
    when { resource has supplier && resource.supplier == LegalEntity::"R2" };
    @id("keeper") forbid (principal, action, resource)
    when { context.terminal has custodian && !(context.terminal.custodian == principal) }
    when { context.terminal.custodian.employers.contains(LegalEntity::"AF") };
  )");
  const auto done = run_review(options);
  ASSERT_TRUE(done.has_value()) << to_string(done.error());
  expect_decided_by_values(options.out, options.places);
}

}  // namespace
}  // namespace sekisho::service
