#include "text/date_scan.h"

namespace sekisho::text {
namespace {

// Days of a year before each month.
constexpr int16_t kDaysBefore[2][14] = {
    {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
    {0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366},
};
constexpr int64_t kDaysToEpoch = 719162;  // from 0001-01-01 to 1970-01-01

}  // namespace

std::optional<Instant> checked(const WrittenTime& w, Zone zone) {
  const auto year = static_cast<unsigned>(w.year);
  const auto month = static_cast<unsigned>(w.month);
  if (year - 1 > 9998 || month - 1 > 11) return std::nullopt;
  const unsigned leap = (year % 25 != 0 ? year % 4 == 0 : year % 16 == 0) ? 1 : 0;
  const int before = kDaysBefore[leap][month];
  if (w.day < 1 || w.day > kDaysBefore[leap][month + 1] - before) return std::nullopt;
  if (w.hour > 29 || w.minute > 59 || w.second > 60) return std::nullopt;
  const unsigned past = year - 1;
  const int64_t days = static_cast<int64_t>(past * 365 + past / 4 - past / 100 + past / 400) +
                       before + w.day - 1 - kDaysToEpoch;
  const int64_t seconds = days * 86'400 + w.hour * 3600 + w.minute * 60 + w.second -
                          w.offset_seconds.value_or(zone.offset_seconds);
  return Instant{seconds * kMicrosPerSecond + w.micros};
}

bool DateCursor::fraction(int& micros) {
  ++at_;
  if (at_ == end_ || !is_digit(*at_)) return false;
  int value = 0;
  int scale = 100'000;
  for (; at_ != end_ && is_digit(*at_); ++at_) {
    value += (*at_ - '0') * scale;
    scale /= 10;
  }
  micros = value;
  return true;
}

bool DateCursor::offset(std::optional<int32_t>& seconds) {
  if (take('Z') || take('z')) {
    seconds = 0;
    return true;
  }
  if (left() > 1 && *at_ == ' ' && (at_[1] == '+' || at_[1] == '-')) ++at_;
  const char sign = peek();
  if (sign != '+' && sign != '-') return false;
  ++at_;
  int hours = 0;
  int minutes = 0;
  if (!number(2, 2, hours)) return false;
  if (take(':') || !at_end()) {
    if (!number(2, 2, minutes)) return false;
  }
  if (hours > 18 || minutes > 59) return false;
  const int32_t value = hours * 3600 + minutes * 60;
  seconds = sign == '-' ? -value : value;
  return true;
}

bool DateCursor::clock(WrittenTime& out) {
  if (!number(1, 2, out.hour) || !take(':') || !number(2, 2, out.minute)) return false;
  if (!take(':')) return true;
  if (!number(2, 2, out.second)) return false;
  const char next = peek();
  return (next != '.' && next != ',') || fraction(out.micros);
}

bool DateCursor::japanese_clock(WrittenTime& out) {
  if (!number(1, 2, out.hour) || !take("時")) return false;
  skip_spaces();
  if (at_end()) return true;
  if (!number(1, 2, out.minute) || !take("分")) return false;
  skip_spaces();
  if (at_end()) return true;
  return number(1, 2, out.second) && take("秒");
}

bool DateCursor::optional_time(WrittenTime& out) {
  skip_spaces();
  if (at_end()) return true;
  const size_t digits = left() > 1 && is_digit(at_[1]) ? 2 : 1;
  return left() > digits && at_[digits] == ':' ? clock(out) : japanese_clock(out);
}

bool scan_fixed_date_time(const char* text, char separator, WrittenTime& out) {
  unsigned wrong = 0;
  const auto pair = [&](int at) {
    const unsigned tens = static_cast<unsigned char>(text[at]) - unsigned{'0'};
    const unsigned ones = static_cast<unsigned char>(text[at + 1]) - unsigned{'0'};
    wrong |= static_cast<unsigned>(tens > 9) | static_cast<unsigned>(ones > 9);
    return static_cast<int>(tens * 10 + ones);
  };
  wrong |= static_cast<unsigned>(text[4] ^ separator) | static_cast<unsigned>(text[7] ^ separator) |
           static_cast<unsigned>(text[13] ^ ':') | static_cast<unsigned>(text[16] ^ ':');
  out.year = pair(0) * 100 + pair(2);
  out.month = pair(5);
  out.day = pair(8);
  out.hour = pair(11);
  out.minute = pair(14);
  out.second = pair(17);
  return wrong == 0;
}

}  // namespace sekisho::text
