#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/instant.h"
#include "text/zone.h"

namespace sekisho::text {

static_assert(std::endian::native == std::endian::little, "words are read as little endian");

// A date and time as it was written, not yet checked against the calendar.
struct WrittenTime {
  int year = 0;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int micros = 0;
  int32_t offset_seconds = 0;  // of the clock that showed it
};

inline WrittenTime written_in(Zone zone) {
  WrittenTime out;
  out.offset_seconds = zone.offset_seconds;
  return out;
}

// A cursor over the text of a date. Functions that return bool leave the cursor anywhere when they
// fail. An internal part of `text`.
class DateCursor {
 public:
  explicit DateCursor(std::string_view utf8) : at_(utf8.data()), end_(at_ + utf8.size()) {}

  bool at_end() const { return at_ == end_; }
  size_t left() const { return static_cast<size_t>(end_ - at_); }
  const char* position() const { return at_; }
  char peek() const { return at_ == end_ ? '\0' : *at_; }
  void skip(size_t bytes) { at_ += bytes; }
  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) {
    if (left() < word.size() || std::memcmp(at_, word.data(), word.size()) != 0) return false;
    at_ += word.size();
    return true;
  }
  void skip_spaces() {
    while (at_ != end_ && *at_ == ' ') ++at_;
  }
  bool number(int least_digits, int most_digits, int& out) {
    int value = 0;
    int digits = 0;
    for (; digits < most_digits && at_ != end_ && is_digit(*at_); ++digits) {
      value = value * 10 + (*at_++ - '0');
    }
    out = value;
    return digits >= least_digits;
  }
  // A number of one or two digits that old systems pad with spaces.
  bool padded(int& out) {
    skip_spaces();
    return number(1, 2, out);
  }
  // `.` or `,` and any number of digits; those beyond microseconds are dropped.
  bool fraction(int& micros);
  // `Z`, `+09:00`, `+0900`, `+09`; one space may stand before a sign.
  bool offset(int32_t& seconds);
  // `12:34`, `12:34:56`, `12:34:56.789`.
  bool clock(WrittenTime& out);
  // Nothing, or spaces and a clock or `12時34分56秒` (minutes and seconds may lack).
  bool optional_time(WrittenTime& out);

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

 private:
  bool japanese_clock(WrittenTime& out);

  const char* at_;
  const char* end_;
};

// The day of 1 January since 1970-01-01, doubled, plus one in a leap year; years 1900 to 2155.
struct YearStarts {
  static constexpr int kFirst = 1900;
  static constexpr int kCount = 256;
  int32_t doubled[kCount];
};
inline constexpr YearStarts kYearStarts = [] {
  YearStarts out{};
  for (int i = 0; i < YearStarts::kCount; ++i) {
    const int year = YearStarts::kFirst + i;
    const int past = year - 1;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    const int days = past * 365 + past / 4 - past / 100 + past / 400 - 719162;
    out.doubled[i] = days * 2 + (leap ? 1 : 0);
  }
  return out;
}();

// The moment that was written; nothing when there is no such date or time of day (hours up to 29
// are). Any year of the calendar.
std::optional<Instant> checked_any_year(const WrittenTime& written);

// The same, fast for the years of the table. Inline, as is `scan_fixed_date_time`: together they
// take less time than two calls would.
inline std::optional<Instant> checked(const WrittenTime& w) {
  // Days of a year before each month; month 0 has no days.
  static constexpr int16_t kDaysBefore[2][14] = {
      {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
      {0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366},
  };
  const auto year = static_cast<unsigned>(w.year - YearStarts::kFirst);
  const auto month = static_cast<unsigned>(w.month);
  if (year >= YearStarts::kCount || month > 12) return checked_any_year(w);
  const int32_t start = kYearStarts.doubled[year];
  const int16_t* const before = kDaysBefore[start & 1];
  const auto day = static_cast<unsigned>(w.day - 1);
  const auto length = static_cast<unsigned>(before[month + 1] - before[month]);
  if (day >= length || w.hour > 29 || w.minute > 59 || w.second > 60) return std::nullopt;
  const int64_t days = (start >> 1) + before[month] + static_cast<int>(day);
  const int64_t seconds =
      days * 86'400 + w.hour * 3600 + w.minute * 60 + w.second - w.offset_seconds;
  return Instant{seconds * kMicrosPerSecond + w.micros};
}

// `2022-10-05?12:34:56`, nineteen bytes read as three words; the eleventh is not looked at. False
// when the text has another shape.
inline bool scan_fixed_date_time(const char* text, char separator, WrittenTime& out) {
  const auto word_at = [text](size_t offset) {
    uint64_t word = 0;
    std::memcpy(&word, text + offset, 8);
    return word;
  };
  // XOR with the expected shape leaves digits as 0-9 and marks as 0. A sum with a high bit then
  // tells a byte that is too large. Little endian: the first byte is the lowest.
  const uint64_t mark = static_cast<unsigned char>(separator);
  const uint64_t date = word_at(0) ^ (0x0030'3000'3030'3030 | mark << 32 | mark << 56);
  const uint64_t day_and_hour = (word_at(8) ^ 0x3030'3A30'3000'3030) & 0xFFFF'FFFF'FF00'FFFF;
  const uint64_t time = word_at(11) ^ 0x3030'3A30'303A'3030;
  const uint64_t wrong = (date | (date + 0x7F76'767F'7676'7676)) |
                         (day_and_hour | (day_and_hour + 0x7676'7F76'767F'7676)) |
                         (time | (time + 0x7676'7F76'767F'7676));
  if ((wrong & 0x8080'8080'8080'8080) != 0) return false;
  // Each byte becomes ten times itself and the next one: a number of two digits at its first byte.
  const auto pairs = [](uint64_t digits) { return digits * 10 + (digits >> 8); };
  const auto at = [](uint64_t word, int byte) {
    return static_cast<int>(word >> (8 * byte) & 0xFF);
  };
  const uint64_t date_pairs = pairs(date);
  const uint64_t time_pairs = pairs(time);
  out.year = at(date_pairs, 0) * 100 + at(date_pairs, 2);
  out.month = at(date_pairs, 5);
  out.day = at(pairs(day_and_hour), 0);
  out.hour = at(time_pairs, 0);
  out.minute = at(time_pairs, 3);
  out.second = at(time_pairs, 6);
  return true;
}

}  // namespace sekisho::text
