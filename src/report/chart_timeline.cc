#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "report/charts.h"
#include "report/display_width.h"
#include "text/civil.h"
#include "text/number.h"

namespace sekisho::report {
namespace {

constexpr double kWidth = 960;
constexpr double kLeft = 56;
constexpr double kRight = 12;
constexpr double kPlotHeight = 200;
constexpr double kLaneHeight = 20;
constexpr double kAxisHeight = 26;

// Where a month or day begins and ends, and a scale from time to x.
struct Axis {
  Instant from;
  Instant until;
  double x(Instant instant) const {
    const auto clamped = std::clamp(instant.micros, from.micros, until.micros);
    const double share = (static_cast<double>(clamped) - static_cast<double>(from.micros)) /
                         (static_cast<double>(until.micros) - static_cast<double>(from.micros));
    return kLeft + share * (kWidth - kLeft - kRight);
  }
};

Instant end_of(const TimelineBar& bar, Grain grain, text::Zone zone) {
  if (grain == Grain::kDay) return shifted(bar.from, kMicrosPerDay);
  text::CivilTime civil = text::to_civil(bar.from, zone);
  civil.day = 1;
  civil.month = civil.month % 12 + 1;
  if (civil.month == 1) ++civil.year;
  return text::checked_instant({.year = civil.year, .month = civil.month, .day = 1}, zone)
      .value_or(shifted(bar.from, 31 * kMicrosPerDay));
}

// The next 1, 2 or 5 times a power of ten that is not below a quarter of `most`.
uint64_t tick_step(uint64_t most) {
  uint64_t power = 1;
  for (;; power *= 10) {
    for (const uint64_t digit : {1, 2, 5}) {
      const uint64_t step = power * digit;
      if (step * 4 >= most || power >= 1'000'000'000'000'000) return step;
    }
  }
}

// More accesses than this in one bar are drawn as this many.
constexpr uint64_t kMostDrawn = 100'000'000'000'000;

std::array<uint64_t, 4> parts_of(const TimelineBar& bar) {
  return {std::min(bar.viewed, kMostDrawn), std::min(bar.refused, kMostDrawn),
          std::min(bar.doubtful, kMostDrawn), std::min(bar.undetermined, kMostDrawn)};
}

uint64_t height_of(const TimelineBar& bar) {
  const auto parts = parts_of(bar);
  return parts[0] + parts[1] + parts[2] + parts[3];
}

// Where a band and its label stand. The label is inside the band where it fits, else beside it.
struct PlacedBand {
  double x = 0;
  double width = 0;
  double label_x = 0;
  bool label_ends = false;  // label_x is where the label ends
  size_t lane = 0;
};

// Gives each band the first lane in which nothing overlaps it or its label.
std::vector<PlacedBand> placed(const std::vector<TimelineBand>& bands, const Axis& axis) {
  constexpr double kHalfWidth = 6;  // of a character that is half as wide as it is high
  std::vector<std::vector<std::pair<double, double>>> lanes;
  std::vector<PlacedBand> out;
  for (const TimelineBand& band : bands) {
    PlacedBand at{.x = axis.x(band.period.from)};
    at.width = std::max(2.0, axis.x(band.period.until) - at.x);
    const size_t characters = std::max(display_width(band.label.ja), display_width(band.label.en));
    const double text = 10 + kHalfWidth * static_cast<double>(characters);
    double left = at.x;
    double right = at.x + at.width;
    if (text <= at.width) {
      at.label_x = at.x + 6;
    } else if (right + text <= kWidth) {
      at.label_x = right + 4;
      right += text;
    } else {
      at.label_x = left - 4;
      at.label_ends = true;
      left -= text;
    }
    const auto overlaps = [&](const std::pair<double, double>& taken) {
      return left < taken.second && taken.first < right;
    };
    while (at.lane < lanes.size() && std::ranges::any_of(lanes[at.lane], overlaps)) ++at.lane;
    if (at.lane == lanes.size()) lanes.emplace_back();
    lanes[at.lane].emplace_back(left, right);
    out.push_back(at);
  }
  return out;
}

void rect(Html& out, Markup classes, double x, double y, double width, double height) {
  out.raw("<rect class=\"").raw(classes).raw("\" x=\"").coordinate(x).raw("\" y=\"").coordinate(y);
  out.raw("\" width=\"").coordinate(width).raw("\" height=\"").coordinate(height).raw("\"/>");
}

void label(Html& out, Markup classes, double x, double y, std::string_view text) {
  out.raw("<text class=\"").raw(classes).raw("\" x=\"").coordinate(x).raw("\" y=\"").coordinate(y);
  out.raw("\">").text(text).raw("</text>");
}

void line(Html& out, Markup classes, double x1, double y1, double x2, double y2) {
  out.raw("<path class=\"").raw(classes).raw("\" d=\"M").coordinate(x1).raw(" ").coordinate(y1);
  out.raw("L").coordinate(x2).raw(" ").coordinate(y2).raw("\"/>");
}

void draw_bands(Html& out, const std::vector<TimelineBand>& bands,
                const std::vector<PlacedBand>& spots, double plot_bottom) {
  for (size_t i = 0; i < spots.size(); ++i) {
    if (bands[i].kind != BandKind::kDisaster) continue;
    const double y = static_cast<double>(spots[i].lane) * kLaneHeight + 2;
    rect(out, "shade-disaster", spots[i].x, y, spots[i].width, plot_bottom - y);
  }
  for (size_t i = 0; i < spots.size(); ++i) {
    const PlacedBand& at = spots[i];
    const double y = static_cast<double>(at.lane) * kLaneHeight + 2;
    if (bands[i].kind == BandKind::kDisaster) {
      rect(out, "band-disaster", at.x, y, at.width, kLaneHeight - 4);
    } else {
      rect(out, "band-exposure", at.x, y, at.width, kLaneHeight - 4);
    }
    out.raw("<text class=\"band-label");
    if (at.label_ends) out.raw(" end");
    out.raw("\" x=\"").coordinate(at.label_x);
    out.raw("\" y=\"").coordinate(y + kLaneHeight - 7.5).raw("\">");
    out.both_svg(bands[i].label).raw("</text>");
  }
}

void draw_scale(Html& out, uint64_t top, uint64_t step, double plot_top) {
  for (uint64_t value = 0; value <= top; value += step) {
    const double y = plot_top + kPlotHeight -
                     kPlotHeight * static_cast<double>(value) / static_cast<double>(top);
    line(out, "grid", kLeft, y, kWidth - kRight, y);
    label(out, "tick end", kLeft - 6, y + 4, text::with_thousands(value));
  }
}

// One bar: its parts stand on each other, and what is not zero can always be seen.
void draw_bar(Html& out, const TimelineBar& bar, double x, double width, double bottom,
              double per_access) {
  constexpr std::array<Markup, 4> kClasses{Markup("f-viewed"), Markup("f-refused"),
                                           Markup("f-doubtful"), Markup("f-undetermined")};
  const std::array<uint64_t, 4> parts = parts_of(bar);
  double y = bottom;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == 0) continue;
    const double height = std::max(1.5, static_cast<double>(parts[i]) * per_access);
    y -= height;
    rect(out, kClasses[i], x, y, width, height);
  }
}

void draw_dates(Html& out, const Timeline& timeline, const Axis& axis, text::Zone zone,
                double bottom) {
  double free_from = 0;
  int year_before = 0;
  for (const TimelineBar& bar : timeline.bars) {
    const text::CivilTime civil = text::to_civil(bar.from, zone);
    const double begin = axis.x(bar.from);
    const double middle = (begin + axis.x(end_of(bar, timeline.grain, zone))) / 2;
    const bool month = timeline.grain == Grain::kMonth;
    if (!month && civil.day != 1 && year_before != 0) continue;
    if (middle < free_from) continue;
    const std::string text = year_before != civil.year
                                 ? fmt::format("{}-{:02}", civil.year, civil.month)
                                 : fmt::format("{:02}", civil.month);
    label(out, "tick middle", month ? middle : begin, bottom + 17, text);
    free_from = middle + static_cast<double>(text.size()) * 4 + 14;
    year_before = civil.year;
  }
}

}  // namespace

