#include <fmt/format.h>

#include <algorithm>

#include "casework/audit.h"
#include "text/number.h"

// The report of an audit: text of plain lines, Japanese or English.
namespace sekisho::casework {
namespace {

int64_t count(const AuditReport& report, std::string_view verdict) {
  return std::ranges::count(report.sample, verdict, &SampleItem::verdict);
}

int64_t lines(const AuditReport& report) {
  int64_t out = 0;
  for (const PopulationFile& one : report.files) out += one.lines;
  return out;
}

std::string number(int64_t count) {
  return text::with_thousands(static_cast<uint64_t>(std::max<int64_t>(count, 0)));
}

// What both languages show of a line that audit does not agree with.
void append_differing(std::string& out, const AuditReport& report) {
  for (const SampleItem& one : report.sample) {
    if (one.verdict == kVerdicts.front()) continue;
    out += fmt::format("    {}:{}  {}\n", one.line.file, one.line.line, one.note);
  }
}

void append_list(std::string& out, const std::vector<std::string>& list, std::string_view none) {
  if (list.empty()) out += fmt::format("    {}\n", none);
  for (size_t i = 0; i < list.size(); ++i) out += fmt::format("    ({}) {}\n", i + 1, list[i]);
}

}  // namespace

std::string report_ja(const AuditReport& report) {
  const Campaign& audit = report.audit;
  std::string out;
  const auto line = [&](std::string_view text) { out += fmt::format("{}\n", text); };
  line(fmt::format("ログ解析の内部監査報告書 {}年度{}分", audit.fiscal_year,
                   audit.half == 1 ? "上期" : "下期"));
  line("");
  line("1 監査対象(確定済みの母集団)");
  line(fmt::format("    解析結果 {} (run.json の SHA-256 {})", audit.review, audit.run_sha256));
  line(fmt::format("    {}システム、{}ファイル、{}行", report.systems.size(), report.files.size(),
                   number(lines(report))));
  for (const CampaignSystem& one : report.systems) {
    line(fmt::format("    {}  アクセス {}件  権限外アクセス {}件  {}", one.system,
                     number(one.events), number(one.violations),
                     one.log == LogState::kReceived ? "ログ受領済み"
                     : one.log == LogState::kGaps   ? "ログに欠落あり"
                                                    : "ログなし(確認不能)"));
  }
  line("2 抽出した標本");
  line(fmt::format("    抽出の種 {}  {}行(docs/formats/sample.md の方法で再現可能)", audit.seed,
                   number(static_cast<int64_t>(report.sample.size()))));
  line(fmt::format("    判定に同意 {}行、相違 {}行、判断不能 {}行", count(report, "agrees"),
                   count(report, "differs"), count(report, "cannot-tell")));
  append_differing(out, report);
  line("3 監査による再実施");
  line(report.re_performance.same
           ? "    再実施の結果は、すべての出力でバイト単位で一致した。"
           : "    再実施の結果は一致しなかった。一致しない出力と、異なる入力は次のとおり。");
  if (!report.re_performance.same) {
    append_list(out, report.re_performance.changed, "(出力の相違なし)");
    append_list(out, report.re_performance.differences, "(入力の相違なし)");
  }
  line("4 指摘事項");
  append_list(out, report.findings, "指摘事項なし");
  return out;
}

std::string report_en(const AuditReport& report) {
  const Campaign& audit = report.audit;
  std::string out;
  const auto line = [&](std::string_view text) { out += fmt::format("{}\n", text); };
  line(fmt::format("Internal audit of the log analysis, fiscal year {}, {}", audit.fiscal_year,
                   audit.half == 1 ? "April to September" : "October to March"));
  line("");
  line("1. Population, as frozen");
  line(fmt::format("    review {} (SHA-256 of run.json {})", audit.review, audit.run_sha256));
  line(fmt::format("    {} systems, {} files, {} lines", report.systems.size(), report.files.size(),
                   number(lines(report))));
  for (const CampaignSystem& one : report.systems) {
    line(fmt::format("    {}  {} accesses  {} without permission  log: {}", one.system,
                     number(one.events), number(one.violations), name_of(one.log)));
  }
  line("2. Sample");
  line(fmt::format("    seed {}, {} lines (drawn as docs/formats/sample.md says)", audit.seed,
                   number(static_cast<int64_t>(report.sample.size()))));
  line(fmt::format("    {} agree, {} differ, {} cannot be told", count(report, "agrees"),
                   count(report, "differs"), count(report, "cannot-tell")));
  append_differing(out, report);
  line("3. Re-performance");
  line(report.re_performance.same ? "    Every output is the same, byte for byte."
                                  : "    Not the same. Outputs and inputs that differ:");
  if (!report.re_performance.same) {
    append_list(out, report.re_performance.changed, "no output");
    append_list(out, report.re_performance.differences, "no input");
  }
  line("4. Findings of audit");
  append_list(out, report.findings, "none");
  return out;
}

}  // namespace sekisho::casework
