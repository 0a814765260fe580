#include <fmt/format.h>

#include <algorithm>

#include "report/charts.h"
#include "report/sections.h"
#include "report/show.h"
#include "report/words.h"
#include "text/encoding.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::report {
namespace {

using text::with_thousands;

constexpr size_t kMaxCoverageCells = 60'000;  // squares on one page, all systems together
constexpr size_t kMaxNamedDays = 12;          // silent days that are named one by one

Instant instant_of_day(int64_t day) {
  int64_t micros = 0;
  if (__builtin_mul_overflow(day, kMicrosPerDay, &micros)) return kForever;
  return Instant{micros};
}

std::string day_name(int64_t day) {
  return text::date_iso(instant_of_day(day), text::kUtc);
}

struct DayTotals {
  uint64_t received = 0;
  uint64_t silent = 0;
  uint64_t no_log = 0;
  uint64_t rejects = 0;
};

DayTotals totals_of(const CoverageRow& row) {
  DayTotals out;
  for (const CoverageDay& day : row.days) {
    if (day.state == DayState::kReceived) ++out.received;
    if (day.state == DayState::kSilent) ++out.silent;
    if (day.state == DayState::kNoLog) ++out.no_log;
    out.rejects += day.rejects;
  }
  return out;
}

void day_totals(Html& out, const DayTotals& totals) {
  out.both({fmt::format("受領{}日、欠落{}日、ログなし{}日、読込不能{}行",
                        with_thousands(totals.received), with_thousands(totals.silent),
                        with_thousands(totals.no_log), with_thousands(totals.rejects)),
            fmt::format("{} days received, {} silent, {} without a log; {} rejected lines",
                        with_thousands(totals.received), with_thousands(totals.silent),
                        with_thousands(totals.no_log), with_thousands(totals.rejects))});
}

void silent_days(Html& out, const CoverageRow& row, uint64_t silent) {
  if (silent == 0) return;
  std::string days;
  size_t named = 0;
  for (const CoverageDay& day : row.days) {
    if (day.state != DayState::kSilent) continue;
    if (named == kMaxNamedDays) break;
    if (named++ > 0) days += ", ";
    days += day_name(day.day);
  }
  Bilingual more{"", ""};
  if (silent > named) {
    more = {fmt::format(" ほか{}日", with_thousands(silent - named)),
            fmt::format(" and {} more", with_thousands(silent - named))};
  }
  out.raw("<li>").both({"ログが欠落している日：" + days + more.ja,
                        "Days on which the log is silent: " + days + more.en});
  out.raw("</li>");
}

void coverage_row(Html& out, const CoverageRow& row, size_t& cells_left) {
  out.raw("<div class=\"coverage\"><h3>").both(row.name).raw(" <span class=\"id\">");
  out.data(row.id).raw("</span></h3>");
  if (!row.has_log) {
    out.raw("<p class=\"none\">");
    out.say({"ログの提出がないため、閲覧の有無を確認できません（確認不能）。",
             "No log was handed over: whether anybody looked is not determinable."});
    out.raw("</p></div>\n");
    return;
  }
  const DayTotals totals = totals_of(row);
  out.raw("<p class=\"why\">");
  day_totals(out, totals);
  out.raw("</p>");
  if (!chart_coverage(out, row, cells_left)) {
    explain(out,
            {"日別の図は coverage.json を参照してください。", "Day by day: see coverage.json."});
  }
  out.raw("<ul class=\"remarks\">");
  silent_days(out, row, totals.silent);
  size_t shown = 0;
  for (const Bilingual& remark : row.remarks) {
    if (++shown > kMaxNamedDays) break;
    out.raw("<li>").both(remark).raw("</li>");
  }
  out.raw("</ul>");
  rest_note(out, std::min(shown, kMaxNamedDays), row.remarks.size(), "coverage.json");
  out.raw("</div>\n");
}

void coverage_legend(Html& out) {
  out.raw("<ul class=\"legend\">");
  const auto key = [&out](Markup classes, Words words) {
    out.raw("<li><span class=\"key ").raw(classes).raw("\"></span>").say(words).raw("</li>");
  };
  key("k-day", {"受領（濃いほど多い）", "Received (darker: more)"});
  key("k-rejected", {"受領・読込不能行あり", "Received, with rejects"});
  key("k-silent", {"欠落（前後の日には記録がある）", "Silent (its neighbours are not)"});
  key("k-quiet", {"記録なし（通常）", "Nothing, as expected"});
  key("k-nolog", {"ログなし", "No log"});
  out.raw("</ul>\n");
}

void reject_row(Html& out, const RejectRow& row) {
  out.raw("<tr><th scope=\"row\">").both(row.reason).raw("</th><td class=\"num\">");
  out.number(row.lines).raw("</td><td>");
  place(out, row.example);
  out.raw("<pre class=\"rawline\"><code>");
  if (row.example.raw.empty()) {
    out.say({"（空行）", "(empty line)"});
  } else {
    out.bytes(row.example.raw);
  }
  out.raw("</code></pre>");
  if (!row.example.text.empty()) {
    out.raw("<p class=\"why\">").say({"読める範囲：", "As far as it can be read: "});
    out.data(row.example.text).raw("</p>");
  }
  out.raw("</td></tr>\n");
}

}  // namespace

