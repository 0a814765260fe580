#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::office {

inline constexpr uint64_t kMaxPolicyFileBytes = uint64_t{4} << 20;
inline constexpr size_t kMaxNames = 10'000;  // of people or systems in one question

}  // namespace sekisho::office
