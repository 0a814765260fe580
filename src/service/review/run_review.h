#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "review/scope.h"
#include "service/review/comparison.h"
#include "service/review/earlier_review.h"
#include "service/review/run_json.h"
#include "service/review/verdicts.h"
#include "service/review_inputs.h"

namespace sekisho::service {

struct ReviewOptions {
  ReviewPlaces places;
  std::filesystem::path out;     // made where it does not exist
  std::string from, until;       // RFC 3339 or a date (JST), or empty
  unsigned jobs = 0;             // 0: one a processor
  std::filesystem::path before;  // results of an earlier run to compare with, or empty
  // Results of an earlier run, in the place of whatever its inputs and these have in common: the
  // results are the same as without, and are told from it as with `before`.
  std::filesystem::path since = {};
  // Also write what a later run can go on from (kept.ndjson): with `since` it always does.
  bool keep = false;
  bool data_only = false;  // write neither findings.xlsx nor report.html
  // Of a store: also judge every look by what was known at its own instant (verdicts.csv).
  bool verdicts = false;
  // Asked now and then, from any thread: true makes it end with an error.
  std::function<bool()> cancelled = {};
};

// A finished review with everything that it was made from. It does not move: its parts refer to one
// another.
struct ReviewResult {
  std::unique_ptr<Barrier> barrier;
  ReviewLogs logs;
  std::unique_ptr<review::Context> context;
  review::Review review;
  review::Scope scope;
  Run run;
  std::optional<Comparison> comparison;
  std::unique_ptr<EarlierReview> earlier;  // of ReviewOptions::since
  std::optional<Verdicts> verdicts;        // of ReviewOptions::verdicts
  uint64_t files_kept = 0;                 // that were not read again
};

// `from` and `until` of ReviewOptions as a period. kUsage where they are none.
Result<Period> review_period(const std::string& from, const std::string& until);

// Reviews the logs and writes findings.csv, findings.xlsx, undetermined.csv, rejects.csv,
// footprints.ndjson, scope.json, coverage.json, run.json and report.html below `out`, and in
// `inputs` the profiles and policies that it read.
Result<std::unique_ptr<ReviewResult>> run_review(const ReviewOptions& options,
                                                 const Heard& heard = {});

// What running a review again showed.
struct Reproduction {
  bool same = false;                     // every output is the same, byte for byte
  std::vector<std::string> differences;  // of the inputs
  std::vector<std::string> changed;      // outputs that differ
};

// Runs the review of a run.json again, into a directory that is removed afterwards: by the profiles
// and policies that it kept beside it, by the store as it knew it and by the segments that it read.
// Other inputs are looked for where they were; `places` says otherwise of any.
Result<Reproduction> reproduce(const std::filesystem::path& run_json, const ReviewPlaces& places,
                               unsigned jobs, const Heard& heard = {});

}  // namespace sekisho::service
