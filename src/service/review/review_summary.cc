#include "service/review/review_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "service/review/change_cause.h"
#include "service/review/run_review.h"
#include "text/json.h"
#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using review::Figures;
using text::with_thousands;

// Causes that a summary names; the rest stands in changes.csv.
constexpr size_t kMaxCauses = 10;

std::string day(Instant instant) {
  if (instant == kBeginning || instant == kForever) return "…";
  return text::date_iso(instant, text::kJst);
}

std::string window(const Period& period, bool known, bool japanese) {
  if (!known) return japanese ? "確認不能" : "not determinable";
  const std::string from = day(period.from);
  if (period.until == kForever) return from + (japanese ? " ~ 現在も開放中" : " – still open");
  return from + (japanese ? " ~ " : " – ") + day(period.until);
}

std::string system_line(const ReviewResult& result, const review::SystemScope& system,
                        bool japanese) {
  const reg::Register& registers = result.barrier->loaded.registers;
  const reg::System* row = registers.system(system.system);
  const std::string_view name = row == nullptr ? "" : registers.text(row->name);
  const Figures& figures = system.figures;
  const std::string objects =
      system.counts_facilities
          ? fmt::format(fmt::runtime(japanese ? "設備 {} 件" : "{} facilities"),
                        with_thousands(figures.facilities))
          : fmt::format(fmt::runtime(japanese ? "お客さま契約 {} 件({} 地点、小売電気事業者 {} 社)"
                                              : "{} contracts ({} supply points) of {} suppliers"),
                        with_thousands(figures.supply_contracts),
                        with_thousands(figures.supply_points), with_thousands(figures.retailers));
  const std::string people = fmt::format(fmt::runtime(japanese ? "閲覧者 {} 名" : "{} viewers"),
                                         with_thousands(figures.viewers));
  std::string line =
      fmt::format("  {:<6} {}  {}, {}", registers.code(system.system), name, objects, people);
  if (figures.violations > 0) {
    line += fmt::format(", {} – {}", day(figures.first), day(figures.last));
  }
  return line + "\n";
}

void append_counts(std::string& out, const Figures& total, uint64_t events, uint64_t rejects,
                   bool japanese) {
  out += fmt::format(
      fmt::runtime(japanese
                       ? "アクセス {} 件を判定: 権限外(閲覧あり) {}、権限外(拒否済み) {}、要確認 "
                         "{}、判定保留 {}; 読込不能行 {}\n"
                       : "{} accesses judged: {} unauthorised, {} attempts refused, {} doubtful, "
                         "{} undetermined; {} lines could not be read\n"),
      with_thousands(events), with_thousands(total.violations), with_thousands(total.attempts),
      with_thousands(total.doubtful), with_thousands(total.undetermined), with_thousands(rejects));
}

void append_windows(std::string& out, const review::Windows& windows, bool japanese) {
  out += fmt::format(fmt::runtime(japanese ? "権限開放期間 {} / ログ現存期間 {} / 調査対象期間 {}\n"
                                           : "access stood open {}; logs exist {}; examined {}\n"),
                     window(windows.exposure, windows.has_exposure, japanese),
                     window(windows.logs, windows.has_logs, japanese),
                     window(windows.examined, windows.has_logs, japanese));
}

uint64_t rejected_rows(const ReviewResult& result) {
  uint64_t rows = 0;
  for (const reg::LoadReport::File& file : result.barrier->loaded.report.files)
    rows += file.rejected;
  return rows;
}

// What is wrong with whole files, said once for each.
void append_problems(std::string& out, const review::Review& review) {
  for (const review::FileRead& read : review.files) {
    for (const logs::FileProblem& problem : read.problems) {
      out += fmt::format("! {}: {}\n  {}\n", read.file.name, problem.message, problem.help);
    }
  }
}

void append_changes(std::string& out, const Comparison& changes, bool japanese) {
  out += fmt::format(
      fmt::runtime(japanese ? "前回の実行({})との差異: 取下げ {} 件、追加 {} 件、変更 {} 件\n"
                            : "against run {}: {} findings withdrawn, {} added, {} changed\n"),
      changes.before, with_thousands(changes.count(Change::Kind::kWithdrawn)),
      with_thousands(changes.count(Change::Kind::kAdded)),
      with_thousands(changes.count(Change::Kind::kChanged)));
  for (const std::string& difference : changes.differences) {
    out += fmt::format(fmt::runtime(japanese ? "  入力の違い: {}\n" : "  what differs: {}\n"),
                       difference);
  }
}

std::string_view why_left_out(ArchivedLogs::LeftOut::Why why, bool japanese) {
  using Why = ArchivedLogs::LeftOut::Why;
  switch (why) {
    case Why::kErased:
      return japanese ? "消去済みのため対象外" : "was erased, and is not part of this";
    case Why::kReplaced:
      return japanese ? "後から受領した同名のログを使用"
                      : "was delivered again later, which was read in its place";
    case Why::kAuditCopy:
      return japanese ? "監査部門が独自に取得した写しのため対象外"
                      : "is a copy that audit obtained, and is not part of this";
  }
  return "";
}

