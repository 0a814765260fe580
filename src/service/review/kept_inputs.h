#pragma once

#include <filesystem>

#include "base/error.h"
#include "service/review/run_review.h"

// The profiles and policies that a run read, kept below its results: an upgrade of the program and
// a change of rules take away what they were, and the run is to be done again by just these.
namespace sekisho::service {

// Writes `inputs/profiles` and `inputs/policies` below the results, as run.json names them, in the
// place of an earlier run's. kBadInput where a profile was changed while the review ran.
Result<void> keep_inputs(const std::filesystem::path& results, const ReviewResult& result);

// Where a run found what it read, its profiles and policies as it kept them: `results` is the
// directory of its run.json. Those of a run that kept none are where they were.
ReviewPlaces places_as_read(const Run& run, const std::filesystem::path& results);

}  // namespace sekisho::service
