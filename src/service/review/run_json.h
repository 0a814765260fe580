#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "review/run.h"
#include "service/review_inputs.h"

namespace sekisho::service {

// What a run was made of and what it made (docs/formats/run.md). `inputs` decide the outputs: two
// runs of equal inputs have equal outputs, byte for byte. `execution` is everything else.
struct RunInputs {
  std::string program_version;
  std::string from, until;  // RFC 3339, or empty
  std::string policy_set_hash;
  std::vector<InputFile> policies, profiles, registers, logs;
};

struct RunExecution {
  std::string started, ended;  // RFC 3339
  std::string machine;
  uint64_t jobs = 0;
  uint64_t decisions = 0;  // how often the rules were evaluated
  ReviewPlaces places;
};

struct Run {
  RunInputs inputs;
  std::vector<InputFile> outputs;  // the files that are reproduced byte for byte
  RunExecution execution;

  // The name of the run: the first 16 digits of the hash of its inputs.
  std::string id() const;
};

std::string run_json(const Run& run);
Result<Run> parse_run(std::string_view json, const std::string& file);

// What differs between two runs' inputs, one line each; empty: nothing.
std::vector<std::string> differences(const RunInputs& before, const RunInputs& now);

}  // namespace sekisho::service
