#include "base/string_pool.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho {
namespace {

TEST(StringPool, GivesEachTextOneNumberAndKeepsIt) {
  StringPool pool;
  std::vector<std::string_view> kept;
  for (int i = 0; i < 100'000; ++i) {
    const uint32_t id = pool.intern("text-" + std::to_string(i));
    ASSERT_EQ(id, static_cast<uint32_t>(i));
    kept.push_back(pool.text(id));
  }
  for (int i = 0; i < 100'000; ++i) {
    const std::string text = "text-" + std::to_string(i);
    ASSERT_EQ(pool.find(text), static_cast<uint32_t>(i));
    ASSERT_EQ(pool.intern(text), static_cast<uint32_t>(i));
    ASSERT_EQ(kept[static_cast<size_t>(i)], text);
  }
  EXPECT_EQ(pool.find("another"), StringPool::kAbsent);
}

TEST(StringPool, TellsApartTextsThatDifferOnlyInLengthOrNulBytes) {
  StringPool pool;
  const uint32_t empty = pool.intern("");
  const uint32_t nul = pool.intern(std::string_view("\0", 1));
  const uint32_t two = pool.intern(std::string_view("\0\0", 2));
  EXPECT_NE(empty, nul);
  EXPECT_NE(nul, two);
  EXPECT_EQ(pool.intern(""), empty);
}

TEST(StringPool, ForgetsEverythingWhenCleared) {
  StringPool pool;
  pool.intern("a");
  pool.clear();
  EXPECT_EQ(pool.find("a"), StringPool::kAbsent);
  EXPECT_EQ(pool.intern("b"), 0U);
}

}  // namespace
}  // namespace sekisho