void section_undetermined(Html& out, const ReviewPage& page) {
  open_section(out, "undetermined", {"判定保留のアクセス", "Undetermined accesses"});
  if (page.undetermined.rows.empty()) {
    explain(out, {"登録内容から判定できないアクセスはありません。",
                  "The registers decide every access."});
    close_section(out);
    return;
  }
  explain(out,
          {"台帳の不整合や記載漏れにより、読み取り方によって判定が変わるアクセスです。検出事項には"
           "含みません。",
           "Accesses whose outcome depends on how contradictory or missing rows of the registers "
           "are read. None of them is among the findings."});
  open_table(out, "evidence", {"判定保留の例", "Examples"});
  out.raw("<thead><tr><th scope=\"col\">")
      .say({"アクセス", "Access"})
      .raw("</th><th scope=\"col\">");
  out.say({"判定できない理由", "Why it is not decided"}).raw("</th><th scope=\"col\">");
  out.say({"読み取り方ごとの判定", "Outcome under each reading"}).raw("</th></tr></thead><tbody>");
  size_t shown = 0;
  for (const UndeterminedRow& row : page.undetermined.rows) {
    if (shown == kMaxEvidenceRows) break;
    ++shown;
    out.raw("<tr><th scope=\"row\">").text(moment_short(row.time, zone_of(page))).raw("<br>");
    out.data(row.system).raw(" / ").data(row.account).raw("<br>");
    place(out, row.source);
    out.raw("</th><td>").both(row.why).raw("</td><td><ul>");
    for (const Bilingual& reading : row.readings) out.raw("<li>").both(reading).raw("</li>");
    out.raw("</ul></td></tr>\n");
  }
  out.raw("</tbody>");
  close_table(out);
  rest_note(out, shown, total_of(page.undetermined), page.undetermined.rest_in);
  close_section(out);
}

void section_coverage(Html& out, const ReviewPage& page) {
  open_section(out, "coverage", {"ログ受領状況", "Coverage"});
  explain(out, {"ログがないことは、アクセスがなかったことを意味しません。",
                "No log is not the same as no access."});
  if (page.coverage.empty()) {
    explain(out, {"受領したログはありません。", "No log was received."});
  } else {
    coverage_legend(out);
  }
  size_t cells_left = kMaxCoverageCells;
  size_t shown = 0;
  for (const CoverageRow& row : page.coverage) {
    if (++shown > kMaxSystems) break;
    coverage_row(out, row, cells_left);
  }
  rest_note(out, std::min(shown, kMaxSystems), page.coverage.size(), "coverage.json");
  close_section(out);
}

