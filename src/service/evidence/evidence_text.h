#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Entries as people and programs read them. An entry may be any bytes: a log may be another's, or
// of a later version.
namespace sekisho::service {

// Above lines: what their columns are. `size` is the log's, for the width of the index.
std::string entry_line_header(uint64_t size, bool japanese);
// Index, time (Japan's), kind, system, and what happened, in one line.
std::string entry_line(uint64_t index, uint64_t size, std::string_view entry, bool japanese);

// A row for each member.
std::string entry_rows(std::string_view entry, bool japanese);

// `{"index":…,"leaf":…,"entry":…}` and LF; `bytes` in base64 instead of `entry` where that is no
// JSON.
std::string entry_json(uint64_t index, std::string_view entry);

}  // namespace sekisho::service
