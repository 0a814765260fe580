#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace sekisho::service {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr std::chrono::milliseconds kLookEvery{1000};  // whether the registers changed
inline constexpr size_t kEarlierKnowledge = 2;                // that stay in memory
inline constexpr size_t kMaxImportUploads = 1000;             // of one import
inline constexpr size_t kMaxImports = 10'000;                 // that are kept
inline constexpr uint64_t kMaxImportFileBytes = 16 << 20;     // of what is written down about one
inline constexpr size_t kMaxPreviewSamples = 100;             // of steps, of rejects, …
inline constexpr size_t kMaxComingEvents = 100'000;
inline constexpr size_t kMaxComingPeople = 200;  // whose accesses are compared, of one answer

}  // namespace sekisho::service
