#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::service {

// The bounds of this folder. What is beyond a bound is refused with a reason, never cut silently.
inline constexpr uint64_t kMaxUploadBytes = uint64_t{64} << 30;         // of one file
inline constexpr uint64_t kMaxCallerUploadBytes = uint64_t{128} << 30;  // of one caller's files
inline constexpr size_t kMaxCallerUploads = 200;                        // likewise
inline constexpr size_t kMaxUploads = 5000;                             // of all callers
inline constexpr uint64_t kUploadSpareBytes = uint64_t{1} << 30;        // that the disk keeps free
inline constexpr int64_t kUploadKeptSeconds = int64_t{7} * 86'400;      // since its last piece
inline constexpr size_t kMaxUploadNameBytes = 512;
inline constexpr uint64_t kMaxUploadFileBytes = 1 << 14;  // of what is written down about one

}  // namespace sekisho::service
