#pragma once

#include <cstddef>
#include <cstdint>

#include "tlog/limits.h"

namespace sekisho::evidence {

// Bounds of entries and of what becomes one. Beyond a bound an entry is refused with a reason.
inline constexpr size_t kMaxEntryBytes = tlog::kMaxEntryBytes;  // as canonical JSON
inline constexpr size_t kMaxNameBytes = 128;
inline constexpr size_t kMaxTextBytes = 4096;
inline constexpr size_t kMinPseudonymBytes = 8;
inline constexpr size_t kMaxPseudonymBytes = 64;
inline constexpr size_t kMaxListItems = 1000;

// Bounds of what stands beside the log.
inline constexpr size_t kMaxKeyNameBytes = 64;                // a pseudonym, a class, a segment
inline constexpr size_t kMaxVaultFileBytes = 4096;            // of one file of the vault
inline constexpr uint64_t kMaxBodyBytes = uint64_t{1} << 32;  // of one body
inline constexpr int kMaxRetentionMonths = 1200;
inline constexpr int kMinWheelingMonths = 60;  // 託送関連情報: five years by statute

}  // namespace sekisho::evidence
