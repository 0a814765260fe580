#include "mask/json_keys.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "mask/limits.h"
#include "mask/plan_parts.h"
#include "mask/sample_plan_test.h"

namespace sekisho::mask {
namespace {

const JsonPaths& paths() {
  static const Plan plan = sample_plan("mask:phone=last4, mask:supplier=remove, mask:*=redact");
  return plan.parts().json;
}

TEST(JsonKeys, KnowsTheKeyThatCameNextLastTime) {
  JsonKeys keys(paths());
  const JsonPaths::State* const root = paths().below(JsonPaths::kRoot);
  const auto first = keys.follow("page", root, JsonKeys::kBeginning);
  const auto second = keys.follow("x", root, first.trail);
  EXPECT_TRUE(first.passes);
  EXPECT_TRUE(keys.is_shown_again("page", root, JsonKeys::kBeginning));
  EXPECT_FALSE(keys.is_shown_again("pagE", root, JsonKeys::kBeginning));
  EXPECT_FALSE(keys.is_shown_again("page", paths().below(first.state) + 1, JsonKeys::kBeginning));
  EXPECT_FALSE(keys.is_shown_again("x", root, first.trail)) << "others are masked";
  EXPECT_EQ(keys.follow("x", root, first.trail).trail, second.trail);
}

// What was remembered, in whatever order and under whatever places it came, and what was forgotten
// again, leads where looking it up does.
TEST(JsonKeys, LeadWhereTheyAreLookedUpToLead) {
  std::mt19937 random(7);
  JsonKeys keys(paths());
  const JsonPaths::State* below = paths().below(JsonPaths::kRoot);
  JsonKeys::Trail trail = JsonKeys::kBeginning;
  const auto key = [&]() -> std::string {
    const char* const names[] = {"phone", "supplier", "customers", "name", "", "x"};
    if (random() % 2 == 0) return names[random() % 6];
    return fmt::format("{}{}", random() % (2 * kMaxKnownKeys), std::string(random() % 20, 'k'));
  };
  std::string last;
  for (int i = 0; i < 100'000; ++i) {
    const std::string one = random() % 4 == 0 ? last : key();
    const auto place = keys.follow(one, below, trail);
    ASSERT_EQ(place.state, below[paths().key(one)]) << one;
    ASSERT_EQ(place.passes, paths().passes(place.state)) << one;
    last = one;
    if (random() % 3 != 0) trail = place.trail;
    if (random() % 5 == 0) below = paths().below(place.state);
    if (random() % 7 == 0) {
      below = paths().below(JsonPaths::kRoot);
      trail = JsonKeys::kBeginning;
    }
  }
}

}  // namespace
}  // namespace sekisho::mask
