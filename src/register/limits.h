#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::reg {

// The bounds of this folder. Input beyond a bound is refused with a reason, never cut silently.
inline constexpr size_t kMaxProfiles = 1000;
inline constexpr size_t kMaxRegisterFiles = 10'000;
inline constexpr size_t kMaxColumnsJoined = 4;               // into one field
inline constexpr size_t kMaxMappedValues = 10'000;           // of one field of a profile
inline constexpr int64_t kMaxSkippedLines = 1000;            // above a header
inline constexpr size_t kMaxLineBytes = size_t{64} << 20;    // else the file is not text
inline constexpr size_t kMaxCodeBytes = 1024;                // of one code
inline constexpr size_t kMaxTextBytes = 65'536;              // of any other field
inline constexpr size_t kMaxListItems = 1000;                // of one list field
inline constexpr uint32_t kMaxFileLines = 0xFFFF'FFF0;       // that an Origin can name
inline constexpr size_t kMaxListedRejects = 10'000;          // of one file; all are counted
inline constexpr size_t kMaxRejectBytes = size_t{64} << 20;  // raw bytes kept of one file
inline constexpr size_t kMaxListedContradictions = 10'000;   // of one kind; all are counted
inline constexpr size_t kMaxListedSuggestions = 10'000;

}  // namespace sekisho::reg
