#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/instant.h"
#include "text/zone.h"

namespace sekisho::text {

// A date and time as it was written, not yet checked against the calendar.
struct WrittenTime {
  int year = 0;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int micros = 0;
  std::optional<int32_t> offset_seconds;
};

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
  bool offset(std::optional<int32_t>& seconds);
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

// The moment that was written, in `zone` where no offset was; nothing when there is no such date or
// time of day (hours up to 29 are).
std::optional<Instant> checked(const WrittenTime& written, Zone zone);

// `2022-10-05T12:34:56`, `2022/10/05 12:34:56`: nineteen bytes, read without a loop. False when the
// text has another shape.
bool scan_fixed_date_time(const char* text, char separator, WrittenTime& out);

}  // namespace sekisho::text
