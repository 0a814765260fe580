#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace sekisho::spool {

inline constexpr size_t kMaxWorkers = 256;  // of one recorder at once
inline constexpr size_t kMinRingBytes = size_t{64} << 10;
inline constexpr size_t kMaxRingBytes = size_t{64} << 20;  // powers of two, all of them
inline constexpr size_t kRingBytes = size_t{2} << 20;      // where nobody says otherwise
inline constexpr uint64_t kHandOverShare = 8;              // of a ring that nobody handed over yet
inline constexpr size_t kMaxLookBytes = 65'535;            // an entry of the journal is no longer
inline constexpr size_t kMaxTakenBytes = size_t{256} << 10;  // of one worker in a group
inline constexpr size_t kMaxGroupBytes = size_t{1} << 20;    // of all workers
inline constexpr uint64_t kSegmentBytes = uint64_t{4} << 20;
// A recorder that made nothing durable for so long while somebody waited is taken for dead.
inline constexpr std::chrono::milliseconds kSilence{2000};

inline constexpr size_t kMaxLookRecords = 1000;    // that one entry names
inline constexpr size_t kMaxLookTexts = 1000;      // reasons, obligations
inline constexpr size_t kMaxSmallFileBytes = 256;  // `identity`, `drained`

}  // namespace sekisho::spool
