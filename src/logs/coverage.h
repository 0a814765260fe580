#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/instant.h"
#include "logs/event.h"

namespace sekisho::logs {

// What was received of one system on one day (of the profile's zone; days since 1970-01-01).
struct DayCount {
  uint64_t events = 0;
  uint64_t rejects = 0;  // rejects have no time of their own: counted on the day of the line before
};

enum class GapKind : uint8_t {
  kSilentDay,      // a day without a line on which its neighbours have thousands
  kSequenceJump,   // the log's own numbering leaves numbers out
  kClockStepsBack, // a line much earlier than the line before it
  kTruncatedFile,  // the file ends in the middle of a line, or its compression does
};
std::string_view name_of(GapKind kind);

struct Gap {
  GapKind kind;
  int64_t day = 0;         // for kSilentDay
  std::string file;        // for the others
  uint64_t line = 0;
  std::string detail;
};

// Everything about one file that coverage needs, gathered block by block; blocks may be added in any
// order. Mergeable, so that threads can each keep their own.
class CoverageTally {
 public:
  void add(const EventBlock& events, uint64_t block_index, int32_t zone_offset_seconds);
  void merge(const CoverageTally& other);

  const std::map<int64_t, DayCount>& days() const { return days_; }
  Instant first() const { return first_; }
  Instant last() const { return last_; }
  // Steps back of more than `seconds` between neighbouring lines, in file order.
  std::vector<Gap> clock_steps(const std::string& file, int64_t seconds) const;

 private:
  struct Edge {
    uint64_t block;
    uint64_t first_line, last_line;
    Instant first, last;
  };
  std::map<int64_t, DayCount> days_;
  std::vector<Edge> edges_;
  std::vector<Gap> steps_;
  Instant first_ = kForever, last_ = kBeginning;
};

// The silent days of a system between its first and last day: zero lines where the median of the
// same weekday's neighbours is at least `least`.
std::vector<Gap> silent_days(const std::map<int64_t, DayCount>& days, uint64_t least = 1000);

}  // namespace sekisho::logs
