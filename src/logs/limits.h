#pragma once

#include <cstddef>
#include <cstdint>

namespace sekisho::logs {

// The bounds of this folder. What passes one is rejected and counted, never dropped.
inline constexpr size_t kBlockBytes = size_t{1} << 19;      // that BlockReader aims at
inline constexpr size_t kMaxBlockBytes = size_t{16} << 20;  // that Decoder takes
inline constexpr size_t kMaxLineBytes = size_t{1} << 20;    // of one line, without its end
inline constexpr size_t kMaxRejectBytes = 4096;             // of a reject's raw bytes
inline constexpr size_t kMaxDetailBytes = 100;              // of input quoted in a reject's detail
inline constexpr uint64_t kMaxRejectRun = 1000;    // rejects in a row before they are summed up
inline constexpr size_t kMaxKeyBytes = 256;        // of an account, terminal, address or word
inline constexpr uint32_t kMaxSymbols = 1U << 18;  // of one symbol table, between blocks
inline constexpr size_t kMaxSpellings = size_t{1} << 20;     // remembered of one field
inline constexpr uint64_t kMaxRecordLines = 100;             // of one multi-line record
inline constexpr size_t kMaxRecordBytes = size_t{1} << 20;   // of one multi-line record
inline constexpr uint64_t kMaxSkippedLines = 1000;           // above the header of a file
inline constexpr size_t kMaxColumns = 4096;                  // of one CSV line
inline constexpr size_t kMaxScreens = 10'000;                // that one profile describes
inline constexpr size_t kMaxProfileBytes = size_t{1} << 20;  // of one profile
inline constexpr size_t kMaxClockPeriods = 1000;             // of one profile
inline constexpr size_t kMaxStepsPerBlock = 100;  // of the clock; and as many jumps in numbering
inline constexpr size_t kMaxGaps = 10'000;        // of one kind that one file reports
inline constexpr size_t kSegmentFrameBytes = size_t{256} << 10;    // of lines in one frame
inline constexpr size_t kMaxSegmentEventBytes = size_t{32} << 20;  // of events in one frame
inline constexpr size_t kMaxSegmentHeadBytes = size_t{64} << 10;   // of a segment's head
inline constexpr uint64_t kMaxSegmentFrames = uint64_t{1} << 20;   // of one segment

}  // namespace sekisho::logs
