#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "service/review/run_review.h"
#include "service/serve/data_places.h"
#include "service/serve/jobs.h"
#include "service/serve/recorded_runs.h"

// What jobs have in common that run a review: for its own sake, or to see what other rules change.
namespace sekisho::service {

// kNotFound where no finished review of that name kept what a later one goes on from.
Result<void> check_goes_on(const DataPlaces& places, const std::string& review);

// Adds to what a review wrote, before it takes its name.
using FinishReview =
    std::function<Result<void>(const std::filesystem::path& written, const ReviewResult& result)>;

// Reviews on one thread into `whole`, which is there whole and told of in the record or not at all,
// and stops where the job is no longer wanted. What an attempt before this one recorded is taken
// up, and nothing is reviewed.
Result<void> review_into(const std::filesystem::path& whole, RecordedRuns& runs, const Job& job,
                         JobWatch& watch, ReviewOptions options, const FinishReview& finish);

}  // namespace sekisho::service
