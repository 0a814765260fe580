#include "report/paper_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/limits.h"
#include "text/civil.h"
#include "text/number.h"

namespace sekisho::report {
namespace {

constexpr std::array kSeriesTones{Tone::kSeries1, Tone::kSeries2, Tone::kSeries3, Tone::kSeries4};
constexpr double kLegendHeight = 16;

TextMark small(double x, double y, double width, std::string text, Align align = Align::kLeft) {
  return {x, y, width, std::move(text), TextStyle::kSmall, align, Tone::kInk, 1};
}

void draw_legend(Drawn& out, const std::vector<std::string>& series) {
  const size_t count = std::min(series.size(), kMaxPaperSeries);
  const double each = kBodyWidth / static_cast<double>(std::max<size_t>(count, 1));
  for (size_t i = 0; i < count; ++i) {
    const double x = kMarginX + each * static_cast<double>(i);
    out.marks.push_back(BoxMark{x, out.height + 4, 9, 9, kSeriesTones[i], true});
    out.marks.push_back(BoxMark{x, out.height + 4, 9, 9, Tone::kInk, false});
    out.marks.push_back(small(x + 13, out.height + 2.5, each - 15, series[i]));
  }
  out.height += kLegendHeight;
}

// The next of 1, 2, 5, 10, 20, 50, … that is not below.
uint64_t round_up(uint64_t value) {
  uint64_t power = 1;
  while (power < value && power < UINT64_MAX / 10) {
    for (const uint64_t factor : {uint64_t{1}, uint64_t{2}, uint64_t{5}}) {
      if (power * factor >= value) return power * factor;
    }
    power *= 10;
  }
  return std::max(power, value);
}

double part(uint64_t value, uint64_t of) {
  return of == 0 ? 0 : static_cast<double>(value) / static_cast<double>(of);
}

uint64_t sum(const std::vector<uint64_t>& values) {
  uint64_t out = 0;
  for (const uint64_t value : values) out += value;
  return out;
}

// A multiple of a whole number of months, as the first moment of a month in Japan.
Instant month_at(int year, int month) {
  return text::to_instant(
      {.year = year + (month - 1) / 12, .month = (month - 1) % 12 + 1, .day = 1}, text::kJst);
}

// A stretch of time on paper, with ticks at the beginnings of months.
class Axis {
 public:
  Axis(Period all, double x, double width) : all_(all), x_(x), width_(width) {}

  double at(Instant instant) const {
    const auto clamped = std::clamp(instant, all_.from, all_.until);
    const auto span = static_cast<double>(all_.until.micros - all_.from.micros);
    return x_ + width_ * static_cast<double>(clamped.micros - all_.from.micros) / span;
  }
  double right() const { return x_ + width_; }

  // At most eight ticks, each with its label.
  std::vector<std::pair<double, std::string>> ticks() const {
    const text::CivilTime first = text::to_civil(all_.from, text::kJst);
    const double months =
        static_cast<double>(all_.until.micros - all_.from.micros) / (30.4 * kMicrosPerDay);
    const std::array<int, 7> steps{1, 2, 3, 6, 12, 24, 60};
    const auto* const found = std::ranges::find_if(steps, [&](int s) { return months / s <= 8; });
    const int step = found == steps.end() ? 120 : *found;
    std::vector<std::pair<double, std::string>> out;
    const int start = step >= 12 ? 1 : ((first.month - 1) / step) * step + 1;
    for (int month = start; out.size() < 12; month += step) {
      const Instant tick = month_at(first.year, month);
      if (tick > all_.until) break;
      if (tick < all_.from) continue;
      const text::CivilTime civil = text::to_civil(tick, text::kJst);
      out.emplace_back(at(tick), fmt::format("{:04}-{:02}", civil.year, civil.month));
    }
    return out;
  }

