#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::store {

inline constexpr int kMaxAttempts = 10;            // of a transaction that others are in the way of
inline constexpr int kBusyMilliseconds = 10'000;   // that a connection waits for another one
inline constexpr size_t kMaxReasonBytes = 4096;    // of a change
inline constexpr size_t kMaxNameBytes = 256;       // of who changes something, of an approval
inline constexpr size_t kMaxImportFiles = 10'000;  // of one import
inline constexpr size_t kMaxHeadBytes = size_t{64} << 20;  // of a change's first line in its body
inline constexpr size_t kMaxChangeLineBytes = size_t{1} << 20;  // of its other lines

}  // namespace sekisho::store
