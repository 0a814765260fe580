#include "text/date.h"

#include <algorithm>
#include <vector>

#include "text/date_scan.h"
#include "text/era.h"
#include "text/fold.h"
#include "text/nearest.h"

namespace sekisho::text {
namespace {

using Parsed = std::optional<Instant>;
constexpr size_t kFixedBytes = 19;  // 2022-10-05T12:34:56

bool is_date_time_mark(char c) {
  return c == 'T' || c == 't' || c == ' ';
}

// What may stand behind the seconds of a fixed date and time.
Parsed finish_fixed(std::string_view rest, bool offset_allowed, WrittenTime& written) {
  if (rest.empty()) return checked(written);
  DateCursor cursor(rest);
  if ((rest.front() == '.' || rest.front() == ',') && !cursor.fraction(written.micros)) return {};
  if (!cursor.at_end() && (!offset_allowed || !cursor.offset(written.offset_seconds))) return {};
  return cursor.at_end() ? checked(written) : std::nullopt;
}

Parsed parse_iso_other(std::string_view text, Zone zone) {
  WrittenTime written = written_in(zone);
  DateCursor cursor(text);
  if (!cursor.number(4, 4, written.year)) return {};
  const bool extended = cursor.take('-');
  if (!cursor.number(2, 2, written.month) || (extended && !cursor.take('-')) ||
      !cursor.number(2, 2, written.day)) {
    return {};
  }
  if (cursor.at_end()) return checked(written);
  if (!is_date_time_mark(cursor.peek())) return {};
  cursor.skip(1);
  if (!cursor.number(2, 2, written.hour)) return {};
  const bool colons = cursor.take(':');
  if (!cursor.number(2, 2, written.minute)) return {};
  if (colons ? cursor.take(':') : DateCursor::is_digit(cursor.peek())) {
    if (!cursor.number(2, 2, written.second)) return {};
    const char next = cursor.peek();
    if ((next == '.' || next == ',') && !cursor.fraction(written.micros)) return {};
  }
  if (!cursor.at_end() && !cursor.offset(written.offset_seconds)) return {};
  return cursor.at_end() ? checked(written) : std::nullopt;
}

Parsed parse_iso(std::string_view text, Zone zone) {
  WrittenTime written = written_in(zone);
  if (text.size() >= kFixedBytes && is_date_time_mark(text[10]) &&
      scan_fixed_date_time(text.data(), '-', written)) {
    return finish_fixed(text.substr(kFixedBytes), true, written);
  }
  return parse_iso_other(text, zone);
}

Parsed parse_slash(std::string_view text, Zone zone) {
  WrittenTime written = written_in(zone);
  if (text.size() >= kFixedBytes && text[10] == ' ' &&
      scan_fixed_date_time(text.data(), '/', written)) {
    return finish_fixed(text.substr(kFixedBytes), false, written);
  }
  written = written_in(zone);
  DateCursor cursor(text);
  if (!cursor.number(4, 4, written.year) || !cursor.take('/') || !cursor.padded(written.month) ||
      !cursor.take('/') || !cursor.padded(written.day)) {
    return {};
  }
  if (!cursor.at_end() && cursor.peek() != ' ') return {};
  if (!cursor.optional_time(written) || !cursor.at_end()) return {};
  return checked(written);
}

Parsed parse_plain(std::string_view text, Zone zone) {
  WrittenTime written = written_in(zone);
  DateCursor cursor(text);
  if (!cursor.number(4, 4, written.year) || !cursor.number(2, 2, written.month) ||
      !cursor.number(2, 2, written.day)) {
    return {};
  }
  if (cursor.at_end()) return checked(written);
  const bool spaced = cursor.take(' ');
  if (spaced && cursor.left() > 2 && cursor.position()[2] == ':') {
    return cursor.clock(written) && cursor.at_end() ? checked(written) : std::nullopt;
  }
  if (!cursor.number(2, 2, written.hour) || !cursor.number(2, 2, written.minute)) return {};
  if (cursor.at_end()) return checked(written);
  if (!cursor.number(2, 2, written.second)) return {};
  if (cursor.peek() == '.' || cursor.peek() == ',') {
    if (!cursor.fraction(written.micros)) return {};
  } else if (!cursor.at_end()) {  // milliseconds without a point
    if (!cursor.number(3, 3, written.micros)) return {};
    written.micros *= 1000;
  }
  return cursor.at_end() ? checked(written) : std::nullopt;
}

// The era at the cursor, stepped over: a letter, its name or its square.
const Era* take_era(DateCursor& cursor) {
  const char first = cursor.peek();
  const auto byte = static_cast<unsigned char>(first);
  for (const Era& era : kEras) {
    if (byte < 0x80 ? (first & ~0x20) == era.letter && cursor.take(first)
                    : cursor.take(era.name) || cursor.take(era.square)) {
      return &era;
    }
  }
  return nullptr;
}

bool take_era_year(DateCursor& cursor, const Era& era, int& year) {
  cursor.skip_spaces();
  if (cursor.take("元")) {
    year = era.year_before + 1;
    return true;
  }
  int count = 0;
  if (!cursor.number(1, 2, count) || count == 0) return false;
  year = era.year_before + count;
  return true;
}

// `10月5日` behind the year's 年.
bool take_month_and_day(DateCursor& cursor, WrittenTime& written) {
  return cursor.padded(written.month) && cursor.take("月") && cursor.padded(written.day) &&
         cursor.take("日");
}

// `R041005`, behind the letter.
bool take_compact(DateCursor& cursor, const Era& era, WrittenTime& written) {
  int count = 0;
  if (!cursor.number(2, 2, count) || count == 0 || !cursor.number(2, 2, written.month) ||
      !cursor.number(2, 2, written.day)) {
    return false;
  }
  written.year = era.year_before + count;
  return true;
}

bool take_era_date(DateCursor& cursor, const Era& era, WrittenTime& written) {
  DateCursor compact = cursor;
  if (take_compact(compact, era, written)) {
    cursor = compact;
    return cursor.at_end() || cursor.peek() == ' ';
  }
  if (!take_era_year(cursor, era, written.year)) return false;
  if (cursor.take("年")) return take_month_and_day(cursor, written);
  const char separator = cursor.peek();
  if (separator != '.' && separator != '/' && separator != '-') return false;
  cursor.skip(1);
  return cursor.padded(written.month) && cursor.take(separator) && cursor.padded(written.day) &&
         (cursor.at_end() || cursor.peek() == ' ');
}

Parsed parse_era(std::string_view text, Zone zone) {
  WrittenTime written = written_in(zone);
  DateCursor cursor(text);
  const Era* era = take_era(cursor);
  if (era == nullptr || !take_era_date(cursor, *era, written)) return {};
  // Past its end an era is taken (old systems count on); before its beginning it is a mistake.
  if (!began_by(*era, written.year, written.month, written.day)) return {};
  if (!cursor.optional_time(written) || !cursor.at_end()) return {};
  return checked(written);
}

Parsed parse_japanese(std::string_view text, Zone zone) {
  WrittenTime written = written_in(zone);
  DateCursor cursor(text);
  if (!cursor.number(4, 4, written.year) || !cursor.take("年") ||
      !take_month_and_day(cursor, written) || !cursor.optional_time(written) || !cursor.at_end()) {
    return {};
  }
  return checked(written);
}

Parsed parse_clf(std::string_view text, Zone zone) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  WrittenTime written = written_in(zone);
  DateCursor cursor(text);
  if (!cursor.number(2, 2, written.day) || !cursor.take('/') || cursor.left() < 3) return {};
  const size_t month = kMonths.find(std::string_view(cursor.position(), 3));
  if (month == std::string_view::npos || month % 3 != 0) return {};
  written.month = static_cast<int>(month / 3 + 1);
  cursor.skip(3);
  if (!cursor.take('/') || !cursor.number(4, 4, written.year) || !cursor.take(':') ||
      !cursor.number(2, 2, written.hour) || !cursor.take(':') ||
      !cursor.number(2, 2, written.minute) || !cursor.take(':') ||
      !cursor.number(2, 2, written.second)) {
    return {};
  }
  if (!cursor.at_end() && !cursor.offset(written.offset_seconds)) return {};
  return cursor.at_end() ? checked(written) : std::nullopt;
}

// `unit` microseconds each. The range is that of the calendar, years 1 to 9999.
Parsed parse_count(std::string_view text, int64_t unit) {
  constexpr int64_t kFirst = -62'135'596'800;
  constexpr int64_t kLast = 253'402'300'799;
  DateCursor cursor(text);
  const bool negative = cursor.take('-');
  int64_t value = 0;
  int digits = 0;
  for (; digits < 15 && DateCursor::is_digit(cursor.peek()); ++digits) {
    value = value * 10 + (cursor.peek() - '0');
    cursor.skip(1);
  }
  if (digits == 0) return {};
  int fraction = 0;  // of a unit, in millionths
  if (cursor.peek() == '.' && !cursor.fraction(fraction)) return {};
  const int64_t units_per_second = kMicrosPerSecond / unit;
  if (!cursor.at_end() || value > kLast * units_per_second) return {};
  const int64_t size = value * unit + fraction * unit / kMicrosPerSecond;
  if (!negative) return Instant{size};
  return size <= -kFirst * kMicrosPerSecond ? Parsed(Instant{-size}) : std::nullopt;
}

Parsed parse_epoch(std::string_view text, Zone) {
  return parse_count(text, kMicrosPerSecond);
}
Parsed parse_epoch_millis(std::string_view text, Zone) {
  return parse_count(text, 1000);
}

Parsed parse_fiscal(std::string_view text, Zone zone) {
  WrittenTime written = written_in(zone);
  written.month = 4;
  DateCursor cursor(text);
  if (cursor.take("FY") || cursor.take("fy")) {
    if (!cursor.number(4, 4, written.year)) return {};
  } else {
    const bool plain = DateCursor::is_digit(cursor.peek());
    const Era* era = plain ? nullptr : take_era(cursor);
    if (!(plain ? cursor.number(4, 4, written.year)
                : era != nullptr && take_era_year(cursor, *era, written.year)) ||
        !cursor.take("年度")) {
      return {};
    }
  }
  cursor.skip_spaces();
  if (cursor.take("下期")) {
    written.month = 10;
  } else if (cursor.take("末")) {
    written.month = 3;
    written.day = 31;
  } else if (!cursor.at_end() && !cursor.take("上期")) {
    if (!take_month_and_day(cursor, written) || !cursor.optional_time(written)) return {};
  }
  if (written.month <= 3) ++written.year;
  return cursor.at_end() ? checked(written) : std::nullopt;
}

// Called through this table, so that the compiler does not melt all forms into one function whose
// preparations every date would pay for.
struct Form {
  std::string_view name;
  Parsed (*parse)(std::string_view text, Zone zone);
};
constexpr Form kForms[] = {
    {"iso", parse_iso},       {"ymd/", parse_slash},
    {"ymd", parse_plain},     {"era", parse_era},
    {"jp", parse_japanese},   {"clf", parse_clf},
    {"epoch", parse_epoch},   {"epoch-ms", parse_epoch_millis},
    {"fiscal", parse_fiscal},
};

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

Error unknown_format(const std::string& name) {
  std::vector<std::string_view> names;
  std::string known;
  for (const Form& form : kForms) {
    names.push_back(form.name);
    known += (known.empty() ? "" : ", ") + std::string(form.name);
  }
  std::string help = did_you_mean(name, names);
  if (help.empty()) help = "Known formats: " + known + ".";
  return Error{ErrorCode::kUsage, "unknown date format `" + name + "`", {}, std::move(help)};
}

}  // namespace

