#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "service/serve/data_places.h"
#include "service/serve/jobs.h"

namespace sekisho::service {

// The kind of jobs that review logs.
inline constexpr std::string_view kReviewJob = "review";

// What is asked of a review as a job.
struct ReviewAsked {
  std::string registers, logs;  // data sets
  std::string from, until;      // as ReviewOptions has them
};

// kUsage where its period makes no sense: said to whoever asks, not to whoever looks later.
Result<void> check_review_period(const ReviewAsked& asked);

std::string review_request_json(const ReviewAsked& asked);

// Runs a review into `reviews/JOB`, which is there whole or not at all. The result is its name.
Result<std::string> run_review_job(const DataPlaces& places, const Job& job, JobWatch& watch);

}  // namespace sekisho::service
