#pragma once

#include <cstddef>
#include <cstdint>

#include "base/instant.h"

namespace sekisho::identity {

inline constexpr int64_t kMicrosPerMinute = 60 * kMicrosPerSecond;
inline constexpr int64_t kMicrosPerHour = 60 * kMicrosPerMinute;

inline constexpr size_t kMaxLoginNameBytes = 128;
inline constexpr size_t kMaxPasswordBytes = 1024;  // hashing takes no longer for longer ones
inline constexpr size_t kMaxNameBytes = 200;       // of a factor, a token, a reason
inline constexpr size_t kMaxNumberBytes = 200;     // of a decision (決裁番号)
inline constexpr size_t kMaxSourceBytes = 64;
inline constexpr size_t kMaxFactors = 10;    // of a person
inline constexpr size_t kMaxApiTokens = 50;  // of a person
inline constexpr size_t kMaxScopes = 32;     // of a token
inline constexpr size_t kMaxSessions = 20;   // of a person; the oldest ends
inline constexpr size_t kMaxClientDataBytes = size_t{8} << 10;
inline constexpr size_t kMaxBreachedFileBytes = size_t{64} << 30;
inline constexpr size_t kCheckedBreachedBytes = size_t{64} << 20;  // of a text, before anybody asks
inline constexpr uint32_t kMaxProofs = 5;  // of a second factor, for one password
inline constexpr int kMaxTries = 5;        // of a change that others get in the way of

}  // namespace sekisho::identity
