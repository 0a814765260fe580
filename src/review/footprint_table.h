#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "review/judge.h"

namespace sekisho::review {

// The accesses of one footprint: all of them got the same ruling, and always will under rules that
// read no more.
struct FootprintRow {
  // What tells rows apart. `situations` as barrier::footprint_values, in the order of readings.
  struct Key {
    SystemId system;
    logs::Action action = logs::Action::kView;
    logs::ObjectKind object_kind = logs::ObjectKind::kNone;
    bool cannot_be_told = false;
    std::vector<std::string> situations;
    auto operator<=>(const Key&) const = default;
  };
  Key key;
  bool determined = true;
  barrier::Outcome outcome;  // of the first reading

  uint64_t accesses = 0;
  uint64_t refused = 0;  // of them by the system itself
  Instant first = kForever;
  Instant last = kBeginning;
  uint32_t file = 0;  // of an example: the first by file and line
  uint64_t line = 0;
};

// Of a footprint of one judge.
FootprintRow::Key footprint_key(const Judge& judge, uint32_t footprint);

// How often a footprint occurred in one file.
struct FootprintCount {
  uint64_t accesses = 0;
  uint64_t refused = 0;
  Instant first = kForever;
  Instant last = kBeginning;
  uint64_t line = ~uint64_t{0};  // of the first
};

// Counts accesses of one file by the footprints of one Judge. Not thread-safe.
class FootprintTally {
 public:
  // Whether it is the first of its footprint in the file, as far as was seen.
  bool add(uint32_t footprint, Instant time, bool refused, uint64_t line) {
    if (footprint >= counts_.size()) counts_.resize(footprint + 1);
    FootprintCount& count = counts_[footprint];
    ++count.accesses;
    count.refused += refused ? 1 : 0;
    if (time < count.first) count.first = time;
    if (count.last < time) count.last = time;
    if (line >= count.line) return false;
    count.line = line;
    return true;
  }
  // Many at once.
  void add(uint32_t footprint, const FootprintCount& count);

  const std::vector<FootprintCount>& counts() const { return counts_; }  // by footprint

 private:
  std::vector<FootprintCount> counts_;
};

// The row of a footprint, as if nothing was counted yet.
FootprintRow footprint_row(const Judge& judge, uint32_t footprint, FootprintRow::Key key);
// Adds what was counted in a file.
void add_count(FootprintRow& row, uint32_t file, const FootprintCount& count);

}  // namespace sekisho::review
