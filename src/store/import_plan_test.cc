#include "store/import_plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sekisho::store {
namespace {

using What = Step::What;

constexpr int64_t kDay = kMicrosPerDay;

reg::RegisterProfile profile(const std::string& import) {
  const std::string toml =
      "kind = \"register\"\ntable = \"assignments\"\nfiles = [\"a.csv\"]\n[columns]\n"
      "person = \"p\"\nentity = \"e\"\ndepartment = \"d\"\nfrom = \"f\"\nuntil = \"u\"\n" +
      import;
  auto parsed = reg::parse_register_profile(toml, "a.toml");
  EXPECT_TRUE(parsed) << to_string(parsed.error());
  return std::move(**parsed);
}

Statement says(const std::string& person, const std::string& department, int64_t from = 0,
               Instant until = kForever) {
  return {reg::Table::kAssignments,
          {Instant{from * kDay}, until},
          R"({"department":")" + department + R"(","entity":"E","kind":"main","person":")" +
              person + R"("})"};
}

Fact fact(int64_t id, Statement statement) {
  Fact out;
  out.id = id;
  out.says = std::move(statement);
  return out;
}

ImportPlan planned(const std::string& import, std::vector<Fact> facts, std::vector<NewRow> rows,
                   int64_t effective = 100) {
  auto plan =
      plan_import(profile(import), std::move(facts), std::move(rows), Instant{effective * kDay});
  EXPECT_TRUE(plan) << to_string(plan.error());
  return plan ? std::move(*plan) : ImportPlan{};
}

TEST(ImportPlan, EqualRowsChangeNothingAndOthersAreAddedAndCorrected) {
  const ImportPlan plan =
      planned("", {fact(1, says("A", "x")), fact(2, says("B", "x"))},
              {{says("C", "x"), 1, 4}, {says("B", "y"), 1, 3}, {says("A", "x"), 1, 2}});
  EXPECT_EQ(plan.counts, (Counts{.added = 1, .corrected = 1, .unchanged = 1}));
  ASSERT_EQ(plan.steps.size(), 2u);
  EXPECT_EQ(plan.steps[0].what, What::kCorrect);
  EXPECT_EQ(plan.steps[0].ends, 2);
  EXPECT_EQ(plan.steps[0].says, says("B", "y"));
  EXPECT_EQ(plan.steps[0].line, 3u);
  EXPECT_EQ(plan.steps[1].what, What::kAdd);
  EXPECT_EQ(plan.steps[1].says, says("C", "x"));
}

TEST(ImportPlan, AnAbsentRowIsWithdrawnWhereTheProfileSaysNoMore) {
  const ImportPlan plan = planned("", {fact(1, says("A", "x"))}, {});
  EXPECT_EQ(plan.counts, (Counts{.withdrawn = 1}));
  ASSERT_EQ(plan.steps.size(), 1u);
  EXPECT_EQ(plan.steps[0].what, What::kWithdraw);
  EXPECT_FALSE(plan.steps[0].says);
}

TEST(ImportPlan, AnAbsentRowEndsAtTheEffectiveDate) {
  const std::vector<Fact> facts{
      fact(1, says("A", "x", 0)),                       // held, and ends
      fact(2, says("B", "x", 0, Instant{50 * kDay})),   // had ended before
      fact(3, says("C", "x", 100)),                     // begins on that day: it never held
      fact(4, says("D", "x", 120)),                     // was to come
      fact(5, says("E", "x", 0, Instant{200 * kDay})),  // was to end later
  };
  const ImportPlan plan = planned("[import]\nabsent = \"ended\"\n", facts, {});
  EXPECT_EQ(plan.counts, (Counts{.ended = 2, .withdrawn = 2, .unchanged = 1}));
  ASSERT_EQ(plan.steps.size(), 4u);
  EXPECT_EQ(plan.steps[0].what, What::kEnd);
  EXPECT_EQ(plan.steps[0].says, says("A", "x", 0, Instant{100 * kDay}));
  EXPECT_EQ(plan.steps[1].what, What::kWithdraw);
  EXPECT_EQ(plan.steps[2].what, What::kWithdraw);
  EXPECT_EQ(plan.steps[3].says, says("E", "x", 0, Instant{100 * kDay}));
}

TEST(ImportPlan, ADeltaLeavesWhatItDoesNotName) {
  const std::string delta = "[import]\nmode = \"delta\"\n";
  const ImportPlan plan =
      planned(delta, {fact(1, says("A", "x")), fact(2, says("B", "x"))}, {{says("B", "y"), 1, 2}});
  EXPECT_EQ(plan.counts, (Counts{.corrected = 1}));
}

TEST(ImportPlan, ARowOfADeltaWithoutAnyTimeTakesAFactBack) {
  const std::string delta = "[import]\nmode = \"delta\"\n";
  const ImportPlan plan =
      planned(delta, {fact(1, says("A", "x", 5))}, {{says("A", "x", 5, Instant{5 * kDay}), 1, 2}});
  EXPECT_EQ(plan.counts, (Counts{.withdrawn = 1}));
}

