#include <fmt/format.h>

#include <algorithm>

#include "report/sections.h"
#include "report/show.h"
#include "report/words.h"

namespace sekisho::report {
namespace {

Markup badge_of(Disposition disposition) {
  switch (disposition) {
    case Disposition::kViewed:
      return "<span class=\"badge b-viewed\">";
    case Disposition::kRefused:
      return "<span class=\"badge b-refused\">";
    case Disposition::kDoubtful:
      return "<span class=\"badge b-doubtful\">";
    case Disposition::kUndetermined:
      break;
  }
  return "<span class=\"badge b-undetermined\">";
}

void step(Html& out, Words title) {
  out.raw("<h3>").say(title).raw("</h3>\n");
}

void fields_list(Html& out, const FindingExample& finding, text::Zone zone) {
  out.raw("<dl class=\"fields\"><div><dt>").say({"日時", "Time"}).raw("</dt><dd>");
  out.text(moment_short(finding.time, zone)).raw("</dd></div>");
  for (const LabelledValue& field : finding.fields) {
    out.raw("<div><dt>").both(field.label).raw("</dt><dd>").data(field.value).raw("</dd></div>");
  }
  out.raw("</dl>\n");
}

void viewer_lines(Html& out, const FindingExample& finding) {
  out.raw("<p class=\"viewer\"><span class=\"mark\">").raw(words::mark_of(finding.certainty));
  out.raw("</span><strong>").say(words::of(finding.certainty)).raw("</strong> ");
  if (!finding.viewer.empty()) out.data(finding.viewer);
  out.raw(" <span class=\"why\">").both(finding.viewer_basis).raw("</span></p>\n");
  if (finding.route.empty()) return;
  out.raw("<p>").say({"閲覧に至った経路：", "Route: "}).raw("<strong>").both(finding.route);
  out.raw("</strong></p>\n");
}

Words rule_label(RulePart part) {
  switch (part) {
    case RulePart::kNearestPermit:
      return {"最も近い許可ルール", "Nearest permit"};
    case RulePart::kForbid:
      return {"禁止するルール", "Rule that forbids it"};
    case RulePart::kDoubt:
      break;
  }
  return {"確認を求めるルール", "Rule that asks people to decide"};
}

void rule_block(Html& out, const FindingExample& finding) {
  const bool fails = finding.rule_part == RulePart::kNearestPermit;
  out.raw("<dl class=\"rule\"><div><dt>").say(rule_label(finding.rule_part));
  out.raw("</dt><dd><strong>").both(finding.policy_title).raw("</strong> <span class=\"id\">");
  out.data(finding.policy_id).raw("</span></dd></div>");
  if (!finding.policy_basis.empty()) {
    out.raw("<div><dt>").say({"ルールの根拠", "Basis of the rule"}).raw("</dt><dd>");
    out.both(finding.policy_basis).raw("</dd></div>");
  }
  out.raw("<div class=\"failed\"><dt>");
  out.say(fails ? Words{"満たさなかった条件", "Condition that failed"}
                : Words{"該当する理由", "Why it applies"});
  out.raw("</dt><dd><strong>").both(finding.failed_clause).raw("</strong>");
  if (!finding.clause_source.empty()) {
    out.raw("<pre class=\"clause\"><code>").data(finding.clause_source, kMaxRawBytes);
    out.raw("</code></pre>");
  }
  out.raw("</dd></div>");
  if (!finding.would_allow.empty()) {
    out.raw("<div><dt>").say({"認められるために必要だったもの", "What would have made it allowed"});
    out.raw("</dt><dd><ul>");
    for (const Bilingual& way : finding.would_allow) out.raw("<li>").both(way).raw("</li>");
    out.raw("</ul></dd></div>");
  }
  out.raw("</dl>\n");
}

void finding_details(Html& out, const FindingExample& finding, text::Zone zone) {
  out.raw("<details class=\"finding\"><summary>").raw(badge_of(finding.disposition));
  out.say(words::of(finding.disposition)).raw("</span> <span class=\"when\">");
  out.text(moment_short(finding.time, zone)).raw("</span> <span class=\"what\">");
  out.both(finding.summary).raw("</span></summary>\n<div class=\"steps\">\n");
  step(out, {"1. 元のログ", "1. The raw line"});
  out.raw("<p>");
  place(out, finding.source);
  out.raw("</p>");
  raw_line(out, finding.source);
  fields_list(out, finding, zone);
  step(out, {"2. その時点の登録内容", "2. The facts as of that moment"});
  fact_table(out, finding.facts, zone);
  step(out, {"3. 閲覧可否ルールによる判定", "3. What the rule says"});
  rule_block(out, finding);
  step(out, {"4. 閲覧者と経路", "4. Viewer and route"});
  viewer_lines(out, finding);
  out.raw("</div></details>\n");
}

void withdrawn_details(Html& out, const WithdrawnRow& row, text::Zone zone) {
  out.raw("<details class=\"finding\"><summary><span class=\"badge b-withdrawn\">");
  out.say({"取下げ", "Withdrawn"}).raw("</span> <span class=\"what\">").both(row.suspicion);
  out.raw("</span></summary>\n<div class=\"steps\"><p><strong>").both(row.conclusion);
  out.raw("</strong></p>\n");
  fact_table(out, row.evidence, zone);
  if (!row.source.file.empty()) {
    out.raw("<p>");
    place(out, row.source);
    out.raw("</p>");
    raw_line(out, row.source);
  }
  out.raw("</div></details>\n");
}

}  // namespace

void fact_table(Html& out, const std::vector<FactRow>& facts, text::Zone zone) {
  if (facts.empty()) {
    explain(out, {"該当する登録はありません。", "No row of the registers applies."});
    return;
  }
  out.raw(
      "<div class=\"frame\" tabindex=\"0\"><table class=\"facts\"><thead><tr><th scope=\"col\">");
  out.say({"事実", "Fact"}).raw("</th><th scope=\"col\">").say({"有効期間", "In force"});
  out.raw("</th><th scope=\"col\">").say({"決裁・発令番号", "Decision"});
  out.raw("</th><th scope=\"col\">").say({"台帳", "Register"}).raw("</th></tr></thead><tbody>");
  size_t shown = 0;
  for (const FactRow& fact : facts) {
    if (shown == kMaxFacts) break;
    ++shown;
    if (fact.decisive) {
      out.raw("<tr class=\"decisive\"><td><span class=\"badge b-decisive\">");
      out.say({"決め手", "decisive"}).raw("</span> ");
    } else {
      out.raw("<tr><td>");
    }
    out.both(fact.what).raw("</td><td class=\"time\">");
    if (fact.period) {
      out.both(moments_of(*fact.period, zone));
    } else {
      out.say({"登録なし", "no row"});
    }
    out.raw("</td><td>").data(fact.reference).raw("</td><td>");
    if (!fact.source.file.empty()) place(out, fact.source);
    out.raw("</td></tr>");
  }
  out.raw("</tbody></table></div>\n");
  rest_note(out, shown, facts.size(), "");
}

void section_findings(Html& out, const ReviewPage& page) {
  open_section(out, "findings", {"検出事項の説明", "Findings explained"});
  if (page.findings.rows.empty()) {
    explain(out, {"検出事項はありません。", "There are no findings."});
    close_section(out);
    return;
  }
  explain(out,
          {"代表的な検出事項について、元のログ、その時点の登録内容、判定したルールの順に示します。"
           "項目を選ぶと開きます。",
           "Typical findings, from the raw line through the facts of that moment to the rule. "
           "Select one to open it."});
  out.raw("<p class=\"tools\"><button type=\"button\" data-open=\"findings\">");
  out.say({"すべて開く", "Open all"})
      .raw("</button> <button type=\"button\" data-close=\"findings\">");
  out.say({"すべて閉じる", "Close all"}).raw("</button></p>\n");
  size_t shown = 0;
  for (const FindingExample& finding : page.findings.rows) {
    if (shown == kMaxFindings) break;
    ++shown;
    finding_details(out, finding, zone_of(page));
  }
  rest_note(out, shown, total_of(page.findings), page.findings.rest_in);
  close_section(out);
}

void section_withdrawn(Html& out, const ReviewPage& page) {
  if (page.withdrawn.rows.empty()) return;
  open_section(out, "withdrawn",
               {"証跡により取り下げた疑い", "Suspicions that the evidence withdraws"});
  explain(out,
          {"一見すると権限外に見えますが、登録内容により業務上の理由が確認できたものです。検出事項"
           "には含みません。",
           "What looks unauthorised at first sight and is explained by the registers. None of it "
           "is among the findings."});
  size_t shown = 0;
  for (const WithdrawnRow& row : page.withdrawn.rows) {
    if (shown == kMaxEvidenceRows) break;
    ++shown;
    withdrawn_details(out, row, zone_of(page));
  }
  rest_note(out, shown, total_of(page.withdrawn), page.withdrawn.rest_in);
  close_section(out);
}

}  // namespace sekisho::report
