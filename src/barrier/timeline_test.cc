#include "barrier/timeline.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "barrier/presence.h"

namespace sekisho::barrier {
namespace {

TEST(Timelines, JoinNeighboursOfTheSameState) {
  Timelines timelines;
  timelines.add({kBeginning, {10}, {20}, {30}}, {7, 7, 8, 8});
  const Moment before = timelines.at(0, {15});
  EXPECT_EQ(before.from, kBeginning);
  EXPECT_EQ(before.until, Instant{20});
  EXPECT_EQ(before.state, 7U);
  const Moment after = timelines.at(0, {20});
  EXPECT_EQ(after.until, kForever);
  EXPECT_EQ(after.state, 8U);
}

TEST(Timelines, GiveAllVersionsOfASpan) {
  Timelines timelines;
  timelines.add({kBeginning, {10}, {20}}, {1, 2, 3});
  EXPECT_EQ(timelines.between(0, {5}, {9}).size(), 1U);
  EXPECT_EQ(timelines.between(0, {5}, {10}).size(), 2U);
  EXPECT_EQ(timelines.between(0, kBeginning, kForever).size(), 3U);
}

// Whatever the order of the instants, a cursor finds what a map finds.
RC_GTEST_PROP(Cursors, FindTheVersionInForce, ()) {
  const auto keys = *rc::gen::inRange(1, 5);
  Timelines timelines;
  std::vector<std::map<Instant, uint32_t>> plain(static_cast<size_t>(keys));
  uint32_t next = 0;
  for (auto& versions : plain) {
    versions[kBeginning] = next++;
    for (const int start : *rc::gen::container<std::vector<int>>(rc::gen::inRange(-50, 50))) {
      versions[Instant{start}] = next++;
    }
    std::vector<Instant> starts;
    std::vector<uint32_t> states;
    for (const auto& [start, state] : versions) {
      starts.push_back(start);
      states.push_back(state);
    }
    timelines.add(starts, states);
  }
  Cursors cursors(timelines);
  for (const int t : *rc::gen::container<std::vector<int>>(rc::gen::inRange(-60, 60))) {
    const auto key = static_cast<uint32_t>(*rc::gen::inRange(0, keys));
    const auto after = plain[key].upper_bound(Instant{t});
    RC_ASSERT(cursors.at(key, Instant{t}).state == std::prev(after)->second);
  }
}

TEST(Presence, FollowsTheRowInsideItsCoverage) {
  const Period row{{10}, {20}};
  const Period all{};
  EXPECT_EQ(presence_at(row, all, {9}), Presence::kNo);
  EXPECT_EQ(presence_at(row, all, {10}), Presence::kYes);
  EXPECT_EQ(presence_at(row, all, {20}), Presence::kNo);
}

TEST(Presence, IsUnsureInTheGapOfAnInvertedPeriod) {
  const Period row{{20}, {10}};
  EXPECT_EQ(presence_at(row, {}, {9}), Presence::kNo);
  EXPECT_EQ(presence_at(row, {}, {10}), Presence::kMaybe);
  EXPECT_EQ(presence_at(row, {}, {19}), Presence::kMaybe);
  EXPECT_EQ(presence_at(row, {}, {20}), Presence::kNo);
}

TEST(Presence, IsUnsureOutsideTheCoverageWhereTheNearestCoveredInstantHasTheRow) {
  const Period coverage{{100}, {200}};
  EXPECT_EQ(presence_at({{90}, {150}}, coverage, {95}), Presence::kMaybe);   // as written
  EXPECT_EQ(presence_at({{100}, {150}}, coverage, {95}), Presence::kMaybe);  // as at 100
  EXPECT_EQ(presence_at({{101}, {150}}, coverage, {95}), Presence::kNo);
  EXPECT_EQ(presence_at({{150}, {200}}, coverage, {300}), Presence::kMaybe);  // as at 199
  EXPECT_EQ(presence_at({{150}, {199}}, coverage, {300}), Presence::kNo);
  EXPECT_EQ(presence_at({{150}, {160}}, coverage, {155}), Presence::kYes);
}

}  // namespace
}  // namespace sekisho::barrier
