#include <fmt/format.h>

#include <algorithm>

#include "report/charts.h"
#include "report/sections.h"
#include "report/show.h"
#include "report/words.h"
#include "text/civil.h"
#include "text/number.h"

namespace sekisho::report {
namespace {

void key(Html& out, Markup classes, Words words) {
  out.raw("<li><span class=\"key ").raw(classes).raw("\"></span>").say(words).raw("</li>");
}

void timeline_table(Html& out, const Timeline& timeline, text::Zone zone) {
  out.raw("<details class=\"data\"><summary>").say({"数値の表を開く", "Show the figures"});
  out.raw("</summary>");
  open_table(out, "slim", {"期間ごとのアクセス件数", "Accesses by period"});
  out.raw("<thead><tr><th scope=\"col\">").say(words::kPeriod).raw("</th>");
  for (const Words& words :
       {words::kViewed, words::kRefused, words::kDoubtful, words::kUndetermined}) {
    out.raw("<th scope=\"col\">").say(words).raw("</th>");
  }
  out.raw("</tr></thead><tbody>");
  for (const TimelineBar& bar : timeline.bars) {
    const std::string day = day_short(bar.from, zone);
    out.raw("<tr><th scope=\"row\">");
    out.text(timeline.grain == Grain::kMonth ? std::string_view(day).substr(0, 7) : day);
    out.raw("</th>");
    for (const uint64_t count : {bar.viewed, bar.refused, bar.doubtful, bar.undetermined}) {
      out.raw("<td class=\"num\">").number(count).raw("</td>");
    }
    out.raw("</tr>");
  }
  out.raw("</tbody>");
  close_table(out);
  out.raw("</details>\n");
}

void band_list(Html& out, const Timeline& timeline, text::Zone zone) {
  if (timeline.bands.empty()) return;
  out.raw("<ul class=\"plain bands\">");
  size_t shown = 0;
  for (const TimelineBand& band : timeline.bands) {
    if (++shown > kMaxBands) break;
    const bool disaster = band.kind == BandKind::kDisaster;
    out.raw("<li><span class=\"key ");
    if (disaster) {
      out.raw("k-disaster");
    } else {
      out.raw("k-exposure");
    }
    out.raw("\"></span>").both(band.label).raw(" <span class=\"when\">");
    out.both(days_of(band.period, zone)).raw("</span></li>");
  }
  out.raw("</ul>\n");
  rest_note(out, std::min(shown, kMaxBands), timeline.bands.size(), "");
}

// The bars that fit a chart: days beyond the bound are put together by month.
Timeline drawable(const Timeline& timeline, text::Zone zone) {
  Timeline out = timeline;
  std::erase_if(out.bars, [](const TimelineBar& bar) {
    return bar.from == kBeginning || bar.from == kForever;
  });
  if (timeline.grain == Grain::kDay && out.bars.size() > kMaxBars) {
    std::vector<TimelineBar> days = std::move(out.bars);
    out.grain = Grain::kMonth;
    out.bars.clear();
    for (const TimelineBar& bar : days) {
      const text::CivilTime day = text::to_civil(bar.from, zone);
      const Instant month =
          text::checked_instant({.year = day.year, .month = day.month, .day = 1}, zone)
              .value_or(bar.from);
      if (out.bars.empty() || out.bars.back().from != month) out.bars.push_back({.from = month});
      TimelineBar& into = out.bars.back();
      into.viewed += bar.viewed;
      into.refused += bar.refused;
      into.doubtful += bar.doubtful;
      into.undetermined += bar.undetermined;
    }
  }
  if (out.bars.size() > kMaxBars) out.bars.resize(kMaxBars);
  return out;
}

// Five steps of a scale of tens: what one person saw reaches from one to tens of thousands.
Markup heat_of(uint64_t value) {
  if (value < 10) return "h1";
  if (value < 100) return "h2";
  if (value < 1'000) return "h3";
  if (value < 10'000) return "h4";
  return "h5";
}

void matrix_cell(Html& out, const MatrixCell& cell) {
  if (cell.accesses == 0) {
    out.raw("<td class=\"num empty\"></td>");
    return;
  }
  out.raw("<td class=\"num heat ").raw(heat_of(cell.contracts));
  if (cell.certainty != Certainty::kConfirmed) out.raw(" unsure");
  out.raw("\"><span class=\"mark\" aria-hidden=\"true\">").raw(words::mark_of(cell.certainty));
  out.raw("</span><span class=\"sr\">").say(words::of(cell.certainty)).raw(" </span><b>");
  out.number(cell.contracts).raw("</b><small>");
  const std::string accesses = text::with_thousands(cell.accesses);
  out.both({fmt::format("{}件", accesses), fmt::format("{} acc.", accesses)});
  out.raw("</small></td>");
}

void matrix_legend(Html& out) {
  out.raw("<ul class=\"legend\">");
  for (const Certainty certainty :
       {Certainty::kConfirmed, Certainty::kPresumed, Certainty::kUnknown}) {
    out.raw("<li><span class=\"mark\">").raw(words::mark_of(certainty)).raw("</span>");
    out.say(words::of(certainty)).raw("</li>");
  }
  out.raw("<li>").say({"濃さは契約数の桁（1・10・100・1,000・10,000以上）",
                       "The shade is the number’s order of magnitude (1, 10, 100, 1,000, 10,000 "
                       "or more contracts)"});
  out.raw("</li></ul>\n");
}

void route_row(Html& out, const RouteRow& route, uint64_t most, text::Zone zone) {
  out.raw("<tr><th scope=\"row\"><strong>").both(route.title).raw("</strong><span class=\"why\">");
  out.both(route.explanation).raw("</span><span class=\"chips\">");
  for (const Bilingual& system : route.systems) {
    out.raw("<span class=\"chip\">").both(system).raw("</span> ");
  }
  out.raw("</span></th><td class=\"num\">").number(route.contracts);
  chart_bar(out, route.contracts, most);
  out.raw("</td><td class=\"num\">").number(route.accesses);
  out.raw("</td><td class=\"num\">").number(route.viewers);
  for (const auto& count : {route.givers, route.takers}) {
    out.raw("</td><td class=\"num\">");
    if (count) {
      out.number(*count);
    } else {
      out.raw("<span class=\"none\">–</span>");
    }
  }
  out.raw("</td>");
  moment_cell(out, route.first, zone);
  moment_cell(out, route.last, zone);
  out.raw("</tr>\n");
}

}  // namespace

void section_timeline(Html& out, const ReviewPage& page) {
  const text::Zone zone = zone_of(page);
  open_section(out, "timeline", {"時系列", "Over time"});
  const Timeline timeline = drawable(page.timeline, zone);
  if (timeline.bars.empty()) {
    explain(out, {"権限外アクセス、要確認、判定保留のいずれもありません。",
                  "There is no unauthorised, doubtful or undetermined access."});
    close_section(out);
    return;
  }
  out.raw("<figure><figcaption>");
  if (timeline.grain == Grain::kMonth) {
    out.say({"月別のアクセス件数（判定区分別）", "Accesses by month and disposition"});
  } else {
    out.say({"日別のアクセス件数（判定区分別）", "Accesses by day and disposition"});
  }
  out.raw("</figcaption><ul class=\"legend\">");
  key(out, "k-viewed", words::kViewed);
  key(out, "k-refused", words::kRefused);
  key(out, "k-doubtful", words::kDoubtful);
  key(out, "k-undetermined", words::kUndetermined);
  key(out, "k-disaster", {"災害対応期間", "Disaster"});
  key(out, "k-exposure", words::kExposure);
  out.raw("</ul>\n<div class=\"frame\" tabindex=\"0\">");
  chart_timeline(out, timeline, zone);
  out.raw("</div></figure>\n");
  band_list(out, timeline, zone);
  timeline_table(out, timeline, zone);
  close_section(out);
}

void section_viewers(Html& out, const ReviewPage& page) {
  const Matrix& matrix = page.matrix;
  open_section(out, "viewers", {"閲覧者とシステム", "Viewers and systems"});
  if (matrix.viewers.rows.empty()) {
    explain(out, {"権限外アクセス（閲覧あり）の閲覧者はいません。",
                  "Nobody is known to have had unauthorised access."});
    close_section(out);
    return;
  }
  explain(out,
          {"各欄は、閲覧されたお客さま契約数（契約のないシステムでは設備数）とアクセス件数です。"
           "「推定」は登録内容からの推測であり、本人への確認が必要です。",
           "Each cell gives the contracts seen (facilities where a system has no contracts) and "
           "the accesses. Presumed names are inferences from the registers; ask the person."});
  matrix_legend(out);
  open_table(out, "matrix", {"閲覧者別・システム別の閲覧", "What each viewer saw in each system"});
  out.raw("<thead><tr><th scope=\"col\">").say(words::kViewer).raw("</th>");
  const size_t columns = std::min(matrix.systems.size(), kMaxSystems);
  for (size_t i = 0; i < columns; ++i) {
    out.raw("<th scope=\"col\">").both(matrix.systems[i]).raw("</th>");
  }
  out.raw("</tr></thead><tbody>");
  size_t shown = 0;
  for (const MatrixRow& row : matrix.viewers.rows) {
    if (shown == kMaxMatrixRows) break;
    ++shown;
    out.raw("<tr><th scope=\"row\">");
    if (row.viewer.empty()) {
      out.say({"（特定不能）", "(unknown)"});
    } else {
      out.data(row.viewer, 120);
    }
    out.raw(" <span class=\"why\">").data(row.affiliation, 120).raw("</span></th>");
    for (size_t i = 0; i < columns; ++i) {
      matrix_cell(out, i < row.cells.size() ? row.cells[i] : MatrixCell{});
    }
    out.raw("</tr>\n");
  }
  out.raw("</tbody>");
  close_table(out);
  rest_note(out, shown, total_of(matrix.viewers), matrix.viewers.rest_in);
  close_section(out);
}

void section_routes(Html& out, const ReviewPage& page) {
  open_section(out, "routes", {"閲覧に至った経路", "Routes"});
  if (page.routes.empty()) {
    explain(out, {"経路の対象となる権限外アクセスはありません。",
                  "There is no unauthorised access to have a route."});
    close_section(out);
    return;
  }
  explain(out,
          {"一つの契約が複数の経路で閲覧されることがあるため、経路ごとの件数は合算できません。",
           "One contract can be seen by several routes: never add the routes’ counts up."});
  uint64_t most = 0;
  for (const RouteRow& route : page.routes) most = std::max(most, route.contracts);
  open_table(out, "routes-table", {"経路別の件数", "Counts by route"});
  out.raw("<thead><tr><th scope=\"col\">").say(words::kRoute).raw("</th>");
  for (const Words& words :
       {Words{"契約・設備数", "Contracts or facilities"}, words::kAccesses, words::kViewers,
        words::kGivers, words::kTakers, words::kFirst, words::kLast}) {
    out.raw("<th scope=\"col\">").say(words).raw("</th>");
  }
  out.raw("</tr></thead><tbody>");
  size_t shown = 0;
  for (const RouteRow& route : page.routes) {
    if (++shown > kMaxEvidenceRows) break;
    route_row(out, route, most, zone_of(page));
  }
  out.raw("</tbody>");
  close_table(out);
  rest_note(out, std::min(shown, kMaxEvidenceRows), page.routes.size(), "findings.csv");
  close_section(out);
}

}  // namespace sekisho::report
