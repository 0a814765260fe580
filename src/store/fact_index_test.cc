#include "store/fact_index.h"

#include <gtest/gtest.h>

#include <random>

#include "store/databases_test.h"

namespace sekisho::store {
namespace {

constexpr int64_t kChanges = 3;
constexpr int64_t kFacts = 60;
constexpr int kDays = 8;

class FactIndexTest : public OnBothDatabases {
 protected:
  // Facts of two registers, recorded and ended by some change, about few subjects and few days.
  void fill(uint32_t seed) {
    migrate_up();
    std::minstd_rand random(seed);
    const auto below = [&](int64_t bound) { return static_cast<int64_t>(random() % bound); };
    for (int64_t id = 1; id <= kChanges; ++id) {
      ASSERT_TRUE(connection->run(
          "INSERT INTO change VALUES ($1, $1, 'import', 'u', 'r', '', '', '', '')", id));
    }
    for (int64_t id = 1; id <= kFacts; ++id) {
      const int64_t from = below(kDays), recorded = 1 + below(kChanges);
      const std::optional<int64_t> ended =
          recorded < kChanges && below(3) == 0 ? std::optional(recorded + 1) : std::nullopt;
      ASSERT_TRUE(connection->run(
          "INSERT INTO fact VALUES ($1, $2, 'p', $3, $4, $5, '{}', NULL, 0, $6, $7)", id,
          std::string_view(below(3) == 0 ? "people" : "assignments"),
          std::string_view(fmt::format("P{}", below(5))), from, from + 1 + below(kDays), recorded,
          ended));
    }
  }
};

std::vector<int64_t> ids_of(const FactPage& page) {
  std::vector<int64_t> out;
  for (const Fact& fact : page.facts) out.push_back(fact.id);
  return out;
}

TEST_P(FactIndexTest, GivesThePagesThatTheDatabaseGives) {
  fill(17);
  size_t pages = 0;
  for (int64_t change = 1; change <= kChanges; ++change) {
    const auto index = FactIndex::load(*connection, reg::Table::kAssignments, change);
    ASSERT_TRUE(index) << to_string(index.error());
    FactPageQuery query;
    query.table = reg::Table::kAssignments;
    query.change = change;
    for (int day = 0; day <= 2 * kDays; ++day) {
      for (int order = 0; order < 8; ++order) {
        query.at = Instant{day};
        query.order = static_cast<FactOrder>(order / 2);
        query.descending = order % 2 == 1;
        query.most = 7;
        for (query.from = 0; query.from < kFacts; query.from += 6) {
          const auto plain = page_of_facts(*connection, query);
          const auto fast = page_of_facts(*connection, query, *index);
          ASSERT_TRUE(plain && fast);
          EXPECT_EQ(fast->total, plain->total);
          EXPECT_EQ(ids_of(*fast), ids_of(*plain)) << day << " " << order << " " << query.from;
          pages += plain->facts.empty() ? 0 : 1;
        }
      }
    }
  }
  EXPECT_GT(pages, 300U);
}

SEKISHO_ON_BOTH(FactIndexTest);

}  // namespace
}  // namespace sekisho::store
