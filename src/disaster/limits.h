#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::disaster {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr int64_t kMaxGraceMinutes = 60;  // whatever a policy says
inline constexpr int64_t kMaxLendingDays = 366;
inline constexpr int64_t kMaxDueHours = 31 * 24;
inline constexpr size_t kMaxOpenings = 200;     // of one disaster
inline constexpr size_t kMaxWords = 64;         // areas, systems of an office
inline constexpr size_t kMaxItemsAtOnce = 200;  // added to a pool
inline constexpr size_t kMaxCodes = 5000;       // scanned at once

}  // namespace sekisho::disaster