TEST(ImportPlan, TheKeySaysWhatIsACorrection) {
  const std::vector<Fact> facts{fact(1, says("A", "x", 5))};
  const std::vector<NewRow> rows{{says("A", "x", 6), 1, 2}};
  EXPECT_EQ(planned("", facts, rows).counts, (Counts{.added = 1, .withdrawn = 1}));
  EXPECT_EQ(planned("[import]\nkey = [\"person\"]\n", facts, rows).counts,
            (Counts{.corrected = 1}));
}

TEST(ImportPlan, EqualRowsAreCounted) {
  const std::vector<NewRow> twice{{says("A", "x"), 1, 2}, {says("A", "x"), 1, 3}};
  EXPECT_EQ(planned("", {}, twice).counts, (Counts{.added = 2}));
  EXPECT_EQ(planned("", {fact(1, says("A", "x"))}, twice).counts,
            (Counts{.added = 1, .unchanged = 1}));
}

TEST(ImportPlan, TheOrderOfRowsDoesNotMatter) {
  std::vector<Fact> facts;
  std::vector<NewRow> rows;
  for (int i = 0; i < 12; ++i) {
    const std::string person(1, static_cast<char>('A' + i % 5));
    facts.push_back(fact(i + 1, says(person, "d" + std::to_string(i % 3), i % 4)));
    rows.push_back(
        {says(person, "d" + std::to_string(i % 4), i % 3), 1, static_cast<uint32_t>(i) + 2});
  }
  const auto lines = [&](std::vector<NewRow> in) {
    std::string out;
    for (const Step& step : planned("[import]\nkey = [\"person\"]\n", facts, std::move(in)).steps) {
      out += std::to_string(static_cast<int>(step.what)) + std::to_string(step.ends) +
             (step.says ? step.says->fields : "") + "\n";
    }
    return out;
  };
  const std::string expected = lines(rows);
  EXPECT_FALSE(expected.empty());
  std::ranges::reverse(rows);
  EXPECT_EQ(lines(rows), expected);
}

Statement ordered(const std::string& order, const std::string& corrects, const std::string& kind,
                  const std::string& department, Instant until = kForever) {
  const std::string named = corrects.empty() ? "" : R"("corrects":")" + corrects + R"(",)";
  return {reg::Table::kAssignments,
          {Instant{kDay}, until},
          "{" + named + R"("department":")" + department +
              R"(","entity":"E","kind":"main","order":")" + order + R"(","order_kind":")" + kind +
              R"(","person":"A"})"};
}

const std::string kByOrders = "order = \"o\"\n[import]\nmode = \"delta\"\nkey = [\"order\"]\n";

TEST(ImportPlan, OrdersAreCorrectedAndCancelledByLaterOnes) {
  const Statement issued = ordered("1", "", "issued", "x");
  const Statement corrected = ordered("3", "1", "corrected", "y");
  const Statement cancelled = ordered("4", "1", "cancelled", "y", Instant{kDay});
  ImportPlan plan = planned(kByOrders, {fact(7, issued)}, {{corrected, 1, 2}});
  EXPECT_EQ(plan.counts, (Counts{.corrected = 1}));
  EXPECT_EQ(plan.steps[0].ends, 7);
  EXPECT_EQ(order_of(*plan.steps[0].says),
            (Order{"3", "1", std::string(reg::kOrderCorrected), Instant{kDay}}));
  plan = planned(kByOrders, {fact(7, corrected)}, {{cancelled, 1, 2}});
  EXPECT_EQ(plan.counts, (Counts{.withdrawn = 1}));
  EXPECT_EQ(plan.steps[0].ends, 7);
  EXPECT_EQ(order_of(says("A", "x")), std::nullopt);
}

TEST(ImportPlan, TheLastOfADaysRowsAboutAnOrderCounts) {
  const Statement issued = ordered("1", "", "issued", "z");
  const Statement corrected = ordered("3", "1", "corrected", "a");
  ImportPlan plan = planned(kByOrders, {}, {{issued, 1, 2}, {corrected, 1, 3}});
  EXPECT_EQ(plan.counts, (Counts{.added = 1, .unchanged = 1}));
  ASSERT_EQ(plan.steps.size(), 1u);
  EXPECT_EQ(plan.steps[0].says, corrected);
  // Cancelled before it was ever known.
  const Statement cancelled = ordered("4", "1", "cancelled", "z", Instant{kDay});
  plan = planned(kByOrders, {}, {{issued, 1, 2}, {cancelled, 2, 2}});
  EXPECT_TRUE(plan.steps.empty());
  EXPECT_EQ(plan.counts, (Counts{.unchanged = 2}));
  // The same file once more changes nothing.
  plan = planned(kByOrders, {fact(7, corrected)}, {{issued, 1, 2}, {corrected, 1, 3}});
  EXPECT_TRUE(plan.steps.empty());
}

}  // namespace
}  // namespace sekisho::store
