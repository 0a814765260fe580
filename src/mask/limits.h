#pragma once

#include <cstddef>
#include <cstdint>

// Bounds on what this folder accepts. Passing one is an error with ErrorCode::kLimit, and nothing
// of what was not yet understood is given out.
namespace sekisho::mask {

inline constexpr uint64_t kMaxPlacesFileBytes = 1u << 20;      // of one file of places
inline constexpr size_t kMaxPlaces = 4096;                     // in one file
inline constexpr size_t kMaxPathSteps = 32;                    // of one JSON path
inline constexpr size_t kMaxPathTableCells = size_t{1} << 20;  // of a plan's automaton of paths
inline constexpr size_t kMaxKnownGaps = 256;                   // between values that are remembered
inline constexpr size_t kMaxNesting = 128;                     // of JSON values and HTML elements
inline constexpr size_t kMaxKnownLevels = 1024;                // of JSON documents of one plan
inline constexpr size_t kMaxHeldBytes = size_t{1} << 20;  // that wait for the rest of their value
inline constexpr size_t kSliceBytes = size_t{1} << 16;    // of input that is worked on at once
inline constexpr size_t kLentBytes = size_t{1} << 14;  // pushed at once, to be held where they lie
inline constexpr size_t kJoinBytes = 512;              // of a slice behind what was left, at least
inline constexpr size_t kMaxColumns = 4096;            // of one CSV record or HTML table
inline constexpr size_t kMaxSpan = 1000;               // columns or rows of one HTML cell
inline constexpr size_t kMaxTagBytes = size_t{1} << 16;  // of one HTML tag

}  // namespace sekisho::mask