// What the archive sealed once and this review did not read.
void append_left_out(std::string& out, const ReviewLogs& logs, bool japanese) {
  for (const ArchivedLogs::LeftOut& left : logs.left_out) {
    out +=
        fmt::format("! {} ({}): {}\n", left.file, left.segment, why_left_out(left.why, japanese));
  }
}

// "12 findings less, 3 more: account nol/k00123: its holder", the largest first.
void append_causes(std::string& out, const ReviewResult& result, bool japanese) {
  if (result.earlier != nullptr) {
    out += fmt::format(
        fmt::runtime(japanese ? "  ログ {} 件中 {} 件は前回の結果を引き継ぎ、残りを読み直しました\n"
                              : "  {} log files, of which {} did not have to be read again\n"),
        with_thousands(result.review.files.size()), with_thousands(result.files_kept));
  }
  std::vector<std::pair<uint64_t, std::string>> lines;
  for (const auto& [causes, count] : by_cause(*result.comparison)) {
    const uint64_t all = count.withdrawn + count.added + count.changed;
    std::string line;
    const auto part = [&](uint64_t number, std::string_view english, std::string_view text) {
      if (number == 0) return;
      line += fmt::format("{}{} {}",
                          line.empty() ? ""
                          : japanese   ? "、"
                                       : ", ",
                          japanese ? text : with_thousands(number),
                          japanese ? with_thousands(number) : std::string(english));
    };
    part(count.withdrawn, "less", "減");
    part(count.added, "more", "増");
    part(count.changed, "otherwise", "変更");
    lines.emplace_back(all, fmt::format("  {} ← {}\n", line, causes_text(causes, japanese)));
  }
  std::ranges::sort(lines, std::greater());
  for (size_t i = 0; i < lines.size() && i < kMaxCauses; ++i) out += lines[i].second;
  if (lines.size() > kMaxCauses) {
    out += fmt::format(fmt::runtime(japanese ? "  ほか {} 通りの原因は changes.csv にあります\n"
                                             : "  and {} other causes; see changes.csv\n"),
                       lines.size() - kMaxCauses);
  }
}

struct Totals {
  uint64_t events = 0;
  uint64_t rejects = 0;
};

Totals totals_of(const review::Review& review) {
  Totals totals;
  for (const review::FileRead& file : review.files) {
    totals.events += file.counts.examined;
    totals.rejects += file.lines.rejects;
  }
  return totals;
}

}  // namespace

std::string summary_text(const ReviewResult& result, const std::string& out_directory,
                         bool japanese) {
  const Totals totals = totals_of(result.review);
  std::string out;
  append_counts(out, result.scope.total, totals.events, totals.rejects, japanese);
  out += japanese ? "権限外に閲覧されたもの(特定関係事業者自身のお客さまを除く):\n"
                  : "seen without permission, the affiliates' own customers apart:\n";
  for (const review::SystemScope& system : result.scope.systems)
    out += system_line(result, system, japanese);
  append_windows(out, result.scope.windows, japanese);
  append_problems(out, result.review);
  append_left_out(out, result.logs, japanese);
  if (result.comparison) {
    append_changes(out, *result.comparison, japanese);
    append_causes(out, result, japanese);
  }
  if (result.verdicts) out += verdicts_text(*result.verdicts, japanese);
  const uint64_t unread = rejected_rows(result);
  if (unread > 0) {
    out += fmt::format(
        fmt::runtime(
            japanese ? "台帳に読込不能行が {} 行あります。判定に影響し得るため、`sekisho register "
                       "check` で確認してください\n"
                     : "{} rows of the registers could not be read and may change what was found; "
                       "see `sekisho register check`\n"),
        with_thousands(unread));
  }
  if (!result.scope.without_log.empty()) {
    out += fmt::format(fmt::runtime(japanese ? "ログのない {} システムについては確認不能\n"
                                             : "not determinable for {} systems without any log\n"),
                       result.scope.without_log.size());
  }
  out += fmt::format(fmt::runtime(japanese ? "まずこのページを開いてください: {}/report.html\n"
                                           : "open {}/report.html\n"),
                     out_directory);
  return out;
}

std::string summary_json(const ReviewResult& result) {
  const Totals totals = totals_of(result.review);
  const Figures& figures = result.scope.total;
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  json.member("run", result.run.id());
  json.member("accesses", totals.events).member("rejects", totals.rejects);
  json.member("violations", figures.violations).member("attempts", figures.attempts);
  json.member("doubtful", figures.doubtful).member("undetermined", figures.undetermined);
  json.member("contracts", figures.supply_points).member("facilities", figures.facilities);
  json.member("retailers", figures.retailers).member("viewers", figures.viewers);
  json.member("systems_without_log", result.scope.without_log.size());
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace sekisho::service
