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

// Counts accesses by the footprints of one Judge. Not thread-safe.
class FootprintTally {
 public:
  void add(uint32_t footprint, Instant time, bool refused, uint32_t file, uint64_t line) {
    if (footprint >= counts_.size()) counts_.resize(footprint + 1);
    Count& count = counts_[footprint];
    ++count.accesses;
    count.refused += refused ? 1 : 0;
    if (time < count.first) count.first = time;
    if (count.last < time) count.last = time;
    const uint64_t place = uint64_t{file} << kLineBits | line;
    if (place < count.place) count.place = place;
  }

  // Adds what was counted to `rows`, by what tells them apart.
  void merge_into(std::map<FootprintRow::Key, FootprintRow>& rows, const Judge& judge) const;

 private:
  static constexpr int kLineBits = 40;
  struct Count {
    uint64_t accesses = 0;
    uint64_t refused = 0;
    Instant first = kForever;
    Instant last = kBeginning;
    uint64_t place = ~uint64_t{0};  // file, then line
  };
  std::vector<Count> counts_;  // by footprint
};

}  // namespace sekisho::review
