#include <algorithm>
#include <array>

#include "report/charts.h"
#include "report/sections.h"
#include "report/show.h"
#include "report/words.h"

namespace sekisho::report {
namespace {

void head(Html& out, Words words) {
  out.raw("<th scope=\"col\">").say(words).raw("</th>");
}

void group_head(Html& out, Markup columns, Words words) {
  out.raw("<th scope=\"colgroup\" class=\"group\" colspan=\"").raw(columns).raw("\">");
  out.say(words).raw("</th>");
}

void system_head(Html& out, const SystemRow& system) {
  out.raw("<tr><th scope=\"row\">").both(system.name).raw(" <span class=\"id\">");
  out.data(system.id).raw("</span></th>");
}

void no_log_cells(Html& out, Markup columns) {
  out.raw("<td class=\"none wide\" colspan=\"").raw(columns).raw("\">");
  out.say({"確認不能（ログなし）", "not determinable (no log)"}).raw("</td></tr>\n");
}

using SystemCells = void (*)(Html& out, const Figures& figures, text::Zone zone);

void rows_of(Html& out, const ReviewPage& page, Markup columns, SystemCells cells) {
  out.raw("<tbody>");
  size_t shown = 0;
  for (const SystemRow& system : page.systems) {
    if (++shown > kMaxSystems) break;
    system_head(out, system);
    if (!system.has_log) {
      no_log_cells(out, columns);
      continue;
    }
    cells(out, system.figures, zone_of(page));
    out.raw("</tr>\n");
  }
  out.raw("</tbody>");
  if (!page.total) return;
  out.raw("<tfoot><tr><th scope=\"row\">");
  out.say({"全体（重複を除いた実数）", "All together (distinct)"}).raw("</th>");
  cells(out, *page.total, zone_of(page));
  out.raw("</tr></tfoot>");
}

void whose_cells(Html& out, const Figures& figures, text::Zone) {
  const bool supply = figures.subject != Subject::kFacilities;
  count_cell(out, figures.contracts, supply);
  count_cell(out, figures.points, supply);
  count_cell(out, figures.individuals, supply);
  count_cell(out, figures.facilities, figures.subject != Subject::kSupply);
  count_cell(out, figures.suppliers, supply);
  count_cell(out, figures.affiliate_own, supply);
  count_cell(out, figures.no_contract, supply);
  count_cell(out, figures.switch_pending, supply);
}

void whose_table(Html& out, const ReviewPage& page) {
  open_table(out, "figures-table",
             {"誰の情報が閲覧されたか（権限外アクセス・閲覧あり）",
              "Whose information was seen (unauthorised, not refused)"});
  out.raw("<thead><tr><th scope=\"col\" rowspan=\"2\">").say(words::kSystem).raw("</th>");
  group_head(out, "5",
             {"閲覧された対象（システムごとの実数）", "Seen (distinct within each system)"});
  group_head(out, "3", {"別掲（左の件数に含まない）", "Counted apart (not in the others)"});
  out.raw("</tr><tr>");
  for (const Words& words :
       {words::kContracts, words::kPoints, words::kIndividuals, words::kFacilities,
        words::kSuppliers, words::kAffiliateOwn, words::kNoContract, words::kSwitchPending}) {
    head(out, words);
  }
  out.raw("</tr></thead>");
  rows_of(out, page, "8", whose_cells);
  close_table(out);
}

void who_cells(Html& out, const Figures& figures, text::Zone zone) {
  for (const uint64_t count :
       {figures.viewers.confirmed, figures.viewers.presumed, figures.viewers.unknown_accesses,
        figures.viewed, figures.refused, figures.doubtful, figures.undetermined, figures.keyless}) {
    out.raw("<td class=\"num\">").number(count).raw("</td>");
  }
  moment_cell(out, figures.first, zone);
  moment_cell(out, figures.last, zone);
}

void who_table(Html& out, const ReviewPage& page) {
  open_table(out, "figures-table",
             {"誰が、何回、いつ閲覧したか", "Who looked, how often, and when"});
  out.raw("<thead><tr><th scope=\"col\" rowspan=\"2\">").say(words::kSystem).raw("</th>");
  group_head(out, "3", {"閲覧者", "Viewers"});
  group_head(out, "5", {"アクセス件数", "Accesses"});
  group_head(out, "2", {"権限外アクセス（閲覧あり）の時刻", "Times of unauthorised access"});
  out.raw("</tr><tr>");
  head(out, {"確定（名）", "Confirmed"});
  head(out, {"推定（名）", "Presumed"});
  head(out, {"特定不能（件）", "Unknown (accesses)"});
  head(out, {"権限外（閲覧あり）", "Unauthorised, seen"});
  head(out, {"権限外（拒否済み）", "Unauthorised, refused"});
  head(out, words::kDoubtful);
  head(out, words::kUndetermined);
  head(out, {"うち対象指定なし", "Of these keyless"});
  head(out, {"最初", "First"});
  head(out, {"最後", "Last"});
  out.raw("</tr></thead>");
  rows_of(out, page, "10", who_cells);
  close_table(out);
}

void windows_row(Html& out, const Windows& windows, const Period& span, text::Zone zone) {
  for (const Window* window : {&windows.exposure, &windows.logs, &windows.examined}) {
    out.raw("<td>").both(window_text(*window, zone)).raw("</td>");
  }
  out.raw("<td class=\"gantt\">");
  chart_windows(out, windows, span);
  out.raw("</td></tr>\n");
}

void windows_table(Html& out, const ReviewPage& page) {
  const text::Zone zone = zone_of(page);
  const Period span = windows_span(page);
  open_table(out, "windows-table", {"三つの期間", "The three windows"});
  out.raw("<thead><tr>");
  head(out, words::kSystem);
  out.raw("<th scope=\"col\"><span class=\"key k-exposure\"></span>").say(words::kExposure);
  out.raw("</th><th scope=\"col\"><span class=\"key k-logs\"></span>").say(words::kLogs);
  out.raw("</th><th scope=\"col\"><span class=\"key k-examined\"></span>").say(words::kExamined);
  out.raw("</th><th scope=\"col\" class=\"axis\"><span>");
  if (!span.empty()) {
    out.text(day_short(span.from, zone)).raw("</span><span>");
    out.text(day_short(last_moment(span), zone));
  }
  out.raw("</span></th></tr></thead><tbody>");
  size_t shown = 0;
  for (const SystemRow& system : page.systems) {
    if (++shown > kMaxSystems) break;
    system_head(out, system);
    windows_row(out, system.windows, span, zone);
  }
  out.raw("</tbody><tfoot><tr><th scope=\"row\">").say({"全体", "All together"}).raw("</th>");
  windows_row(out, page.windows, span, zone);
  out.raw("</tfoot>");
  close_table(out);
}

}  // namespace

void section_systems(Html& out, const ReviewPage& page) {
  open_section(out, "systems", {"システム別の影響範囲", "Scope by system"});
  if (page.systems.empty()) {
    explain(out, {"台帳に登録されたシステムがありません。", "The register names no system."});
    close_section(out);
    return;
  }
  explain(out,
          {"同じ契約や同じ人が複数のシステムに現れることがあるため、システムごとの件数は合算"
           "できません。",
           "The same contract and the same person can appear in several systems: never add the "
           "systems’ counts up."});
  whose_table(out, page);
  who_table(out, page);
  windows_table(out, page);
  rest_note(out, std::min(page.systems.size(), kMaxSystems), page.systems.size(), "scope.json");
  close_section(out);
}

}  // namespace sekisho::report
