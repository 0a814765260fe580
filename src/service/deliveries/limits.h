#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::service {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr uint64_t kMaxLinesCompared = 20'000'000;  // of a log and its copy, each
inline constexpr uint64_t kMaxLinesShown = 1000;           // of a segment, at once
inline constexpr size_t kMaxShownBytes = 4 << 20;          // of them

}  // namespace sekisho::service
