#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sekisho::evidence {

// Appends an entry as one line of JSON after the Open Cybersecurity Schema Framework 1.1;
// docs/formats/evidence.md has the mapping. The entry itself stands in it as `raw_data`. An entry
// that is no object, or of a kind that this version does not know, is an API Activity like those of
// `record`. `origin` and `index` are its place in the log.
void append_ocsf(std::string& out, std::string_view origin, uint64_t index, std::string_view entry);

}  // namespace sekisho::evidence
