#include "text/time_format.h"

#include <fmt/format.h>

#include <cstring>

#include "text/civil.h"
#include "text/era.h"

namespace sekisho::text {
namespace {

bool unbounded(Instant instant) {
  return instant == kBeginning || instant == kForever;
}

char* put_two(char* out, int number) {
  out[0] = static_cast<char>('0' + number / 10);
  out[1] = static_cast<char>('0' + number % 10);
  return out + 2;
}

char* put_fraction(char* out, int micros) {
  const int digits = micros % 1000 == 0 ? 3 : 6;
  int rest = digits == 3 ? micros / 1000 : micros;
  *out++ = '.';
  for (int i = digits - 1; i >= 0; --i) {
    out[i] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  return out + digits;
}

std::string japanese_date(const CivilTime& t) {
  return fmt::format("{}年{}月{}日", t.year, t.month, t.day);
}

}  // namespace

void append_rfc3339(std::string& out, Instant instant, Zone zone) {
  if (unbounded(instant)) return;
  const CivilTime t = to_civil(instant, zone);
  if (t.year < 0 || t.year > 9999) {  // beyond RFC 3339, as ISO 8601 writes it
    out += fmt::format("{:+07}-{:02}-{:02}T{:02}:{:02}:{:02}", t.year, t.month, t.day, t.hour,
                       t.minute, t.second);
    out += to_string(zone);
    return;
  }
  char buffer[32];
  char* at = put_two(put_two(buffer, t.year / 100), t.year % 100);
  *at++ = '-';
  at = put_two(at, t.month);
  *at++ = '-';
  at = put_two(at, t.day);
  *at++ = 'T';
  at = put_two(at, t.hour);
  *at++ = ':';
  at = put_two(at, t.minute);
  *at++ = ':';
  at = put_two(at, t.second);
  if (t.micros != 0) at = put_fraction(at, t.micros);
  out.append(buffer, at);
  if (zone == kJst) {
    out += "+09:00";
  } else {
    out += to_string(zone);
  }
}

std::string rfc3339(Instant instant, Zone zone) {
  std::string out;
  append_rfc3339(out, instant, zone);
  return out;
}

std::string date_iso(Instant instant, Zone zone) {
  if (unbounded(instant)) return {};
  const CivilTime t = to_civil(instant, zone);
  return fmt::format("{:04}-{:02}-{:02}", t.year, t.month, t.day);
}

std::string date_time_iso(Instant instant, Zone zone) {
  if (unbounded(instant)) return {};
  const CivilTime t = to_civil(instant, zone);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", t.year, t.month, t.day, t.hour,
                     t.minute, t.second);
}

std::string date_ja(Instant instant, Zone zone) {
  return unbounded(instant) ? std::string() : japanese_date(to_civil(instant, zone));
}

std::string date_time_ja(Instant instant, Zone zone) {
  if (unbounded(instant)) return {};
  const CivilTime t = to_civil(instant, zone);
  return fmt::format("{} {}時{:02}分{:02}秒", japanese_date(t), t.hour, t.minute, t.second);
}

std::string date_era(Instant instant, Zone zone) {
  if (unbounded(instant)) return {};
  const CivilTime t = to_civil(instant, zone);
  for (const Era& era : kEras) {
    if (!began_by(era, t.year, t.month, t.day)) continue;
    const int year = t.year - era.year_before;
    return fmt::format("{}{}年{}月{}日", era.name, year == 1 ? "元" : fmt::format("{}", year),
                       t.month, t.day);
  }
  return japanese_date(t);
}

int fiscal_year(Instant instant, Zone zone) {
  const CivilTime t = to_civil(instant, zone);
  return t.month >= 4 ? t.year : t.year - 1;
}

int fiscal_half(Instant instant, Zone zone) {
  const int month = to_civil(instant, zone).month;
  return month >= 4 && month <= 9 ? 1 : 2;
}

}  // namespace sekisho::text
