#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "report/charts.h"
#include "text/civil.h"
#include "text/number.h"

namespace sekisho::report {

void chart_patterns(Html& out) {
  out.raw(
      "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>"
      "<pattern id=\"p-refused\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect class=\"pb-refused\" width=\"5\" height=\"5\"/>"
      "<rect class=\"pf-refused\" width=\"2\" height=\"5\"/></pattern>"
      "<pattern id=\"p-doubtful\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">"
      "<rect class=\"pb-doubtful\" width=\"5\" height=\"5\"/>"
      "<circle class=\"pf-doubtful\" cx=\"2.5\" cy=\"2.5\" r=\"1.3\"/></pattern>"
      "<pattern id=\"p-nolog\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect class=\"pf-nolog\" width=\"1.4\" height=\"4\"/>"
      "</pattern></defs></svg>\n");
}

void chart_bar(Html& out, uint64_t value, uint64_t most) {
  const double share =
      most == 0 ? 0 : 100 * static_cast<double>(std::min(value, most)) / static_cast<double>(most);
  out.raw(
      "<svg class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 100 6\" "
      "preserveAspectRatio=\"none\"><rect class=\"f-track\" width=\"100\" height=\"6\"/>"
      "<rect class=\"f-viewed\" height=\"6\" width=\"");
  out.coordinate(value == 0 ? 0 : std::max(share, 0.8)).raw("\"/></svg>");
}

namespace {

constexpr double kWindowWidth = 240;

void widen(Period& span, const Window& window) {
  if (!window.period || window.period->empty()) return;
  if (window.period->from != kBeginning) span.from = std::min(span.from, window.period->from);
  if (window.period->until != kForever) span.until = std::max(span.until, window.period->until);
}

void window_bar(Html& out, Markup classes, const Window& window, const Period& span, double y) {
  if (!window.period || !window.period->overlaps(span)) return;
  const auto scale = [&span](Instant instant) {
    const auto at = std::clamp(instant.micros, span.from.micros, span.until.micros);
    return kWindowWidth * (static_cast<double>(at) - static_cast<double>(span.from.micros)) /
           (static_cast<double>(span.until.micros) - static_cast<double>(span.from.micros));
  };
  const double x = scale(window.period->from);
  const double width = std::max(1.5, scale(window.period->until) - x);
  out.raw("<rect class=\"").raw(classes).raw("\" x=\"").coordinate(x).raw("\" y=\"").coordinate(y);
  out.raw("\" width=\"").coordinate(width).raw("\" height=\"7\"/>");
}

}  // namespace

Period windows_span(const ReviewPage& page) {
  Period span{kForever, kBeginning};
  const auto widen_all = [&span](const Windows& windows) {
    widen(span, windows.exposure);
    widen(span, windows.logs);
    widen(span, windows.examined);
  };
  widen_all(page.windows);
  for (const SystemRow& system : page.systems) widen_all(system.windows);
  return span;
}

void chart_windows(Html& out, const Windows& windows, const Period& span) {
  if (span.empty()) return;
  out.raw(
      "<svg class=\"chart windows-chart\" aria-hidden=\"true\" viewBox=\"0 0 240 30\" "
      "preserveAspectRatio=\"none\">");
  window_bar(out, "f-exposure", windows.exposure, span, 1);
  window_bar(out, "f-logs", windows.logs, span, 11);
  window_bar(out, "f-examined", windows.examined, span, 21);
  out.raw("</svg>");
}

namespace {

constexpr int kCell = 11;  // a day's square with the gap beside it
constexpr int kSquare = 9;
constexpr int kLeft = 58;
constexpr int kTop = 14;
constexpr int kYearHeight = kTop + 7 * kCell + 6;

// The fiscal year (April to March) of a day since 1970-01-01, and its first day.
struct FiscalYear {
  int64_t year;
  int64_t first_day;
};

FiscalYear fiscal_year_of(int64_t day) {
  const text::CivilTime civil = text::civil_from_days(day);
  const int64_t year = civil.month >= 4 ? civil.year : civil.year - 1;
  return {year, text::days_from_civil(year, 4, 1)};
}

// Monday is row 0. The column counts weeks from the one in which the fiscal year begins.
struct Spot {
  int column;
  int row;
};

Spot spot_of(int64_t day, int64_t first_day) {
  const auto monday_based = [](int64_t d) { return (text::weekday_from_days(d) + 6) % 7; };
  const int64_t first_monday = first_day - monday_based(first_day);
  return {static_cast<int>((day - first_monday) / 7), monday_based(day)};
}

enum class Look : uint8_t {
  kLevel1,
  kLevel2,
  kLevel3,
  kLevel4,
  kRejected,
  kSilent,
  kQuiet,
  kNoLog
};
constexpr std::array<Markup, 8> kLookClasses{
    Markup("d1"),         Markup("d2"),       Markup("d3"),      Markup("d4"),
    Markup("d-rejected"), Markup("d-silent"), Markup("d-quiet"), Markup("d-nolog")};

Look level_of(uint64_t events, uint64_t most) {
  if (events * 4 >= most * 3) return Look::kLevel4;
  if (events * 4 >= most * 2) return Look::kLevel3;
  return events * 4 >= most ? Look::kLevel2 : Look::kLevel1;
}

Look look_of(const CoverageDay& day, uint64_t most) {
  switch (day.state) {
    case DayState::kReceived:
      return level_of(day.events, most);
    case DayState::kSilent:
      return Look::kSilent;
    case DayState::kQuiet:
      return Look::kQuiet;
    case DayState::kNoLog:
      break;
  }
  return Look::kNoLog;
}

// The squares of a class as one path: a page of many systems stays small.
struct YearPaths {
  std::array<std::string, kLookClasses.size()> squares;

