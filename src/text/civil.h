#pragma once

#include <cstdint>
#include <optional>

#include "base/instant.h"
#include "text/zone.h"

namespace sekisho::text {

// A date and a time of day in some zone, in the proleptic Gregorian calendar.
struct CivilTime {
  int year = 1970;
  int month = 1;  // 1..12
  int day = 1;    // 1..31
  int hour = 0;   // 0..23; 24..29 mean the next day where the function says so
  int minute = 0;
  int second = 0;  // a leap second (60) is the next minute's second 0
  int micros = 0;

  bool operator==(const CivilTime&) const = default;
};

// Which hours a text may use: 24:30 is how a shift's roster writes 00:30 of the next day.
enum class Hours : uint8_t { kTo23, kTo29 };

// Days since 1970-01-01. `month` 1..12; `day` may be any number.
int64_t days_from_civil(int64_t year, int month, int64_t day);

// The date of a day since 1970-01-01; the time of day is zero.
CivilTime civil_from_days(int64_t days);

bool is_leap_year(int64_t year);
int days_in_month(int64_t year, int month);

// The date exists, years 1..9999, and the time of day is in range.
bool valid(const CivilTime& civil, Hours hours = Hours::kTo23);

// The moment at which a clock in `zone` shows `civil`, which must be valid for Hours::kTo29.
Instant to_instant(const CivilTime& civil, Zone zone);

// The same, or nothing when `civil` is not valid.
std::optional<Instant> checked_instant(const CivilTime& civil, Zone zone,
                                       Hours hours = Hours::kTo23);

// What a clock in `zone` shows. Works for every instant, kBeginning and kForever included.
CivilTime to_civil(Instant instant, Zone zone);

// Midnight in `zone` of the day of `instant`.
Instant start_of_day(Instant instant, Zone zone);

// 0 Sunday .. 6 Saturday.
int weekday_from_days(int64_t days);

}  // namespace sekisho::text
