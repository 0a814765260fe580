#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::http {

// The bounds of the API. What is beyond a bound is refused with a problem, never cut silently.
inline constexpr uint64_t kMaxBodyBytes = size_t{4} << 20;  // of a body that is held in memory
inline constexpr size_t kMaxParameters = 32;                // of one query
inline constexpr size_t kMaxPathSegments = 16;
inline constexpr size_t kMaxComplaints = 20;      // that one answer tells
inline constexpr size_t kMaxSchemaDepth = 64;     // of a body against its schema
inline constexpr size_t kMaxRequestIdBytes = 64;  // that a client may choose
inline constexpr size_t kMaxCallersCounted = 10'000;
inline constexpr int64_t kRateSeconds = 60;
inline constexpr uint64_t kRateStrangers = 300;  // of an address that nobody knows, in that time
inline constexpr int kSlowOnesAtOnce = 2;        // operations that may take seconds
inline constexpr uint64_t kEntriesExamined = 100'000;           // of the record, for one page
inline constexpr size_t kMaxGroups = 10'000;                    // of findings that are counted
inline constexpr size_t kStreamBytes = size_t{1} << 15;         // of a stream, at a time
inline constexpr uint64_t kMaxConsoleBytes = size_t{32} << 20;  // of all its files
inline constexpr int kStreamsAtOnce = 64;                       // that follow a job

}  // namespace sekisho::http
