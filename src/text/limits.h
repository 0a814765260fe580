#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::text {

// The bounds of this folder. Input beyond a bound is refused with a reason, never cut silently.
inline constexpr size_t kMaxJsonDepth = 128;                   // nested arrays and objects
inline constexpr size_t kMaxJsonBytes = size_t{1} << 30;       // of one document
inline constexpr size_t kMaxJsonLineBytes = size_t{1} << 24;   // of one JSON Lines record
inline constexpr size_t kMaxJsonPointers = 64;                 // that one JsonLineReader extracts
inline constexpr size_t kMaxCsvFields = 4096;                  // of one record
inline constexpr size_t kMaxCsvRecordBytes = size_t{1} << 18;  // of one record
inline constexpr uint64_t kMaxCsvRecordLines = 200;            // of one multi-line record
inline constexpr size_t kMaxTomlBytes = size_t{1} << 22;       // of one document
inline constexpr size_t kMaxPatternBytes = 4096;               // of one regular expression
inline constexpr size_t kMaxPatternGroups = 64;                // of one regular expression
inline constexpr int64_t kMaxPatternMemoryBytes = 8 << 20;     // of one compiled expression
inline constexpr size_t kMaxDateFormats = 16;                  // of one InstantParser
inline constexpr size_t kMaxDateBytes = 128;                   // of one date as text
inline constexpr size_t kMaxGlobBytes = 1024;                  // of one glob
inline constexpr size_t kMaxGlobAlternatives = 256;  // that the braces of a glob stand for
inline constexpr size_t kMaxScanBlockBytes = size_t{1} << 24;  // that DelimitedScan takes at once

}  // namespace sekisho::text
