#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "service/serve/data_places.h"
#include "service/serve/jobs.h"
#include "service/serve/recorded_runs.h"

namespace sekisho::service {

// The kind of jobs that ask what rules that are not in force would change.
inline constexpr std::string_view kSimulationJob = "simulation";

struct SimulationAsked {
  std::string policies;  // a data set
  std::string review;    // of which time, logs and registers: one that kept something
};

// Said to whoever asks: kNotFound where there are no such policies or no such review.
Result<void> check_simulation(const DataPlaces& places, const SimulationAsked& asked);
std::string simulation_request_json(const SimulationAsked& asked);

// Reviews once more what a review read, by other rules, and reads only logs on which they differ.
// What they change is written into `simulations/JOB`, whole or not at all. The result is its name.
Result<std::string> run_simulation_job(const DataPlaces& places, RecordedRuns& runs, const Job& job,
                                       JobWatch& watch);

// What a simulation showed: JSON, as its job wrote it. kNotFound.
Result<std::string> simulation_file(const DataPlaces& places, const std::string& simulation);

}  // namespace sekisho::service
