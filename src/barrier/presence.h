#pragma once

#include <span>
#include <vector>

#include "base/instant.h"

namespace sekisho::barrier {

// Whether a row of a register holds at an instant.
enum class Presence : uint8_t { kNo, kMaybe, kYes };

// A row holds within its period. It may hold
// - in the gap that an inverted period names: [until, from) where until < from;
// - at any instant outside what its table covers, where the row is in force then as written, or was
//   at the nearest instant that the table covers.
Presence presence_at(const Period& row, const Period& coverage, Instant t);

// The instants at which `presence_at` can change.
void add_breakpoints(const Period& row, const Period& coverage, std::vector<Instant>& out);

// Sorts, removes duplicates, and puts kBeginning first: the starts of the elementary periods.
void finish_breakpoints(std::vector<Instant>& breakpoints);

}  // namespace sekisho::barrier
