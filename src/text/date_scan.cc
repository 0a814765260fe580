#include "text/date_scan.h"

#include "text/civil.h"

namespace sekisho::text {

std::optional<Instant> checked_any_year(const WrittenTime& w) {
  const CivilTime civil{w.year, w.month, w.day, w.hour, w.minute, w.second, w.micros};
  return checked_instant(civil, Zone{w.offset_seconds}, Hours::kTo29);
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

bool DateCursor::offset(int32_t& seconds) {
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

}  // namespace sekisho::text
