#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "service/serve/data_places.h"
#include "service/serve/jobs.h"
#include "service/serve/recorded_runs.h"

namespace sekisho::service {

// The kind of jobs that review logs.
inline constexpr std::string_view kReviewJob = "review";

// What is asked of a review as a job.
struct ReviewAsked {
  std::string registers, logs;  // data sets; without logs, the archive of the server's record
  std::string from, until;      // as ReviewOptions has them
  std::string since;            // a finished review that kept something, or empty
  bool archive = false, keep = false, verdicts = false;
};

// Said to whoever asks, not to whoever looks later: kUsage where the period makes no sense, both
// logs and the archive or none of them are named, or two verdicts are asked of register files;
// kNotFound where there is no such data set, or no review to go on from.
Result<void> check_review(const DataPlaces& places, const ReviewAsked& asked);

std::string review_request_json(const ReviewAsked& asked);

// Runs a review into `reviews/JOB`, which is there whole or not at all. The result is its name.
Result<std::string> run_review_job(const DataPlaces& places, RecordedRuns& runs, const Job& job,
                                   JobWatch& watch);

}  // namespace sekisho::service
