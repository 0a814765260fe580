#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sekisho::tlog {

// Entries of one tile of level 0 (C2SP tlog-tiles): each a big-endian u16 of its length, and its
// bytes.

// INVARIANT: entry.size() <= kMaxEntryBytes.
void append_to_bundle(std::string& bundle, std::string_view entry);

// The entries of a bundle, which must outlive them. kBadInput where the bundle does not hold
// exactly `count` entries.
Result<std::vector<std::string_view>> read_bundle(std::string_view bundle, size_t count);

}  // namespace sekisho::tlog