 private:
  Period all_;
  double x_, width_;
};

// From the first to the last known moment of all spans, and a little room for open ends.
Period whole_of(const PaperSpans& chart) {
  Instant from = kForever;
  Instant until = kBeginning;
  for (const PaperSpans::Row& row : chart.rows) {
    for (const PaperSpans::Span& span : row.spans) {
      if (!span.period) continue;
      for (const Instant end : {span.period->from, span.period->until}) {
        if (end == kBeginning || end == kForever) continue;
        from = std::min(from, end);
        until = std::max(until, end);
      }
    }
  }
  if (until <= from) return {Instant{0}, Instant{kMicrosPerDay}};
  const int64_t room = std::max<int64_t>((until.micros - from.micros) / 40, kMicrosPerDay);
  return {from, shifted(until, room)};
}

Tone heat(uint64_t value, uint64_t most) {
  constexpr std::array kHeat{Tone::kHeat1, Tone::kHeat2, Tone::kHeat3, Tone::kHeat4};
  const double root = std::sqrt(part(value, most));
  return kHeat[std::min<size_t>(static_cast<size_t>(root * 4), 3)];
}

}  // namespace

Drawn draw_bars(const PaperBars& chart) {
  constexpr double kPlot = 130;
  constexpr double kLeft = 38;
  Drawn out;
  draw_legend(out, chart.series);
  uint64_t most = 1;
  for (const PaperBars::Bar& bar : chart.bars) most = std::max(most, sum(bar.values));
  most = round_up(most);
  const double top = out.height + 8;
  const double bottom = top + kPlot;
  for (const uint64_t quarter : {0, 1, 2, 3, 4}) {
    const double y = bottom - kPlot * static_cast<double>(quarter) / 4;
    out.marks.push_back(LineMark{kMarginX + kLeft, y, kMarginX + kBodyWidth, y});
    if (most * quarter % 4 != 0) continue;
    out.marks.push_back(
        small(kMarginX, y - 6, kLeft - 5, text::with_thousands(most * quarter / 4), Align::kRight));
  }
  const size_t count = std::min(chart.bars.size(), kMaxPaperBars);
  const double each = (kBodyWidth - kLeft) / static_cast<double>(std::max<size_t>(count, 1));
  const double thick = std::min(each * 0.65, 34.0);
  const size_t every = static_cast<size_t>(std::ceil(40 / std::max(each, 1.0)));
  for (size_t i = 0; i < count; ++i) {
    const PaperBars::Bar& bar = chart.bars[i];
    const double middle = kMarginX + kLeft + each * (static_cast<double>(i) + 0.5);
    double y = bottom;
    for (size_t s = 0; s < bar.values.size() && s < kMaxPaperSeries; ++s) {
      const double tall = kPlot * part(bar.values[s], most);
      y -= tall;
      if (tall > 0) {
        out.marks.push_back(BoxMark{middle - thick / 2, y, thick, tall, kSeriesTones[s], true});
      }
    }
    const uint64_t total = sum(bar.values);
    if (each > 22) {
      out.marks.push_back(
          small(middle - each / 2, y - 12, each, text::with_thousands(total), Align::kCentre));
    }
    if (i % every == 0) {
      const double wide = each * static_cast<double>(every);
      out.marks.push_back(small(middle - wide / 2, bottom + 2, wide, bar.label, Align::kCentre));
    }
  }
  out.marks.push_back(
      LineMark{kMarginX + kLeft, bottom, kMarginX + kBodyWidth, bottom, Tone::kInk, 0.8});
  out.height = bottom + 18;
  return out;
}

Drawn draw_ranking(const PaperRanking& chart) {
  constexpr double kLabel = 205;
  constexpr double kNumber = 50;
  constexpr double kRow = 16;
  Drawn out;
  out.marks.push_back(small(kMarginX + kLabel, 0, kBodyWidth - kLabel, chart.value_heading));
  out.height = 14;
  const double room = kBodyWidth - kLabel - kNumber;
  uint64_t most = 1;
  for (const PaperRanking::Row& row : chart.rows) most = std::max(most, row.value);
  const size_t count = std::min(chart.rows.size(), kMaxPaperRanking);
  for (size_t i = 0; i < count; ++i) {
    const PaperRanking::Row& row = chart.rows[i];
    const double length = room * part(row.value, most);
    out.marks.push_back(small(kMarginX, out.height + 2, kLabel - 8, row.label));
    out.marks.push_back(BoxMark{kMarginX + kLabel, out.height + 3, std::max(length, 0.5), 10,
                                Tone::kSeries1, true});
    out.marks.push_back(small(kMarginX + kLabel + length + 5, out.height + 2, kNumber,
                              text::with_thousands(row.value)));
    out.height += kRow;
  }
  out.marks.push_back(
      LineMark{kMarginX + kLabel, 14, kMarginX + kLabel, out.height, Tone::kInk, 0.8});
  out.height += 2;
  return out;
}

std::vector<Drawn> draw_matrix(const PaperMatrix& chart, const TextHeight& height) {
  constexpr double kRow = 16;
  const size_t columns = std::min(chart.columns.size(), kMaxPaperColumns);
  const double label = std::max(110.0, kBodyWidth - 90.0 * static_cast<double>(columns));
  const double each = (kBodyWidth - label) / static_cast<double>(std::max<size_t>(columns, 1));
  uint64_t most = 1;
  for (const PaperMatrix::Row& row : chart.rows) {
    for (const uint64_t cell : row.cells) most = std::max(most, cell);
  }
  Drawn head;
  double tall = 12;
  for (size_t i = 0; i < columns; ++i) {
    tall = std::max(tall, height(chart.columns[i], TextStyle::kCellHeading, each - 6, 3));
  }
  head.height = tall + 6;
  head.marks.push_back(BoxMark{kMarginX, 0, kBodyWidth, head.height, Tone::kShade, true});
  head.marks.push_back(LineMark{kMarginX, 0, kMarginX + kBodyWidth, 0, Tone::kInk, 0.8});
  const auto heading = [&](double x, double width, const std::string& text, Align align) {
    head.marks.push_back(
        TextMark{x, 3, width, text, TextStyle::kCellHeading, align, Tone::kInk, 3});
  };
  heading(kMarginX + 4, label - 8, chart.corner, Align::kLeft);
  for (size_t i = 0; i < columns; ++i) {
    heading(kMarginX + label + each * static_cast<double>(i) + 3, each - 6, chart.columns[i],
            Align::kCentre);
  }
  std::vector<Drawn> out{std::move(head)};
  for (const PaperMatrix::Row& row : chart.rows) {
    Drawn piece;
    piece.height = kRow;
    piece.marks.push_back(TextMark{kMarginX + 4, 3, label - 8, row.label, TextStyle::kCell,
                                   Align::kLeft, Tone::kInk, 1});
    for (size_t i = 0; i < columns && i < row.cells.size(); ++i) {
      if (row.cells[i] == 0) continue;
      const double x = kMarginX + label + each * static_cast<double>(i);
      const Tone tone = heat(row.cells[i], most);
      piece.marks.push_back(BoxMark{x + 1, 1, each - 2, kRow - 2, tone, true});
      piece.marks.push_back(TextMark{
          x + 3, 3, each - 6, text::with_thousands(row.cells[i]), TextStyle::kCell, Align::kCentre,
          tone == Tone::kHeat3 || tone == Tone::kHeat4 ? Tone::kPaper : Tone::kInk, 1});
    }
    piece.marks.push_back(LineMark{kMarginX, kRow, kMarginX + kBodyWidth, kRow});
    out.push_back(std::move(piece));
  }
  return out;
}

std::vector<Drawn> draw_spans(const PaperSpans& chart, const TextHeight& height) {
  constexpr double kLabel = 96;
  constexpr double kSaid = 148;
  constexpr double kBar = 7;
  const Axis axis(whole_of(chart), kMarginX + kLabel, kBodyWidth - kLabel - kSaid - 8);
  const double said = axis.right() + 8;
  Drawn head;
  draw_legend(head, chart.series);
  head.height += 2;
  head.marks.push_back(BoxMark{kMarginX, head.height, kBodyWidth, 16, Tone::kShade, true});
  head.marks.push_back(small(kMarginX + 4, head.height + 2, kLabel - 8, chart.corner));
  for (const auto& [x, label] : axis.ticks()) {
    if (x > axis.right() - 14) continue;
    head.marks.push_back(small(x - 1, head.height + 2, 40, label));
    head.marks.push_back(LineMark{x, head.height + 12, x, head.height + 16, Tone::kInk});
  }
  head.height += 16;
  std::vector<Drawn> out{std::move(head)};
  for (const PaperSpans::Row& row : chart.rows) {
    Drawn piece;
    piece.height = 4;
    for (size_t i = 0; i < row.spans.size() && i < kMaxPaperSeries; ++i) {
      const PaperSpans::Span& span = row.spans[i];
      const double line = std::max(height(span.text, TextStyle::kSmall, kSaid, 3), kBar + 2);
      if (span.period) {
        const double from = axis.at(span.period->from);
        const double until = std::max(axis.at(span.period->until), from + 1);
        piece.marks.push_back(
            BoxMark{from, piece.height + 2, until - from, kBar, kSeriesTones[i], true});
        piece.marks.push_back(
            BoxMark{from, piece.height + 2, until - from, kBar, Tone::kInk, false});
      }
      piece.marks.push_back(TextMark{said, piece.height, kSaid, span.text, TextStyle::kSmall,
                                     Align::kLeft, Tone::kInk, 3});
      piece.height += line + 1;
    }
    piece.height += 3;
    for (const auto& [x, label] : axis.ticks()) {
      piece.marks.insert(piece.marks.begin(), LineMark{x, 0, x, piece.height});
    }
    piece.marks.push_back(TextMark{kMarginX + 4, 4, kLabel - 8, row.label, TextStyle::kCell,
                                   Align::kLeft, Tone::kInk, 4});
    piece.height = std::max(piece.height, 8 + height(row.label, TextStyle::kCell, kLabel - 8, 4));
    piece.marks.push_back(LineMark{kMarginX, piece.height, kMarginX + kBodyWidth, piece.height});
    out.push_back(std::move(piece));
  }
  return out;
}

}  // namespace sekisho::report
