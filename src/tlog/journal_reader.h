#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/tree_hash.h"

// How a segment of the journal is read (docs/formats/journal.md).
namespace sekisho::tlog {

inline constexpr size_t kSegmentHeadBytes = 32;
inline constexpr size_t kSegmentPieceBytes = size_t{1} << 20;  // read at once

// `00000000000000012345`: the index of the first entry in twenty digits.
std::string segment_name(uint64_t first);
std::optional<uint64_t> parse_segment_name(std::string_view name);
std::string segment_head(uint64_t first);

// Behind the last frame that holds.
struct SegmentEnd {
  uint64_t index = 0;     // of the entry that would follow
  uint64_t position = 0;  // in the file
};

// Reads the frames of the segment whose first entry is `first`, until `until` or until one does not
// hold, and tells each. A segment whose making was cut off has none; kBadInput where its head says
// anything else than it should.
Result<SegmentEnd> read_segment(
    File& file, uint64_t first, uint64_t until,
    const std::function<Result<void>(uint64_t, std::string_view, const Hash&)>& each);

}  // namespace sekisho::tlog
