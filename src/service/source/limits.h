#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::service {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr size_t kMaxSampleBytes = size_t{1} << 20;  // of a log that a profile is tried on

}  // namespace sekisho::service
