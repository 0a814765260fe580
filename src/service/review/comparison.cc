#include "service/review/comparison.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "service/review/run_review.h"
#include "text/csv.h"
#include "text/number.h"

namespace sekisho::service {

using namespace column;

namespace {

constexpr uint64_t kMaxRunJsonBytes = uint64_t{64} << 20;
constexpr uint64_t kMaxFindingsBytes = uint64_t{4} << 30;

Result<std::vector<FindingRow>> parse_findings(std::string_view csv, const std::string& file) {
  std::vector<FindingRow> rows;
  text::CsvReader reader(csv);
  text::CsvRecord record;
  bool header = true;
  while (reader.next(record)) {
    if (record.error || record.fields.size() != kFindingColumns.size()) {
      return fail(ErrorCode::kBadInput, "this is not the findings.csv of a review",
                  {file, record.first_line}, "Name the results that `sekisho review` wrote.");
    }
    if (header) {
      header = false;
      if (std::equal(record.fields.begin(), record.fields.end(), kFindingColumns.begin())) continue;
      return fail(ErrorCode::kBadInput, "the columns are not those of this version", {file, 1},
                  "Run the earlier review again with this program.");
    }
    FindingRow& row = rows.emplace_back();
    std::copy(record.fields.begin(), record.fields.end(), row.begin());
  }
  return rows;
}

// The order in which findings stand: by file, then by line as a number.
int order(const FindingRow& a, const FindingRow& b) {
  if (const int files = a[kFile].compare(b[kFile]); files != 0) return files;
  const uint64_t left = text::parse_u64(a[kLine]).value_or(0);
  const uint64_t right = text::parse_u64(b[kLine]).value_or(0);
  return left < right ? -1 : left == right ? 0 : 1;
}

std::vector<Change> changes_between(std::vector<FindingRow> before, std::vector<FindingRow> now) {
  std::vector<Change> changes;
  size_t i = 0;
  size_t j = 0;
  while (i < before.size() || j < now.size()) {
    const int which = i == before.size() ? 1 : j == now.size() ? -1 : order(before[i], now[j]);
    if (which < 0) {
      changes.push_back({Change::Kind::kWithdrawn, std::move(before[i++]), {}});
    } else if (which > 0) {
      changes.push_back({Change::Kind::kAdded, {}, std::move(now[j++])});
    } else {
      if (before[i] != now[j]) {
        changes.push_back({Change::Kind::kChanged, std::move(before[i]), std::move(now[j])});
      }
      ++i;
      ++j;
    }
  }
  return changes;
}

}  // namespace

std::string_view name_of(Change::Kind kind) {
  switch (kind) {
    case Change::Kind::kWithdrawn:
      return "withdrawn";
    case Change::Kind::kAdded:
      return "added";
    case Change::Kind::kChanged:
      return "changed";
  }
  return "";
}

uint64_t Comparison::count(Change::Kind kind) const {
  return static_cast<uint64_t>(std::count_if(
      changes.begin(), changes.end(), [&](const Change& change) { return change.kind == kind; }));
}

Result<Comparison> compare_with(const std::filesystem::path& before, const ReviewResult& now) {
  const Result<std::string> json = read_file(before / "run.json", kMaxRunJsonBytes);
  if (!json) return std::unexpected(json.error());
  const Result<Run> run = parse_run(*json, (before / "run.json").string());
  if (!run) return std::unexpected(run.error());
  const Result<std::string> csv = read_file(before / "findings.csv", kMaxFindingsBytes);
  if (!csv) return std::unexpected(csv.error());
  Result<std::vector<FindingRow>> earlier =
      parse_findings(*csv, (before / "findings.csv").string());
  if (!earlier) return std::unexpected(earlier.error());

  std::vector<FindingRow> rows;
  rows.reserve(now.review.findings.size());
  for (const review::Finding& finding : now.review.findings) {
    rows.push_back(row_of(*now.context, now.review, finding));
  }
  return Comparison{run->id(), differences(run->inputs, now.run.inputs),
                    changes_between(std::move(*earlier), std::move(rows))};
}

std::string changes_csv(const Comparison& comparison) {
  std::string out;
  text::CsvWriter csv(out);
  csv.row({"change", "file", "line", "disposition_before", "disposition_now", "route_before",
           "route_now", "reason_before", "reason_now", "viewer_before", "viewer_now", "cause"});
  for (const Change& change : comparison.changes) {
    const FindingRow& any = change.kind == Change::Kind::kAdded ? change.now : change.before;
    csv.row({name_of(change.kind), any[kFile], any[kLine], change.before[kDisposition],
             change.now[kDisposition], change.before[kRoute], change.now[kRoute],
             change.before[kReason], change.now[kReason], change.before[kViewer],
             change.now[kViewer], causes_text(change.causes, false)});
  }
  return out;
}

}  // namespace sekisho::service
