#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::service {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr size_t kMaxBundleFiles = 500;            // of one set of policies, with its tests
inline constexpr uint64_t kMaxBundleFileBytes = 4 << 20;  // of one of them
inline constexpr uint64_t kMaxBundleBytes = 16 << 20;     // of all of them
inline constexpr size_t kMaxBundleNameBytes = 128;        // of `barrier/10-own-staff.cedar`
inline constexpr size_t kMaxShownFailures = 100;          // of policy tests, in one answer

}  // namespace sekisho::service
