#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/review/finding_row.h"

namespace sekisho::service {

struct ReviewResult;

// What of the inputs made the difference between two reviews.
struct ChangeCause {
  enum class Kind : uint8_t {
    kAccount,  // what the registers say about an account
    kPlace,    // or about a terminal or address
    kWorld,    // or about systems, legal entities, sites
    kRules,    // the policies
    kLog,      // the log file is another one, or is new, or gone
    kProfile,  // how it is read
    kOther,    // registers that say more about a finding: suppliers, rosters, approvals
  };
  Kind kind = Kind::kOther;
  std::string name;           // of the account, the place, the policies
  std::vector<size_t> parts;  // of an account or a place: FactDigests
  auto operator<=>(const ChangeCause&) const = default;
};

// A log line on which two runs do not say the same. Where a run has no finding, its row is empty.
struct Change {
  enum class Kind : uint8_t { kWithdrawn, kAdded, kChanged };
  Kind kind = Kind::kChanged;
  FindingRow before, now;
  std::vector<ChangeCause> causes = {};  // where they are known: find_causes
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

// For people: "account nol/k00123: its holder".
std::string causes_text(const std::vector<ChangeCause>& causes, bool japanese);

// changes.csv (docs/formats/changes.md).
std::string changes_csv(const Comparison& comparison);

}  // namespace sekisho::service
