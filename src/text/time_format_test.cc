#include "text/time_format.h"

#include <gtest/gtest.h>

#include "text/civil.h"

namespace sekisho::text {
namespace {

TEST(TimeFormat, WritesRfc3339) {
  const Instant instant = to_instant({2022, 10, 5, 12, 34, 56}, kJst);
  EXPECT_EQ(rfc3339(instant, kJst), "2022-10-05T12:34:56+09:00");
  EXPECT_EQ(rfc3339(instant, kUtc), "2022-10-05T03:34:56Z");
  EXPECT_EQ(rfc3339(shifted(instant, 7'000), kUtc), "2022-10-05T03:34:56.007Z");
  EXPECT_EQ(rfc3339(shifted(instant, 7), kUtc), "2022-10-05T03:34:56.000007Z");
  EXPECT_EQ(rfc3339(shifted(instant, -1), kUtc), "2022-10-05T03:34:55.999999Z");
  EXPECT_EQ(rfc3339(kForever, kJst), "");
  EXPECT_EQ(rfc3339(kBeginning, kJst), "");
  EXPECT_EQ(rfc3339(Instant{kForever.micros - 1}, kUtc), "+294247-01-10T04:00:54Z");
}

TEST(TimeFormat, WritesDates) {
  const Instant instant = to_instant({2022, 1, 5, 9, 4, 6}, kJst);
  EXPECT_EQ(date_iso(instant, kJst), "2022-01-05");
  EXPECT_EQ(date_iso(instant, Zone{-43'200}), "2022-01-04");
  EXPECT_EQ(date_time_iso(instant, kJst), "2022-01-05 09:04:06");
  EXPECT_EQ(date_ja(instant, kJst), "2022年1月5日");
  EXPECT_EQ(date_time_ja(instant, kJst), "2022年1月5日 9時04分06秒");
  EXPECT_EQ(date_era(instant, kJst), "令和4年1月5日");
  EXPECT_EQ(date_ja(kForever, kJst), "");
}

TEST(TimeFormat, ErasBeginOnTheirDay) {
  const auto era = [](int year, int month, int day) {
    return date_era(to_instant({year, month, day}, kJst), kJst);
  };
  EXPECT_EQ(era(2019, 5, 1), "令和元年5月1日");
  EXPECT_EQ(era(2019, 4, 30), "平成31年4月30日");
  EXPECT_EQ(era(1989, 1, 7), "昭和64年1月7日");
  EXPECT_EQ(era(1926, 12, 24), "大正15年12月24日");
  EXPECT_EQ(era(1912, 7, 29), "明治45年7月29日");
  EXPECT_EQ(era(1872, 12, 31), "1872年12月31日");
}

TEST(TimeFormat, FiscalYearsBeginInApril) {
  const auto at = [](int month, int day) { return to_instant({2023, month, day}, kJst); };
  EXPECT_EQ(fiscal_year(at(3, 31), kJst), 2022);
  EXPECT_EQ(fiscal_year(at(4, 1), kJst), 2023);
  EXPECT_EQ(fiscal_half(at(3, 31), kJst), 2);
  EXPECT_EQ(fiscal_half(at(4, 1), kJst), 1);
  EXPECT_EQ(fiscal_half(at(9, 30), kJst), 1);
  EXPECT_EQ(fiscal_half(at(10, 1), kJst), 2);
}

}  // namespace
}  // namespace sekisho::text
