#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/review/finding_row.h"

namespace sekisho::service {

struct ReviewResult;

// A log line on which two runs do not say the same. Where a run has no finding, its row is empty.
struct Change {
  enum class Kind : uint8_t { kWithdrawn, kAdded, kChanged };
  Kind kind = Kind::kChanged;
  FindingRow before, now;
};
std::string_view name_of(Change::Kind kind);  // "withdrawn", "added", "changed"

// How a review differs from an earlier one of the same logs, and by what inputs.
struct Comparison {
  std::string before;                    // the earlier run's id
  std::vector<std::string> differences;  // of the inputs, one sentence each
  std::vector<Change> changes;           // by file and line
  uint64_t count(Change::Kind kind) const;
};

// Compares with the results of an earlier run: `before` holds its run.json and findings.csv.
Result<Comparison> compare_with(const std::filesystem::path& before, const ReviewResult& now);

// changes.csv (docs/formats/changes.md).
std::string changes_csv(const Comparison& comparison);

}  // namespace sekisho::service
