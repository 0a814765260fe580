#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "policy/diff.h"

namespace sekisho::service {

struct PolicyDiffRequest {
  std::string before, now;    // folders of policies, or files
  std::filesystem::path run;  // the output of a review, or empty: how policies are written only
};

// What the rules said and say of accesses.
struct DiffOutcome {
  std::string verdict;                // as in footprints.ndjson
  std::vector<std::string> policies;  // that permit or doubt, or a forbid
  std::string reason;                 // of a denial; empty where the table does not hold it
  std::string route;                  // likewise
  auto operator<=>(const DiffOutcome&) const = default;
};

struct DiffExample {
  std::string file;
  uint64_t line = 0;
  auto operator<=>(const DiffExample&) const = default;
};

// Accesses that are decided otherwise now, for the same reasons.
struct DecisionChange {
  DiffOutcome before, now;
  uint64_t accesses = 0, refused = 0, footprints = 0;
  std::string first, last;
  std::map<std::string, uint64_t> by_system;
  std::vector<DiffExample> examples;  // by file and line, the first ones
};

// The footprint table of a review under both sets of rules.
struct RunDiff {
  bool before_is_of_run = true;  // the rules of the review are those before
  uint64_t accesses = 0, footprints = 0;
  uint64_t unchanged = 0;               // accesses with the same verdict
  uint64_t other_reason = 0;            // of these, with another reason or route
  std::vector<DecisionChange> changes;  // most accesses first
  // Accesses of which the table does not hold what the rules read: they need a new review.
  uint64_t undecided = 0, undecided_footprints = 0;
  std::map<std::string, uint64_t> undecided_by_system;
  std::vector<DiffExample> undecided_examples;
  std::set<std::string> not_held;  // what the rules read and the table does not hold
};

struct PolicyDiff {
  struct Set {
    std::string name;  // "barrier", "doubts", "routes"; of other folders their name
    std::vector<policy::PolicyChange> changes;
  };
  std::vector<Set> sets;  // those in which something differs
  std::optional<RunDiff> run;

  bool nothing() const;
};

// With `run` both sets must be rules of a barrier (docs/formats/barrier-policies.md).
Result<PolicyDiff> diff_policy_files(const PolicyDiffRequest& request);

std::string policy_diff_text(const PolicyDiff& diff, bool japanese);
std::string policy_diff_json(const PolicyDiff& diff);

}  // namespace sekisho::service