void chart_timeline(Html& out, const Timeline& timeline, text::Zone zone) {
  if (timeline.bars.empty()) return;
  const Axis axis{timeline.bars.front().from, end_of(timeline.bars.back(), timeline.grain, zone)};
  if (axis.until <= axis.from) return;
  std::vector<TimelineBand> bands;
  for (const TimelineBand& band : timeline.bands) {
    if (bands.size() == kMaxBands) break;
    if (band.period.overlaps({axis.from, axis.until})) bands.push_back(band);
  }
  const std::vector<PlacedBand> spots = placed(bands, axis);
  size_t lane_count = 0;
  for (const PlacedBand& spot : spots) lane_count = std::max(lane_count, spot.lane + 1);
  const double plot_top = static_cast<double>(lane_count) * kLaneHeight + 10;
  const double bottom = plot_top + kPlotHeight;

  uint64_t most = 1;
  for (const TimelineBar& bar : timeline.bars) most = std::max(most, height_of(bar));
  const uint64_t step = tick_step(most);
  const uint64_t top = (most + step - 1) / step * step;

  out.raw("<svg class=\"chart timeline\" aria-hidden=\"true\" viewBox=\"0 0 960 ");
  out.coordinate(bottom + kAxisHeight).raw("\">");
  draw_bands(out, bands, spots, bottom);
  draw_scale(out, top, step, plot_top);
  for (const TimelineBar& bar : timeline.bars) {
    const double begin = axis.x(bar.from);
    const double room = axis.x(end_of(bar, timeline.grain, zone)) - begin;
    const double width = std::clamp(room * 0.72, 1.0, 44.0);
    draw_bar(out, bar, begin + (room - width) / 2, width, bottom,
             kPlotHeight / static_cast<double>(top));
  }
  draw_dates(out, timeline, axis, zone, bottom);
  out.raw("</svg>");
}

}  // namespace sekisho::report
