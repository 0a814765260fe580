#pragma once

#include <cstdint>

namespace sekisho::service {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr uint64_t kMaxExportBytes = 256 << 20;  // of one file that goes out

}  // namespace sekisho::service
