#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "logs/decoder.h"
#include "logs/event.h"

namespace sekisho::logs {

// What was received of one system on one day (of the profile's zone; days since 1970-01-01).
struct DayCount {
  uint64_t events = 0;
  uint64_t rejects = 0;  // rejects have no time of their own: counted on the day of the line before
};

enum class GapKind : uint8_t {
  kSilentDay,       // a day without a line on which its neighbours have thousands
  kSequenceJump,    // the log's own numbering leaves numbers out
  kClockStepsBack,  // a line much earlier than the line before it
  kTruncatedFile,   // the file ends in the middle of a line, or its compression does
};
std::string_view name_of(GapKind kind);

struct Gap {
  GapKind kind;
  int64_t day = 0;   // for kSilentDay
  std::string file;  // for the others
  uint64_t line = 0;
  std::string detail;
};

// Everything about one file that coverage needs, gathered block by block; blocks may be added in
// any order. Mergeable, so that threads can each keep their own.
class CoverageTally {
 public:
  // The ends of a block, for what happens between blocks.
  struct Edge {
    uint64_t block;
    uint64_t first_line;
    Instant first, last;
    uint64_t first_number, last_number;
  };
  struct Step {
    uint64_t line;
    Instant before, after;
  };
  struct Jump {
    uint64_t line;
    uint64_t before, after;
  };
  // All that was gathered of one file, in its order, whatever order its blocks came in.
  struct State {
    std::map<int64_t, DayCount> days;
    uint64_t undated_rejects = 0;
    std::vector<Edge> edges;
    std::vector<Step> steps;
    std::vector<Jump> jumps;
    Instant first = kForever, last = kBeginning;
  };
  CoverageTally() = default;
  // Goes on from there.
  explicit CoverageTally(State state);
  State state() const;

  void add(const EventBlock& events, uint64_t block_index, int32_t zone_offset_seconds,
           std::span<const Reject> rejects = {});
  void merge(const CoverageTally& other);

  const std::map<int64_t, DayCount>& days() const { return days_; }
  // Rejected lines of blocks that hold no event that could tell their day.
  uint64_t undated_rejects() const { return undated_rejects_; }
  Instant first() const { return first_; }
  Instant last() const { return last_; }

  // Steps back of more than `seconds` between neighbouring lines, in file order. Of one block only
  // its kMaxStepsPerBlock largest are known. For a tally of one file.
  std::vector<Gap> clock_steps(const std::string& file, int64_t seconds) const;
  // Where the log's own numbering leaves numbers out, in file order. A number that is not larger
  // than the one before it begins a new count. For a tally of one file.
  std::vector<Gap> sequence_jumps(const std::string& file) const;

 private:
  void count_days(const EventBlock& events, int32_t zone_offset_seconds,
                  std::span<const Reject> rejects);
  void find_steps(const EventBlock& events);
  void find_jumps(const EventBlock& events, Edge& edge);

  std::map<int64_t, DayCount> days_;
  uint64_t undated_rejects_ = 0;
  std::vector<Edge> edges_;
  std::vector<Step> steps_;
  std::vector<Jump> jumps_;
  Instant first_ = kForever, last_ = kBeginning;
};

// The silent days of a system between its first and last day: not a line on a day where the nearest
// days of the same weekday that have any (two before, two after) have a median of at least `least`
// events. Reported as gaps, not judged: a public holiday is silent too.
std::vector<Gap> silent_days(const std::map<int64_t, DayCount>& days, uint64_t least = 1000);

}  // namespace sekisho::logs
