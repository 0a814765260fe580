#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::service {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr size_t kMaxNameBytes = 64;        // of a data set, a review, a job
inline constexpr size_t kMaxJobsWaiting = 100;     // beside the one that runs
inline constexpr size_t kMaxJobsKept = 10'000;     // the oldest that ended go first
inline constexpr uint64_t kMaxJobBytes = 1 << 16;  // of a job's file
inline constexpr size_t kMaxJobChanges = 1000;     // of one job's state
inline constexpr size_t kMaxOwnAttempts =
    2;  // of one job that was interrupted, without being asked
inline constexpr uint64_t kMaxReviewFileBytes = uint64_t{1} << 30;  // of one file of a review
inline constexpr size_t kMaxTablesOpen = 8;                         // that are held in memory
inline constexpr size_t kMaxRememberedAnswers = 10'000;             // of acts with a key
inline constexpr uint64_t kMaxRememberedBytes = 1 << 16;            // of one such answer
inline constexpr int64_t kRememberedSeconds = 86'400;

}  // namespace sekisho::service
