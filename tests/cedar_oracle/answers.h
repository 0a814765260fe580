#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho::cedar::oracle {

// One case with what our implementation says of it, as one line of JSON. The same numbers give the
// same line on every machine.
std::string case_line(uint64_t seed, uint64_t index);

// Reads one line that the reference's side wrote: its products (texts, JSON) are read back by ours.
// Returns the difference as a line of JSON, or nothing when there is none. A line that already is a
// difference, or a count, is returned as it stands.
std::optional<std::string> follow(std::string_view line);

}  // namespace sekisho::cedar::oracle
