#include "demo/calendar.h"

#include <algorithm>

#include "text/civil.h"
#include "text/zone.h"

namespace sekisho::demo::demo {
namespace {

constexpr int64_t kHour = 3600;

int64_t first_day_since_epoch() {
  static const int64_t day = text::days_from_civil(2024, 4, 1);
  return day;
}

int day_of(Instant time) {
  return static_cast<int>((time.micros - year_begin().micros) / kMicrosPerDay);
}

}  // namespace

Instant jst(int year, int month, int day, int hour, int minute, int second) {
  return text::to_instant({.year = year,
                           .month = month,
                           .day = day,
                           .hour = hour,
                           .minute = minute,
                           .second = second,
                           .micros = 0},
                          text::kJst);
}

Instant year_begin() {
  static const Instant begin = jst(2024, 4, 1);
  return begin;
}

Instant year_end() {
  return day_begin(kDayCount);
}

Instant day_begin(int day) {
  return shifted(year_begin(), day * kMicrosPerDay);
}

int month_of(int day) {
  const text::CivilTime civil = text::civil_from_days(first_day_since_epoch() + day);
  return (civil.month + 8) % kMonthCount;
}

bool is_day_off(int day) {
  const int64_t since_epoch = first_day_since_epoch() + day;
  const int weekday = text::weekday_from_days(since_epoch);
  const text::CivilTime civil = text::civil_from_days(since_epoch);
  const bool may = civil.month == 5 && civil.day >= 3 && civil.day <= 6;
  const bool new_year =
      (civil.month == 12 && civil.day >= 29) || (civil.month == 1 && civil.day <= 3);
  return weekday == 0 || weekday == 6 || may || new_year;
}

Period silent_fortnight() {
  static const Period fortnight{jst(2024, 11, 11), jst(2024, 11, 25)};
  return fortnight;
}

bool is_silent(Source source, Instant time) {
  return source == Source::kCc && silent_fortnight().contains(time);
}

uint64_t day_weight(Source source, int day) {
  if (is_silent(source, day_begin(day))) return 0;
  if (source == Source::kCc) return is_day_off(day) ? 97 : 100;  // calls come on every day
  return is_day_off(day) ? 3 : 100;
}

Instant office_moment(Source source, int day, Random& random) {
  const int64_t opens = source == Source::kCc ? 8 * kHour : 8 * kHour + kHour / 2;
  const uint64_t width = source == Source::kCc ? 12 * kHour : 9 * kHour + kHour / 2;
  // The middle of three draws: busy around noon, quiet at the edges.
  const uint64_t a = random.below(width);
  const uint64_t b = random.below(width);
  const uint64_t c = random.below(width);
  const uint64_t middle = std::max(std::min(a, b), std::min(std::max(a, b), c));
  return shifted(day_begin(day), (opens + static_cast<int64_t>(middle)) * kMicrosPerSecond);
}

Instant working_moment(Source source, Period period, Random& random) {
  const int first = std::max(0, day_of(period.from));
  const int last = std::min(kDayCount - 1, day_of(shifted(period.until, -1)));
  const int days = last - first + 1;
  for (;;) {
    const int day = first + static_cast<int>(random.below(static_cast<uint64_t>(days)));
    const Instant time = office_moment(source, day, random);
    if (!is_day_off(day) && !is_silent(source, time) && period.contains(time)) return time;
  }
}

}  // namespace sekisho::demo::demo
