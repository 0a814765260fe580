#include "casework/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "casework/case_work.h"
#include "casework/limits.h"
#include "text/civil.h"
#include "text/number.h"
#include "text/toml.h"

namespace sekisho::casework {
namespace {

using text::TomlTable;

constexpr std::array<std::string_view, 7> kWeekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                    "thursday", "friday", "saturday"};

Result<int64_t> day_at(const TomlTable& table, std::string_view key) {
  const Result<std::string> text = table.string(key);
  if (!text) return std::unexpected(text.error());
  if (const auto day = day_named(*text)) return *day;
  return std::unexpected(
      table.error(key, fmt::format("`{}` is no day", *text), "Write YYYY-MM-DD."));
}

}  // namespace

Result<Calendar> Calendar::parse(std::string_view toml, const std::string& file) {
  const Result<TomlTable> table = TomlTable::parse(toml, file);
  if (!table) return std::unexpected(table.error());
  if (auto ok = table->only(
          {"basis", "from", "until", "closed_weekdays", "closed_every_year", "holidays"});
      !ok) {
    return std::unexpected(ok.error());
  }
  Calendar out;
  for (const auto& [key, day] : {std::pair{"from", &out.from_}, std::pair{"until", &out.until_}}) {
    const Result<int64_t> read = day_at(*table, key);
    if (!read) return std::unexpected(read.error());
    *day = *read;
  }
  const auto weekdays = table->strings("closed_weekdays");
  if (!weekdays) return std::unexpected(weekdays.error());
  for (const std::string& name : *weekdays) {
    const auto* const found = std::ranges::find(kWeekdays, name);
    if (found == kWeekdays.end()) {
      return std::unexpected(
          table->error("closed_weekdays", fmt::format("`{}` is no weekday", name)));
    }
    out.weekdays_.insert(static_cast<int>(found - kWeekdays.begin()));
  }
  if (out.weekdays_.size() == kWeekdays.size()) {
    return std::unexpected(table->error("closed_weekdays", "no weekday is open"));
  }
  const auto fixed = table->optional_strings("closed_every_year");
  if (!fixed) return std::unexpected(fixed.error());
  for (const std::string& text : *fixed) {
    // A leap year, so that 29 February is a day.
    const auto day = day_named("2024-" + text);
    if (!day) {
      return std::unexpected(table->error(
          "closed_every_year", fmt::format("`{}` is no day of a year", text), "Write MM-DD."));
    }
    const text::CivilTime civil = text::civil_from_days(*day);
    out.fixed_.push_back({civil.month, civil.day});
  }
  const auto holidays = table->optional_strings("holidays");
  if (!holidays) return std::unexpected(holidays.error());
  if (holidays->size() > kMaxHolidays || out.fixed_.size() > kMaxHolidays / 100) {
    return fail(ErrorCode::kLimit, "the calendar has too many holidays", table->place("holidays"));
  }
  for (const std::string& text : *holidays) {
    const auto day = day_named(std::string_view(text).substr(0, 10));
    if (!day || !out.knows(*day)) {
      return std::unexpected(
          table->error("holidays", fmt::format("`{}` is no day between `from` and `until`", text),
                       "Write YYYY-MM-DD, a space and its name."));
    }
    out.holidays_.insert(*day);
  }
  return out;
}

bool Calendar::is_closed(int64_t day) const {
  if (weekdays_.contains(text::weekday_from_days(day)) || holidays_.contains(day)) return true;
  const text::CivilTime civil = text::civil_from_days(day);
  return std::ranges::any_of(
      fixed_, [&](const Fixed& one) { return one.month == civil.month && one.day == civil.day; });
}

// INVARIANT: ends, since a weekday is open and at most kMaxHolidays days are closed otherwise.
int64_t Calendar::open_from(int64_t day) const {
  while (is_closed(day)) ++day;
  return day;
}

int64_t Calendar::after_open_days(int64_t day, int count) const {
  for (int i = 0; i < count; ++i) day = open_from(day + 1);
  return day;
}

}  // namespace sekisho::casework
