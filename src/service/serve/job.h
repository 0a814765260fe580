#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::service {

enum class JobState : uint8_t { kQueued, kRunning, kDone, kFailed, kCancelled, kInterrupted };
inline constexpr size_t kJobStates = 6;

std::string_view name_of(JobState state);
std::optional<JobState> job_state_of(std::string_view name);
constexpr bool has_ended(JobState state) {
  return state != JobState::kQueued && state != JobState::kRunning;
}

// A piece of work in the background. `changes` says through which states it went; how far it is
// stands in memory only.
struct Job {
  struct Change {
    JobState state = JobState::kQueued;
    Instant time;
  };
  std::string id;
  std::string kind;
  std::string caller;   // the pseudonym of whoever asked for it
  std::string request;  // JSON
  std::vector<Change> changes;
  uint64_t attempts = 0;
  std::string error;   // of the last attempt
  std::string result;  // where it is

  bool cancelling = false;
  std::string step;
  uint64_t bytes = 0, bytes_of = 0, lines = 0;  // bytes_of 0: nobody knows
  uint64_t findings = 0;                        // of a review, so far
  uint64_t tellings = 0;                        // of progress, since the last change
  std::optional<uint64_t> seconds_left = {};

  JobState state() const { return changes.back().state; }
  uint64_t revision() const { return changes.size(); }
  Instant submitted() const { return changes.front().time; }
};

// As it was at a revision, or as it is.
std::string job_json(const Job& job, std::optional<uint64_t> revision = {});

// A job's file: one JSON object.
std::string job_file(const Job& job);
Result<Job> parse_job_file(std::string_view json, const std::string& file);

}  // namespace sekisho::service
