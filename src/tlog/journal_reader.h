#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/journal_group.h"
#include "tlog/tree_hash.h"

// How a segment of the journal is read (docs/formats/journal.md).
namespace sekisho::tlog {

// `00000000000000012345`: the index of the first entry in twenty digits.
std::string segment_name(uint64_t first);
std::optional<uint64_t> parse_segment_name(std::string_view name);
// The segment's first block.
std::string segment_head(uint64_t first, const JournalSalt& salt);

// Behind the last group that holds.
struct SegmentEnd {
  uint64_t index = 0;     // of the entry that would follow
  uint64_t position = 0;  // in the file
  // So many entries of the log were durable, as groups say, those among them that stand behind one
  // that does not hold. Above `index`, entries were acknowledged and are lost.
  uint64_t durable = 0;
};

// Reads the groups of the segment whose first entry is `first`, until entry `until` or until one
// does not hold, and tells each entry. kBadInput where the segment's head says anything else than
// it should, kUnsupported where it is another version's.
Result<SegmentEnd> read_segment(
    const File& file, uint64_t first, uint64_t until,
    const std::function<Result<void>(uint64_t, std::string_view, const Hash&)>& each);
// The same from the end of an earlier call on, of a segment that is still being written.
Result<SegmentEnd> continue_segment(
    const File& file, uint64_t first, const SegmentEnd& from, uint64_t until,
    const std::function<Result<void>(uint64_t, std::string_view, const Hash&)>& each);

}  // namespace sekisho::tlog