void section_rejects(Html& out, const ReviewPage& page) {
  open_section(out, "rejects", {"読込不能行", "Rejected lines"});
  const ReadTotals& read = page.read;
  out.raw("<p class=\"equation\">");
  out.both({fmt::format("{}ファイル・全{}行 ＝ 見出し{}行 ＋ アクセス{}行 ＋ 読込不能{}行",
                        with_thousands(read.files), with_thousands(read.lines),
                        with_thousands(read.headers), with_thousands(read.events),
                        with_thousands(read.rejects)),
            fmt::format("{} files, {} lines = {} of headers + {} of accesses + {} rejected",
                        with_thousands(read.files), with_thousands(read.lines),
                        with_thousands(read.headers), with_thousands(read.events),
                        with_thousands(read.rejects))});
  out.raw("</p>\n");
  if (page.rejects.rows.empty()) {
    explain(out, {"読込不能行はありません。", "No line was rejected."});
    close_section(out);
    return;
  }
  open_table(out, "evidence",
             {"理由別の読込不能行と例", "Rejected lines by reason, with an example"});
  out.raw("<thead><tr><th scope=\"col\">").say({"理由", "Reason"}).raw("</th><th scope=\"col\">");
  out.say({"行数", "Lines"}).raw("</th><th scope=\"col\">");
  out.say({"例（元のバイト列）", "Example (raw bytes)"}).raw("</th></tr></thead><tbody>");
  size_t shown = 0;
  for (const RejectRow& row : page.rejects.rows) {
    if (shown == kMaxEvidenceRows) break;
    ++shown;
    reject_row(out, row);
  }
  out.raw("</tbody>");
  close_table(out);
  rest_note(out, shown, total_of(page.rejects), page.rejects.rest_in);
  close_section(out);
}

void section_contradictions(Html& out, const ReviewPage& page) {
  open_section(out, "contradictions", {"台帳の不整合", "Contradictions in the registers"});
  if (page.contradictions.rows.empty()) {
    explain(out, {"台帳の不整合はありません。", "The registers do not contradict each other."});
    close_section(out);
    return;
  }
  open_table(out, "evidence",
             {"不整合と、この調査での取扱い", "What contradicts, and what was done"});
  out.raw("<thead><tr><th scope=\"col\">").say({"台帳", "Register"}).raw("</th><th scope=\"col\">");
  out.say({"不整合の内容と該当行", "Problem and rows"}).raw("</th><th scope=\"col\">");
  out.say({"取扱い", "What was done"}).raw("</th></tr></thead><tbody>");
  size_t shown = 0;
  for (const ContradictionRow& row : page.contradictions.rows) {
    if (shown == kMaxEvidenceRows) break;
    ++shown;
    out.raw("<tr><th scope=\"row\">").data(row.register_name).raw("</th><td>").both(row.problem);
    for (const SourceLine& source : row.rows) {
      out.raw("<div class=\"row\">");
      place(out, source);
      if (!source.raw.empty() || !source.text.empty()) raw_line(out, source);
      out.raw("</div>");
    }
    out.raw("</td><td>").both(row.treatment).raw("</td></tr>\n");
  }
  out.raw("</tbody>");
  close_table(out);
  rest_note(out, shown, total_of(page.contradictions), page.contradictions.rest_in);
  close_section(out);
}

void section_reproduce(Html& out, const ReviewPage& page) {
  const RunFacts& run = page.run;
  open_section(out, "reproduce", {"この結果の再現方法", "How to reproduce this result"});
  explain(out, {"同じ入力データからは、誰がどのコンピューターで実行しても、1バイトの違いもない同じ"
                "結果が得られます。",
                "The same inputs give the same result, byte for byte, to anybody on any machine."});
  out.raw("<pre class=\"command\"><code>").data(run.reproduce_command, kMaxRawBytes);
  out.raw("</code></pre>\n<dl class=\"fields hashes\">");
  const auto item = [&out](Words label, std::string_view value) {
    out.raw("<div><dt>").say(label).raw("</dt><dd><code>").data(value).raw("</code></dd></div>");
  };
  item({"実行番号", "Run"}, run.run_id);
  item({"プログラムの版", "Program version"}, run.program_version);
  item({"閲覧可否ルールのハッシュ値", "Hash of the policy set"}, run.policy_set_hash);
  for (const InputHash& input : run.inputs) {
    out.raw("<div><dt>").data(input.name).raw(" (SHA-256)</dt><dd><code>").data(input.sha256);
    out.raw("</code></dd></div>");
  }
  out.raw("</dl>\n");
  close_section(out);
}

}  // namespace sekisho::report
