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

using Head = JsonKeys::Head;
using Trail = JsonKeys::Trail;

// A text that begins with a head; the head as the masker reads it.
struct Written {
  std::string text;
  size_t size = 0;
  size_t key_begin = 0;
  size_t key_size = 0;
  bool first = false;

  Written(std::string_view key, bool is_first, std::string_view space = "") : first(is_first) {
    text = is_first ? "\"" : fmt::format("{},\"", space);
    key_begin = text.size();
    key_size = key.size();
    text += fmt::format("{}\":{}", key, space);
    size = text.size();
    text += std::string(JsonKeys::kHeadBytes, '1');
  }
  Head head() const {
    const std::string_view all = text;
    return {all.substr(0, size), all.substr(key_begin, key_size), first};
  }
};

TEST(JsonKeys, KnowsTheHeadThatCameNextLastTime) {
  JsonKeys keys(paths());
  const JsonPaths::State* const root = paths().below(JsonPaths::kRoot);
  const JsonKeys::Where first = JsonKeys::where(root, true);
  const JsonKeys::Where later = JsonKeys::where(root, false);
  const Written page("page", true);
  const Written other("x", false, " ");
  EXPECT_EQ(keys.again(page.text.data(), first, JsonKeys::kBeginning), nullptr);
  const Trail page_trail = keys.follow(page.head(), root, JsonKeys::kBeginning)->trail;
  const Trail other_trail = keys.follow(other.head(), root, page_trail)->trail;

  const auto* const known = keys.again(page.text.data(), first, JsonKeys::kBeginning);
  ASSERT_NE(known, nullptr);
  EXPECT_TRUE(known->passes);
  EXPECT_EQ(known->size, page.size);
  EXPECT_EQ(keys.again(Written("pagE", true).text.data(), first, JsonKeys::kBeginning), nullptr);
  EXPECT_EQ(keys.again(other.text.data(), later, page_trail)->trail, other_trail);
  EXPECT_FALSE(keys.again(other.text.data(), later, page_trail)->passes) << "others are masked";
  EXPECT_EQ(keys.again(Written("x", false).text.data(), later, page_trail), nullptr) << "no space";
}

// What was read with a comma before it must not pass without one, and the other way round.
TEST(JsonKeys, KnowsAHeadOnlyWhereItCame) {
  JsonKeys keys(paths());
  const JsonPaths::State* const root = paths().below(JsonPaths::kRoot);
  const JsonPaths::State* const below = paths().below(root[paths().key("customers")]);
  for (const bool first : {true, false}) {
    const Written page("page", first);
    const Trail trail = first ? JsonKeys::kBeginning : Trail{1};
    static_cast<void>(keys.follow(page.head(), root, trail));
    EXPECT_NE(keys.again(page.text.data(), JsonKeys::where(root, first), trail), nullptr);
    EXPECT_EQ(keys.again(page.text.data(), JsonKeys::where(root, !first), trail), nullptr);
    EXPECT_EQ(keys.again(page.text.data(), JsonKeys::where(below, first), trail), nullptr);
  }
}

TEST(JsonKeys, RemembersNoHeadThatIsTooLong) {
  JsonKeys keys(paths());
  const JsonPaths::State* const root = paths().below(JsonPaths::kRoot);
  for (const size_t size : {JsonKeys::kHeadBytes - 3, JsonKeys::kHeadBytes - 2}) {
    const Written head(std::string(size, 'k'), true);
    const auto* const known = keys.follow(head.head(), root, JsonKeys::kBeginning);
    EXPECT_EQ(known->state, root[JsonPaths::kOther]);
    EXPECT_EQ(known->size, head.size);
    const bool fits = head.size <= JsonKeys::kHeadBytes;
    const auto* const again =
        keys.again(head.text.data(), JsonKeys::where(root, true), JsonKeys::kBeginning);
    EXPECT_EQ(again != nullptr, fits) << size;
    EXPECT_EQ(known->trail == JsonKeys::kBeginning, !fits) << size;
  }
}

// What was remembered, in whatever order and under whatever places it came, and what was forgotten
// again, leads where looking it up does.
TEST(JsonKeys, LeadWhereTheyAreLookedUpToLead) {
  std::mt19937 random(7);
  JsonKeys keys(paths());
  const JsonPaths::State* below = paths().below(JsonPaths::kRoot);
  Trail trail = JsonKeys::kBeginning;
  const auto key = [&]() -> std::string {
    const char* const names[] = {"phone", "supplier", "customers", "name", "", "x"};
    if (random() % 2 == 0) return names[random() % 6];
    return fmt::format("{}{}", random() % (2 * kMaxKnownKeys), std::string(random() % 30, 'k'));
  };
  size_t known_again = 0;
  std::string last;
  for (int i = 0; i < 100'000; ++i) {
    const std::string one = random() % 4 == 0 ? last : key();
    const Written written(one, random() % 3 == 0, random() % 5 == 0 ? " " : "");
    const auto* known =
        keys.again(written.text.data(), JsonKeys::where(below, written.first), trail);
    if (known != nullptr) {
      ++known_again;
      // It may have come without the space behind its colon.
      ASSERT_TRUE(known->size == written.size ||
                  (known->size + 1 == written.size && written.text[known->size] == ' '))
          << one;
    } else {
      known = keys.follow(written.head(), below, trail);
    }
    ASSERT_EQ(known->state, below[paths().key(one)]) << one;
    ASSERT_EQ(known->passes, paths().passes(known->state)) << one;
    Trail by_key = trail;
    ASSERT_EQ(keys.follow(one, below, by_key), known->state) << one;
    last = one;
    const JsonPaths::State state = known->state;
    if (random() % 3 != 0) trail = known->trail;
    if (random() % 5 == 0) below = paths().below(state);
    if (random() % 7 == 0) {
      below = paths().below(JsonPaths::kRoot);
      trail = JsonKeys::kBeginning;
    }
  }
  EXPECT_GT(known_again, 1000U);
}

}  // namespace
}  // namespace sekisho::mask
