#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "register/contradictions.h"
#include "service/review/coverage_json.h"
#include "service/review/review_report_parts.h"
#include "service/words.h"
#include "text/civil.h"
#include "text/encoding.h"

namespace sekisho::service {
namespace {

using report::Bilingual;

constexpr size_t kMaxRemarks = 200;           // of one system; the page cuts further
constexpr size_t kMaxContradictions = 100;    // in all
constexpr size_t kContradictionsOfAKind = 6;  // at first, so that every kind is seen

struct Days {
  int64_t first = 0, last = -1;
  bool empty() const { return last < first; }
};

int64_t day_of(Instant instant) {
  const Instant start = text::start_of_day(instant, text::kJst);
  return (start.micros + text::kJst.offset_seconds * kMicrosPerSecond) / kMicrosPerDay;
}

// From the first to the last day of any log, as far as it was examined.
Days days_of(const ReviewResult& result, const std::map<std::string, SystemCoverage>& coverage) {
  Days days;
  for (const auto& [code, system] : coverage) {
    const auto& known = system.tally.days();
    if (known.empty()) continue;
    days = days.empty() ? Days{known.begin()->first, known.rbegin()->first}
                        : Days{std::min(days.first, known.begin()->first),
                               std::max(days.last, known.rbegin()->first)};
  }
  const Period& examined = result.context->period;
  if (examined.from != kBeginning) days.first = std::max(days.first, day_of(examined.from));
  if (examined.until != kForever)
    days.last = std::min(days.last, day_of(shifted(examined.until, -1)));
  return days;
}

std::vector<report::CoverageDay> calendar_of(const SystemCoverage& system, const Days& days) {
  std::set<int64_t> silent;
  for (const logs::Gap& gap : system.gaps) {
    if (gap.kind == logs::GapKind::kSilentDay) silent.insert(gap.day);
  }
  const auto& known = system.tally.days();
  std::vector<report::CoverageDay> out;
  for (int64_t day = days.first; day <= days.last; ++day) {
    report::CoverageDay cell{.day = day};
    const auto found = known.find(day);
    if (found != known.end()) {
      cell.events = found->second.events;
      cell.rejects = found->second.rejects;
    } else if (known.empty() || day < known.begin()->first || day > known.rbegin()->first) {
      cell.state = report::DayState::kNoLog;
    } else {
      cell.state = silent.contains(day) ? report::DayState::kSilent : report::DayState::kQuiet;
    }
    out.push_back(cell);
  }
  return out;
}

void add_remarks(const SystemCoverage& system, report::CoverageRow& row) {
  for (const logs::Gap& gap : system.gaps) {
    if (gap.kind == logs::GapKind::kSilentDay || row.remarks.size() == kMaxRemarks) continue;
    const Bilingual what = gap_words(logs::name_of(gap.kind));
    const std::string detail = gap.detail.empty() ? "" : ": " + gap.detail;
    row.remarks.push_back({fmt::format("{}({} {}行目){}", what.ja, gap.file, gap.line, detail),
                           fmt::format("{} ({} line {}){}", what.en, gap.file, gap.line, detail)});
  }
}

void add_calendars(const ReviewResult& result, report::ReviewPage& page) {
  const reg::Register& registers = result.context->base.registers();
  const auto coverage = coverage_of(*result.context, result.review);
  const Days days = days_of(result, coverage);
  for (const review::SystemScope& system : result.scope.systems) {
    report::CoverageRow row{.id = std::string(registers.code(system.system)),
                            .name = system_words(registers, system.system)};
    const auto found = coverage.find(row.id);
    if (found != coverage.end()) {
      row.days = calendar_of(found->second, days);
      add_remarks(found->second, row);
    }
    page.coverage.push_back(std::move(row));
  }
  for (const WithoutLog& row : systems_without_log(result)) {
    const bool several = row.name != row.names;
    report::CoverageRow& out = page.coverage.emplace_back();
    out.id = several ? "" : row.id;
    out.name = several
                   ? Bilingual{row.name.ja + ": " + row.names.ja, row.name.en + ": " + row.names.en}
                   : row.name;
    out.has_log = false;
  }
}

// The bytes as UTF-8, as far as they can be read in the encoding that reads most of them.
std::string readable(std::string_view raw) {
  std::string best;
  for (const text::Encoding encoding : {text::Encoding::kUtf8, text::Encoding::kCp932}) {
    std::string out;
    const bool whole = text::append_utf8(encoding, raw, out);
    if (whole) return out;
    if (out.size() > best.size()) best = std::move(out);
  }
  return best;
}

void add_rejects(const ReviewResult& result, report::ReviewPage& page) {
  std::map<logs::RejectReason, report::RejectRow> rows;
  for (const review::FileRead& read : result.review.files) {
    for (const auto& [reason, lines] : read.reasons) {
      report::RejectRow& row = rows[reason];
      row.reason = reject_words(logs::name_of(reason));
      row.lines += lines;
      const auto example = read.examples.find(reason);
      if (example == read.examples.end() || !row.example.file.empty()) continue;
      row.example = {.file = read.file.name,
                     .line = example->second.line,
                     .raw = example->second.raw,
                     .text = readable(example->second.raw)};
    }
  }
  for (auto& [reason, row] : rows) page.rejects.rows.push_back(std::move(row));
  std::sort(page.rejects.rows.begin(), page.rejects.rows.end(),
            [](const report::RejectRow& a, const report::RejectRow& b) {
              return std::tie(b.lines, a.reason.en) < std::tie(a.lines, b.reason.en);
            });
  page.rejects.total = page.rejects.rows.size();
  page.rejects.rest_in = "rejects.csv";
}

Bilingual words_of(const reg::Sentence& sentence) {
  return {std::string(sentence.ja), std::string(sentence.en)};
}

report::ContradictionRow contradiction_row(const reg::Register& registers,
                                           const reg::Contradiction& contradiction) {
  report::ContradictionRow row{.register_name = std::string(name_of(contradiction.row.table)),
                               .problem = words_of(title_of(contradiction.kind)),
                               .rows = {},
                               .treatment = words_of(consequence_of(contradiction.kind))};
  row.problem.ja += fmt::format("({})", contradiction.subject);
  row.problem.en += fmt::format(" ({})", contradiction.subject);
  if (contradiction.occurrences > 1) {
    row.problem.ja += fmt::format(" {}行", contradiction.occurrences);
    row.problem.en += fmt::format(", {} rows", contradiction.occurrences);
  }
  const auto add = [&](const reg::RowRef& ref) {
    const bool known = ref.origin.file < registers.files.size();
    row.rows.push_back({.file = known ? registers.files[ref.origin.file] : std::string(),
                        .line = ref.origin.line,
                        .raw = {},
                        .text = ref.text});
  };
  add(contradiction.row);
  if (contradiction.other) add(*contradiction.other);
  return row;
}

void add_contradictions(const ReviewResult& result, report::ReviewPage& page) {
  const reg::Register& registers = result.context->base.registers();
  const reg::Contradictions found = reg::find_contradictions(registers);
  std::map<reg::ContradictionKind, size_t> shown;
  for (const reg::Contradiction& one : found.list) {
    if (page.contradictions.rows.size() == kMaxContradictions) break;
    if (++shown[one.kind] > kContradictionsOfAKind) continue;
    page.contradictions.rows.push_back(contradiction_row(registers, one));
  }
  for (const uint64_t count : found.counts) page.contradictions.total += count;
}

}  // namespace

void add_coverage(const ReviewResult& result, report::ReviewPage& page) {
  add_calendars(result, page);
  add_rejects(result, page);
  add_contradictions(result, page);
}

}  // namespace sekisho::service
