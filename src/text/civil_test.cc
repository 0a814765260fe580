#include "text/civil.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace sekisho::text {
namespace {

TEST(Civil, AgreesWithAPlainCountOfDays) {
  // The reference walks day by day from 0001-01-01, a Monday.
  int64_t days = -719162;
  int weekday = 1;
  for (int year = 1; year <= 2400; ++year) {
    for (int month = 1; month <= 12; ++month) {
      const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
      const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
      ASSERT_EQ(days_in_month(year, month), lengths[month - 1]);
      for (int day = 1; day <= lengths[month - 1]; ++day) {
        ASSERT_EQ(days_from_civil(year, month, day), days);
        const CivilTime civil = civil_from_days(days);
        ASSERT_TRUE(civil.year == year && civil.month == month && civil.day == day) << days;
        ASSERT_EQ(weekday_from_days(days), weekday);
        ++days;
        weekday = (weekday + 1) % 7;
      }
    }
  }
}

TEST(Civil, RefusesWhatDoesNotExist) {
  EXPECT_TRUE(valid({2024, 2, 29}));
  EXPECT_FALSE(valid({2023, 2, 29}));
  EXPECT_FALSE(valid({2023, 2, 30}));
  EXPECT_FALSE(valid({2023, 13, 1}));
  EXPECT_FALSE(valid({2023, 4, 31}));
  EXPECT_FALSE(valid({0, 1, 1}));
  EXPECT_FALSE(valid({2023, 1, 1, 24, 0, 0}));
  EXPECT_TRUE(valid({2023, 1, 1, 29, 59, 59}, Hours::kTo29));
  EXPECT_FALSE(valid({2023, 1, 1, 30, 0, 0}, Hours::kTo29));
  EXPECT_FALSE(checked_instant({2023, 1, 1, 12, 60, 0}, kUtc));
}

TEST(Civil, LateHoursBelongToTheNextDay) {
  EXPECT_EQ(to_instant({2022, 12, 31, 24, 30, 0}, kJst), to_instant({2023, 1, 1, 0, 30, 0}, kJst));
  EXPECT_EQ(to_instant({2022, 10, 5, 12, 34, 56, 789'000}, kJst).micros, 1664940896789000);
}

TEST(Civil, BearsTheEndsOfTime) {
  EXPECT_EQ(to_civil(kBeginning, kJst).year, -290308);
  EXPECT_EQ(to_civil(kForever, kJst).year, 294247);
  EXPECT_EQ(start_of_day(kForever, kJst), kForever);
  EXPECT_EQ(start_of_day(Instant{kBeginning.micros + 1}, kUtc), kBeginning);
}

RC_GTEST_PROP(Civil, EveryInstantSurvivesTheRoundTrip, ()) {
  const Instant instant{
      *rc::gen::inRange<int64_t>(-62'135'596'800'000'000, 253'402'300'800'000'000)};
  const Zone zone{*rc::gen::inRange<int32_t>(-64'800, 64'801)};
  RC_ASSERT(to_instant(to_civil(instant, zone), zone) == instant);
  const Instant day = start_of_day(instant, zone);
  RC_ASSERT(day <= instant);
  RC_ASSERT(instant.micros - day.micros < kMicrosPerDay);
  const CivilTime civil = to_civil(day, zone);
  RC_ASSERT(civil.hour == 0);
  RC_ASSERT(civil.minute == 0);
  RC_ASSERT(civil.second == 0);
  RC_ASSERT(civil.micros == 0);
}

}  // namespace
}  // namespace sekisho::text
