#include "text/civil.h"

namespace sekisho::text {
namespace {

constexpr int64_t floor_div(int64_t a, int64_t b) {
  return a / b - static_cast<int64_t>(a % b != 0 && (a < 0) != (b < 0));
}

}  // namespace

// Counts in eras of 400 years that begin on 1 March, so that the leap day comes last in its year
// (Howard Hinnant's method).
int64_t days_from_civil(int64_t year, int month, int64_t day) {
  const int64_t y = month <= 2 ? year - 1 : year;
  const int64_t era = floor_div(y, 400);
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468 + day - 1;
}

CivilTime civil_from_days(int64_t days) {
  const int64_t shifted_days = days + 719468;
  const int64_t era = floor_div(shifted_days, 146097);
  const int64_t day_of_era = shifted_days - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  CivilTime out;
  out.year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  out.month = static_cast<int>(month);
  out.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  return out;
}

bool is_leap_year(int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int64_t year, int month) {
  constexpr int8_t kDays[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month];
}

bool valid(const CivilTime& civil, Hours hours) {
  return civil.year >= 1 && civil.year <= 9999 && civil.month >= 1 && civil.month <= 12 &&
         civil.day >= 1 && civil.day <= days_in_month(civil.year, civil.month) && civil.hour >= 0 &&
         civil.hour <= (hours == Hours::kTo29 ? 29 : 23) && civil.minute >= 0 &&
         civil.minute <= 59 && civil.second >= 0 && civil.second <= 60 && civil.micros >= 0 &&
         civil.micros < kMicrosPerSecond;
}

Instant to_instant(const CivilTime& civil, Zone zone) {
  const int64_t days = days_from_civil(civil.year, civil.month, civil.day);
  const int64_t seconds =
      days * 86'400 + civil.hour * 3600 + civil.minute * 60 + civil.second - zone.offset_seconds;
  return Instant{seconds * kMicrosPerSecond + civil.micros};
}

std::optional<Instant> checked_instant(const CivilTime& civil, Zone zone, Hours hours) {
  if (!valid(civil, hours)) return std::nullopt;
  return to_instant(civil, zone);
}

CivilTime to_civil(Instant instant, Zone zone) {
  // Seconds are split off first, so that the zone cannot overflow the first and last instants.
  const int64_t seconds = floor_div(instant.micros, kMicrosPerSecond);
  const int64_t micros = (instant.micros % kMicrosPerSecond + kMicrosPerSecond) % kMicrosPerSecond;
  const int64_t local = seconds + zone.offset_seconds;
  const int64_t days = floor_div(local, 86'400);
  const int64_t second_of_day = local - days * 86'400;
  CivilTime out = civil_from_days(days);
  out.hour = static_cast<int>(second_of_day / 3600);
  out.minute = static_cast<int>(second_of_day / 60 % 60);
  out.second = static_cast<int>(second_of_day % 60);
  out.micros = static_cast<int>(micros);
  return out;
}

Instant start_of_day(Instant instant, Zone zone) {
  if (instant == kBeginning || instant == kForever) return instant;
  const int64_t offset = zone.offset_seconds * kMicrosPerSecond;
  const int64_t day = floor_div(shifted(instant, offset).micros, kMicrosPerDay);
  int64_t begin = 0;
  if (__builtin_mul_overflow(day, kMicrosPerDay, &begin)) return kBeginning;
  return shifted(Instant{begin}, -offset);
}

int weekday_from_days(int64_t days) {
  const int64_t since_sunday = days + 4;  // 1970-01-01 was a Thursday
  return static_cast<int>(since_sunday - floor_div(since_sunday, 7) * 7);
}

}  // namespace sekisho::text
