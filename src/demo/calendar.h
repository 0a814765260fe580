#pragma once

#include <cstddef>
#include <cstdint>

#include "base/instant.h"
#include "demo/random.h"

namespace sekisho::demo::demo {

// The systems of the demo that hand in a log. Their numbers are those of the first systems of the
// register.
enum class Source : uint8_t { kNol, kCc, kNws, kRe };
inline constexpr size_t kSourceCount = 4;

// The year that the logs cover: fiscal 2024 (2024-04-01 .. 2025-03-31), in Japan's time.
inline constexpr int kDayCount = 365;
inline constexpr int kMonthCount = 12;

// A moment on a clock in Japan.
Instant jst(int year, int month, int day, int hour = 0, int minute = 0, int second = 0);

Instant year_begin();
Instant year_end();

// Midnight of a day of the year, 0 .. kDayCount (the last one is the year's end).
Instant day_begin(int day);
// The month of a day of the year: 0 is April.
int month_of(int day);
// Weekends, the holidays of early May, and the days around New Year.
bool is_day_off(int day);

// The fortnight of which nobody has the call centre's log.
Period silent_fortnight();
bool is_silent(Source source, Instant time);

// How many of a system's accesses fall on a day of its kind, relative to other days.
uint64_t day_weight(Source source, int day);

// A whole second of a working day in that system's office hours.
Instant office_moment(Source source, int day, Random& random);
// Such a moment within `period`, not on a day off and not where the log is silent. The period must
// hold the office hours of at least one such day.
Instant working_moment(Source source, Period period, Random& random);

}  // namespace sekisho::demo::demo