  void add(Look look, Spot spot, int size) {
    std::string& path = squares[static_cast<size_t>(look)];
    const int inset = (kSquare - size) / 2;
    const auto number = [&path](int value) { text::append_i64(path, value); };
    path += 'M';
    number(kLeft + spot.column * kCell + inset);
    path += ' ';
    number(kTop + spot.row * kCell + inset);
    path += 'h';
    number(size);
    path += 'v';
    number(size);
    path += "h-";
    number(size);
    path += 'z';
  }
};

void month_labels(Html& out, const FiscalYear& year) {
  for (int i = 0; i < 12; ++i) {
    const int month = (3 + i) % 12 + 1;
    const int64_t first = text::days_from_civil(month >= 4 ? year.year : year.year + 1, month, 1);
    const Spot spot = spot_of(first, year.first_day);
    out.raw("<text class=\"tick\" x=\"").coordinate(kLeft + spot.column * kCell);
    out.raw("\" y=\"10\">").number(static_cast<uint64_t>(month)).raw("</text>");
  }
}

void draw_year(Html& out, const FiscalYear& year, const YearPaths& paths) {
  out.raw("<svg class=\"chart calendar\" aria-hidden=\"true\" viewBox=\"0 0 640 ");
  out.coordinate(kYearHeight).raw("\"><text class=\"tick\" x=\"0\" y=\"10\">");
  const std::string name = std::to_string(year.year);
  out.both_svg({name + "年度", "FY " + name}).raw("</text>");
  month_labels(out, year);
  for (size_t i = 0; i < paths.squares.size(); ++i) {
    if (paths.squares[i].empty()) continue;
    out.raw("<path class=\"").raw(kLookClasses[i]).raw("\" d=\"").text(paths.squares[i]);
    out.raw("\"/>");
  }
  out.raw("</svg>");
}

}  // namespace

bool chart_coverage(Html& out, const CoverageRow& row, size_t& cells_left) {
  constexpr int64_t kEarliest = -700'000;  // in the year 53; what is outside is not drawn
  constexpr int64_t kLatest = 2'900'000;   // in the year 9909
  if (row.days.size() > std::min(cells_left, kMaxCoverageDays)) return false;
  cells_left -= row.days.size();
  uint64_t most = 0;
  for (const CoverageDay& day : row.days) most = std::max(most, day.events);

  std::optional<FiscalYear> year;
  YearPaths paths;
  for (const CoverageDay& day : row.days) {
    if (day.day < kEarliest || day.day > kLatest) continue;
    const FiscalYear of_day = fiscal_year_of(day.day);
    if (year && year->year != of_day.year) {
      draw_year(out, *year, paths);
      paths = {};
    }
    year = of_day;
    const Spot spot = spot_of(day.day, of_day.first_day);
    paths.add(look_of(day, most), spot, kSquare);
    if (day.rejects > 0) paths.add(Look::kRejected, spot, 3);
  }
  if (year) draw_year(out, *year, paths);
  return true;
}

}  // namespace sekisho::report
