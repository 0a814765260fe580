#pragma once

#include <cstddef>
#include <cstdint>

#include "base/instant.h"

namespace sekisho::service {

inline constexpr size_t kMaxMemberWordBytes = 128;  // of a person's code, of a system's
inline constexpr size_t kMaxMemberWords = 64;       // systems, deputies of one person

inline constexpr int64_t kUnmaskingMicros = 30 * 60 * kMicrosPerSecond;

}  // namespace sekisho::service
