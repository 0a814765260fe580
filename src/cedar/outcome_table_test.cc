#include "cedar/outcome_table.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace sekisho::cedar {
namespace {

using Numbers = std::vector<uint32_t>;

uint32_t number_in(OutcomeTable& table, const Numbers& reasons, const Numbers& errors) {
  uint32_t number = 0;
  for (const uint32_t policy : reasons) number = table.with_reason(number, policy);
  for (const uint32_t policy : errors) number = table.with_error(number, policy);
  return number;
}

TEST(OutcomeTable, TellsReasonsFromErrors) {
  OutcomeTable table(10);
  EXPECT_EQ(number_in(table, {}, {}), 0u);
  EXPECT_EQ(number_in(table, Numbers{3}, {}), 4u);
  const uint32_t erring = number_in(table, {}, Numbers{3});
  const uint32_t both = number_in(table, Numbers{3}, Numbers{3});
  EXPECT_NE(erring, 4u);
  EXPECT_NE(both, erring);
  EXPECT_EQ(table.key_of(both).reasons, Numbers{3});
  EXPECT_EQ(table.key_of(both).errors, Numbers{3});
  EXPECT_EQ(number_in(table, {}, Numbers{3}), erring);
}

// Many at once, so that the table grows under its readers.
TEST(OutcomeTable, GivesEveryThreadTheSameNumbers) {
  constexpr uint32_t kPolicies = 60;
  OutcomeTable table(kPolicies);
  std::vector<std::vector<uint32_t>> seen(4);
  std::vector<std::thread> threads;
  for (auto& mine : seen) {
    threads.emplace_back([&] {
      for (uint32_t a = 0; a < kPolicies; ++a) {
        for (uint32_t b = a + 1; b < kPolicies; ++b) {
          mine.push_back(number_in(table, Numbers{a, b}, Numbers{b}));
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& other : seen) EXPECT_EQ(other, seen.front());
  EXPECT_EQ(std::set<uint32_t>(seen[0].begin(), seen[0].end()).size(), seen[0].size());
  EXPECT_EQ(table.key_of(seen[0].front()).reasons, (Numbers{0, 1}));
}

}  // namespace
}  // namespace sekisho::cedar
