#include "mask/json_gaps.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <utility>

#include "mask/limits.h"
#include "mask/plan_parts.h"
#include "mask/sample_plan_test.h"

namespace sekisho::mask {
namespace {

using Trail = JsonGaps::Trail;

// Gaps between levels, of which nothing else matters here.
struct JsonGapsTest : testing::Test {
  Plan plan = sample_plan("mask:phone=last4");
  JsonLevels levels{plan.parts().json};
  JsonLevel* document = levels.within(levels.root(false), JsonPaths::kRoot, true);
  JsonLevel* inner = levels.within(document, JsonPaths::kRoot, true);
  JsonGaps gaps;

  Trail follow(Trail behind, std::string_view text) {
    return gaps.follow(behind, {.from = document, .to = document}, text);
  }
  // The gap that is found behind another one where a text goes on with `text`.
  const JsonGap* found(Trail behind, std::string_view text, const JsonLevel* level) {
    held_ = std::string(text) + std::string(JsonGap::kAtOnce, '1');
    const JsonGap& last = gaps.all()[behind];
    const char* const begin = held_.data();
    const JsonGap* const next = &gaps.all()[last.next];
    return next->leads(level, begin, begin + held_.size())
               ? next
               : gaps.another(last, level, begin, begin + held_.size());
  }
  Trail again(Trail behind, std::string_view text) {
    const JsonGap* const gap = found(behind, text, document);
    return gap == nullptr ? JsonGaps::kBeginning : gaps.trail_of(*gap);
  }

 private:
  std::string held_;
};

TEST_F(JsonGapsTest, AreKnownByEveryByteAndTheirLevel) {
  for (const size_t size :
       {size_t{1}, size_t{8}, size_t{31}, size_t{32}, size_t{33}, size_t{79}, JsonGap::kBytes}) {
    std::string text(size, ',');
    EXPECT_EQ(again(JsonGaps::kBeginning, text), JsonGaps::kBeginning) << size;
    const Trail trail = follow(JsonGaps::kBeginning, text);
    EXPECT_EQ(again(JsonGaps::kBeginning, text), trail) << size;
    EXPECT_EQ(found(JsonGaps::kBeginning, text, inner), nullptr) << size;
    for (size_t i = 0; i < size; ++i) {
      text[i] = ' ';
      const JsonGap* const other = found(JsonGaps::kBeginning, text, document);
      EXPECT_TRUE(other == nullptr || other->step.size <= i) << size << " " << i;
      text[i] = ',';
    }
    gaps = JsonGaps();
  }
}

TEST_F(JsonGapsTest, CompareNothingBehindTheText) {
  const std::string text(60, ',');
  follow(JsonGaps::kBeginning, text);
  const JsonGap& gap = gaps.all()[1];
  const std::string cut(59, ',');
  EXPECT_FALSE(gap.leads(document, cut.data(), cut.data() + cut.size()));
  EXPECT_TRUE(gap.leads(document, text.data(), text.data() + text.size()));
}

TEST_F(JsonGapsTest, ComeInTheOrderOfLastTime) {
  const Trail a = follow(JsonGaps::kBeginning, ",\"a\":");
  const Trail b = follow(a, ",\"b\":");
  const Trail c = follow(b, ",\"c\":");
  EXPECT_EQ(follow(c, ",\"a\":"), follow(c, ",\"a\":")) << "it is known already";
  EXPECT_EQ(again(a, ",\"b\":"), b);
  const Trail x = follow(a, ",\"x\":");
  EXPECT_EQ(again(x, ",\"b\":"), b) << "x came before it";
  EXPECT_EQ(again(a, ",\"x\":"), x);
  EXPECT_EQ(again(a, ",\"b\":"), b) << "x came another time";
  EXPECT_EQ(again(a, ",\"c\":"), c) << "b is missing";
  const Trail y = follow(b, ",\"y\":");
  EXPECT_EQ(again(y, ",\"a\":"), a) << "y came in place of c";
}

// Keys that are never the same, as of customers by their number: behind each comes what came behind
// the one before.
TEST_F(JsonGapsTest, GoOnWhereBracketsLedToTheSameLevel) {
  const auto open = [&](Trail behind, int number) {
    return gaps.follow(behind, {.from = document, .to = inner, .turns = true},
                       fmt::format("}},\"{}\":{{\"id\":", number));
  };
  const Trail first = open(JsonGaps::kBeginning, 1);
  const Trail name =
      gaps.follow(first, {.from = inner, .to = document, .turns = true}, ",\"name\":");
  const Trail second = open(name, 2);
  const JsonGap* const again_name = found(second, ",\"name\":", inner);
  ASSERT_NE(again_name, nullptr);
  EXPECT_EQ(gaps.trail_of(*again_name), name);
}

// What was remembered, in whatever order it came, and what was forgotten again: what is found was
// told before, for the same level.
TEST_F(JsonGapsTest, LeadWhereTheyLedBefore) {
  std::mt19937 random(7);
  std::map<std::pair<const JsonLevel*, std::string>, JsonPaths::State> places;
  JsonLevel* const all[] = {document, inner};
  Trail trail = JsonGaps::kBeginning;
  size_t known_again = 0;
  for (int i = 0; i < 100'000; ++i) {
    const int number = static_cast<int>(random() % (random() % 2 == 0 ? 8 : 2 * kMaxKnownGaps));
    const std::string text =
        fmt::format(",\"{}{}\":", std::string(static_cast<size_t>(number) % 60, 'k'), number);
    JsonLevel* const level = all[random() % 2];
    const auto [place, is_new] =
        places.try_emplace({level, text}, static_cast<JsonPaths::State>(places.size()));
    if (const JsonGap* const gap = found(trail, text, level)) {
      ++known_again;
      ASSERT_EQ(std::string_view(gap->text.data(), gap->step.size), text);
      ASSERT_EQ(gap->step.from, level);
      ASSERT_EQ(gap->step.state, place->second);
      ASSERT_FALSE(is_new);
      trail = gaps.trail_of(*gap);
      continue;
    }
    const Trail next = gaps.follow(
        trail, {.from = level, .to = level, .state = place->second, .turns = random() % 3 == 0},
        text);
    trail = random() % 20 == 0 ? JsonGaps::kBeginning : next;
    ASSERT_LE(next, kMaxKnownGaps);
  }
  EXPECT_GT(known_again, 1000U);
}

}  // namespace
}  // namespace sekisho::mask
