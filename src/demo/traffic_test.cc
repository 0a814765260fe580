#include "demo/traffic.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "demo/cast.h"

namespace sekisho::demo::demo {
namespace {

// A world with quiet staff only, and some planned accesses.
struct QuietWorld {
  QuietWorld() : sizes(20'000), world(9), supply(9, sizes.points), cast(world, sizes) {
    cast.rest_at_work();
    const Worker user = cast.take_staff(1).front();
    world.add_regular(Source::kRe, {user.account, user.person, user.terminal, {}});
  }
  Sizes sizes;
  World world;
  Supply supply;
  Cast cast;
};

TEST(DemoTraffic, AddsUpToTheAccessesAskedFor) {
  const QuietWorld quiet;
  PlannedEvents planned;
  planned[0].push_back({.time = jst(2024, 4, 1)});
  planned[0].push_back({.time = shifted(year_end(), -1)});
  planned[2].push_back({.time = jst(2024, 8, 12, 3)});
  const Traffic traffic(quiet.world, quiet.supply, planned, 20'011, 1);
  uint64_t events = 0;
  for (size_t s = 0; s < kSourceCount; ++s) {
    for (int day = 0; day < kDayCount; ++day) {
      const std::vector<Event> of_day = traffic.day(static_cast<Source>(s), day);
      events += of_day.size();
      EXPECT_TRUE(std::is_sorted(of_day.begin(), of_day.end()));
      for (const Event& event : of_day) {
        EXPECT_TRUE((Period{day_begin(day), day_begin(day + 1)}.contains(event.time)));
      }
    }
  }
  EXPECT_EQ(events, 20'011U);
}

TEST(DemoTraffic, GivesADayTheSameInAnyOrder) {
  const QuietWorld quiet;
  const Traffic traffic(quiet.world, quiet.supply, {}, 50'000, 1);
  const std::vector<Event> once = traffic.day(Source::kNol, 77);
  traffic.day(Source::kNol, 3);
  traffic.day(Source::kCc, 77);
  EXPECT_FALSE(once.empty());
  EXPECT_EQ(traffic.day(Source::kNol, 77), once);
  EXPECT_NE(traffic.day(Source::kNol, 78).front().time, once.front().time);
}

TEST(DemoTraffic, IsSilentForAFortnightInOneLog) {
  const QuietWorld quiet;
  const Traffic traffic(quiet.world, quiet.supply, {}, 50'000, 1);
  int silent = 0;
  for (int day = 0; day < kDayCount; ++day) {
    const bool none = traffic.day(Source::kCc, day).empty();
    EXPECT_EQ(none, silent_fortnight().contains(day_begin(day)));
    silent += none ? 1 : 0;
  }
  EXPECT_EQ(silent, 14);
}

TEST(DemoTraffic, TakesOnlyThoseWhoAreAtWork) {
  const QuietWorld quiet;
  const Traffic traffic(quiet.world, quiet.supply, {}, 50'000, 1);
  for (int day = 0; day < kDayCount; day += 30) {
    for (const Event& event : traffic.day(Source::kNws, day)) {
      const auto& actors = quiet.world.regulars[static_cast<size_t>(Source::kNws)];
      EXPECT_TRUE(std::any_of(actors.begin(), actors.end(), [&](const Actor& actor) {
        return actor.account == event.account && actor.terminal == event.terminal &&
               actor.active.contains(event.time);
      }));
    }
  }
}

}  // namespace
}  // namespace sekisho::demo::demo
