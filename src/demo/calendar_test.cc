#include "demo/calendar.h"

#include <gtest/gtest.h>

namespace sekisho::demo::demo {
namespace {

int day_of(Instant time) {
  return static_cast<int>((time.micros - year_begin().micros) / kMicrosPerDay);
}

TEST(DemoCalendar, KnowsItsYear) {
  EXPECT_EQ(jst(2024, 4, 1), year_begin());
  EXPECT_EQ(jst(2025, 4, 1), year_end());
  EXPECT_EQ(month_of(0), 0);
  EXPECT_EQ(month_of(day_of(jst(2024, 12, 31))), 8);
  EXPECT_EQ(month_of(kDayCount - 1), 11);
}

TEST(DemoCalendar, KnowsDaysOff) {
  EXPECT_TRUE(is_day_off(day_of(jst(2024, 4, 6))));   // a Saturday
  EXPECT_FALSE(is_day_off(day_of(jst(2024, 4, 8))));  // a Monday
  EXPECT_TRUE(is_day_off(day_of(jst(2024, 5, 6))));   // a holiday
  EXPECT_TRUE(is_day_off(day_of(jst(2025, 1, 2))));   // around New Year
  EXPECT_FALSE(is_day_off(day_of(jst(2025, 1, 6))));
}

TEST(DemoCalendar, DrawsWorkingMomentsWithinAPeriod) {
  Random random(1);
  const Period period{jst(2024, 11, 8, 12), jst(2024, 11, 26, 9)};
  for (int i = 0; i < 2000; ++i) {
    const Instant time = working_moment(Source::kCc, period, random);
    EXPECT_TRUE(period.contains(time));
    EXPECT_FALSE(is_day_off(day_of(time)));
    EXPECT_FALSE(silent_fortnight().contains(time));
    EXPECT_EQ(time.micros % kMicrosPerSecond, 0);
  }
}

TEST(DemoCalendar, OnlyOneLogIsSilent) {
  const Instant within = jst(2024, 11, 20, 10);
  EXPECT_TRUE(is_silent(Source::kCc, within));
  EXPECT_FALSE(is_silent(Source::kNol, within));
  EXPECT_FALSE(is_silent(Source::kCc, silent_fortnight().until));
  EXPECT_EQ(day_weight(Source::kCc, day_of(within)), 0U);
}

}  // namespace
}  // namespace sekisho::demo::demo
