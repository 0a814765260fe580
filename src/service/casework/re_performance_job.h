#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "service/casework/desk.h"
#include "service/serve/data_places.h"
#include "service/serve/jobs.h"

namespace sekisho::service {

// The kind of jobs that run an audit's frozen review again.
inline constexpr std::string_view kRePerformanceJob = "re-performance";

std::string re_performance_request_json(int64_t audit);

// Runs the review of an audit again and notes in the audit whether every output is the same, byte
// for byte. kUsage where the review is not the frozen one any more, or the audit not frozen. The
// result is the audit's name.
Result<std::string> run_re_performance_job(Desk& desk, const DataPlaces& places, const Job& job,
                                           JobWatch& watch, Instant now);

}  // namespace sekisho::service