Result<InstantParser> InstantParser::compile(std::span<const std::string> formats,
                                             Zone default_zone) {
  if (formats.empty()) return fail(ErrorCode::kUsage, "no date format is given");
  if (formats.size() > kMaxDateFormats) return fail(ErrorCode::kLimit, "too many date formats");
  InstantParser out;
  out.zone_ = default_zone;
  for (const std::string& name : formats) {
    const auto* found = std::ranges::find(kForms, name, &Form::name);
    if (found == std::end(kForms)) return std::unexpected(unknown_format(name));
    out.formats_[out.count_++] = static_cast<uint8_t>(found - std::begin(kForms));
  }
  return out;
}

Parsed InstantParser::parse_as_is(std::string_view utf8) const {
  for (size_t i = 0; i < count_; ++i) {
    if (const Parsed parsed = kForms[formats_[i]].parse(utf8, zone_)) return parsed;
  }
  return std::nullopt;
}

Parsed InstantParser::parse_folded(std::string_view utf8) const {
  if (is_plain_ascii(utf8)) return std::nullopt;  // folding would change nothing
  return parse_as_is(trimmed(fold_width(utf8)));
}

Parsed InstantParser::parse(std::string_view utf8) const {
  const std::string_view text = trimmed(utf8);
  if (text.empty() || text.size() > kMaxDateBytes) return std::nullopt;
  const Parsed parsed = parse_as_is(text);
  return parsed ? parsed : parse_folded(text);
}

}  // namespace sekisho::text
