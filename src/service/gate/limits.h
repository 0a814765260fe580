#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/instant.h"

namespace sekisho::service {

inline constexpr size_t kDrainBatch = 256;  // entries of a spool in one transaction
// Entries of the record in one transaction: an entry of the spool may name a thousand records.
inline constexpr size_t kDrainRecords = 4000;
inline constexpr std::chrono::milliseconds kDrainPause{250};  // where nothing waits
inline constexpr std::chrono::seconds kDrainRetry{5};         // after an error
inline constexpr std::chrono::seconds kForgetEvery{1};        // the spool, what is in the record

inline constexpr uint32_t kFirstGateSessions = 1024;         // there is room for; then for more
inline constexpr std::chrono::milliseconds kTendEvery{250};  // a keeper, its sessions

// A session on its way to the host of a system: as long as a browser may take to be led there.
inline constexpr int64_t kHandOverMicros = 30 * kMicrosPerSecond;
inline constexpr size_t kMaxHandOvers = 10'000;
inline constexpr size_t kMaxWayBytes = 2000;  // of the path that is gone on to

}  // namespace sekisho::service
