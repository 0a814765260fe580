#pragma once

#include <cstddef>

#include "tlog/limits.h"

namespace sekisho::evidence {

// Bounds of entries and of what becomes one. Beyond a bound an entry is refused with a reason.
inline constexpr size_t kMaxEntryBytes = tlog::kMaxEntryBytes;  // as canonical JSON
inline constexpr size_t kMaxNameBytes = 128;
inline constexpr size_t kMaxTextBytes = 4096;
inline constexpr size_t kMinPseudonymBytes = 8;
inline constexpr size_t kMaxPseudonymBytes = 64;
inline constexpr size_t kMaxListItems = 1000;

}  // namespace sekisho::evidence
