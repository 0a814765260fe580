#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"

namespace sekisho::demo {

// The demo: a made-up utility with its registers, its logs and what really happened in it, in the
// layouts that the profiles of `sources/` read. Companies, people and numbers are invented.
struct DemoOptions {
  std::filesystem::path out;      // empty, missing, or the directory of an earlier demo
  uint64_t accesses = 1'000'000;  // events in all logs together, kDemoAccessesMin..Max
  uint64_t seed = 1;
  size_t flush_bytes = size_t{1} << 20;  // how much text waits for a write; never in the output
};

inline constexpr uint64_t kDemoAccessesMin = 1'000;
inline constexpr uint64_t kDemoAccessesMax = 100'000'000;

struct DemoProgress {
  uint64_t bytes = 0;        // of log files, so far
  uint64_t lines = 0;        // of log files, so far
  uint64_t lines_total = 0;  // about
};

// What was written, for the one who types the command.
struct DemoSummary {
  uint64_t accesses = 0;
  uint64_t lines = 0;  // of log files, headers and broken lines included
  uint64_t bytes = 0;  // of log files
  uint64_t people = 0;
  uint64_t supply_points = 0;
  uint64_t violations = 0;    // accesses in violation that the systems did not refuse
  uint64_t undetermined = 0;  // accesses that the registers cannot decide
  std::string accused = {};   // the person of the accusation that the evidence withdraws
  std::string accusation_file = {};
  uint64_t accusation_first_line = 0;
  uint64_t accusation_lines = 0;
};

// Writes below `out`: `register/`, `logs/SYSTEM/`, `truth/` (as corrected), `as-known-then/truth/`
// (before the correction), `correction/` and README.txt (docs/demo.md tells what they hold). The
// same options give the same bytes on every machine. Memory does not grow with `accesses`.
//
// Errors: kUsage when `accesses` is out of bounds or `out` holds something else, kIo.
Result<DemoSummary> write_demo(const DemoOptions& options,
                               const std::function<void(const DemoProgress&)>& progress = {});

}  // namespace sekisho::demo
