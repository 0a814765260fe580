#pragma once

#include <cstddef>
#include <cstdint>

#include "base/instant.h"

// Bounds of this folder.
namespace sekisho::barrier {

// How long ago published facts may have been confirmed by whoever publishes them.
inline constexpr int64_t kStaleFactsMicros = 30 * kMicrosPerSecond;
inline constexpr int64_t kBetweenTriesMicros = kMicrosPerSecond / 10;  // to find newer ones

// What names the files of a generation.
inline constexpr size_t kMaxGenerationBytes = size_t{1} << 20;
inline constexpr size_t kMaxPublishedSegments = 1000;
inline constexpr size_t kMaxOutageRules = 1000;  // of a generation, one a system
inline constexpr size_t kMaxOutageTexts = 64;    // actions or routes of one

}  // namespace sekisho::barrier
