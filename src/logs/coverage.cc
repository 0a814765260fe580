#include "logs/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "logs/limits.h"
#include "text/time_format.h"
#include "text/zone.h"

namespace sekisho::logs {
namespace {

// Steps below this are how several processes write one file.
constexpr int64_t kSmallestStepMicros = 2 * kMicrosPerSecond;

int64_t day_of(Instant t, int64_t zone_micros) {
  const int64_t local = t.micros + zone_micros;
  const int64_t day = local / kMicrosPerDay;
  return local % kMicrosPerDay < 0 ? day - 1 : day;
}

}  // namespace

std::string_view name_of(GapKind kind) {
  switch (kind) {
    case GapKind::kSilentDay:
      return "silent-day";
    case GapKind::kSequenceJump:
      return "sequence-jump";
    case GapKind::kClockStepsBack:
      return "clock-steps-back";
    case GapKind::kTruncatedFile:
      return "truncated-file";
  }
  return "silent-day";
}

void CoverageTally::add(const EventBlock& events, uint64_t block_index, int32_t zone_offset_seconds,
                        std::span<const Reject> rejects) {
  count_days(events, zone_offset_seconds, rejects);
  if (events.size() == 0) return;
  const auto [least, most] = std::ranges::minmax_element(events.time);
  first_ = std::min(first_, *least);
  last_ = std::max(last_, *most);
  find_steps(events);
  Edge edge{block_index,        events.line.front(), events.time.front(),
            events.time.back(), kNoSequence,         kNoSequence};
  if (!events.sequence.empty()) find_jumps(events, edge);
  edges_.push_back(edge);
}

void CoverageTally::count_days(const EventBlock& events, int32_t zone_offset_seconds,
                               std::span<const Reject> rejects) {
  const int64_t zone_micros = int64_t{zone_offset_seconds} * kMicrosPerSecond;
  if (events.size() == 0) {
    for (const Reject& reject : rejects) undated_rejects_ += reject.lines;
    return;
  }
  // Lines come day by day: the day's count is looked up only when the day changes.
  DayCount* day = nullptr;
  Instant from = kForever;
  Instant until = kBeginning;
  const auto enter = [&](Instant t) {
    if (from <= t && t < until) return;
    const int64_t number = day_of(t, zone_micros);
    day = &days_[number];
    from = Instant{number * kMicrosPerDay - zone_micros};
    until = Instant{from.micros + kMicrosPerDay};
  };
  size_t next_reject = 0;
  enter(events.time.front());
  for (size_t i = 0; i < events.size(); ++i) {
    while (next_reject < rejects.size() && rejects[next_reject].line < events.line[i]) {
      day->rejects += rejects[next_reject++].lines;
    }
    enter(events.time[i]);
    ++day->events;
  }
  for (; next_reject < rejects.size(); ++next_reject) day->rejects += rejects[next_reject].lines;
}

void CoverageTally::find_steps(const EventBlock& events) {
  const size_t before = steps_.size();
  for (size_t i = 1; i < events.size(); ++i) {
    if (events.time[i].micros + kSmallestStepMicros > events.time[i - 1].micros) continue;
    steps_.push_back({events.line[i], events.time[i - 1], events.time[i]});
  }
  if (steps_.size() - before <= kMaxStepsPerBlock) return;
  const auto size = [](const Step& step) { return step.before.micros - step.after.micros; };
  const auto larger = [&](const Step& a, const Step& b) {
    return size(a) != size(b) ? size(a) > size(b) : a.line < b.line;
  };
  const auto begin = steps_.begin() + static_cast<ptrdiff_t>(before);
  std::nth_element(begin, begin + static_cast<ptrdiff_t>(kMaxStepsPerBlock), steps_.end(), larger);
  steps_.resize(before + kMaxStepsPerBlock);
}

void CoverageTally::find_jumps(const EventBlock& events, Edge& edge) {
  const size_t before = jumps_.size();
  for (size_t i = 0; i < events.size(); ++i) {
    const uint64_t number = events.sequence[i];
    if (number == kNoSequence) continue;
    const uint64_t last = edge.last_number;
    if (last == kNoSequence) {
      edge.first_number = number;
      edge.first_line = events.line[i];
    } else if (number > last + 1 && jumps_.size() - before < kMaxStepsPerBlock) {
      jumps_.push_back({events.line[i], last, number});
    }
    edge.last_number = number;
  }
}

CoverageTally::CoverageTally(State state)
    : days_(std::move(state.days)),
      undated_rejects_(state.undated_rejects),
      edges_(std::move(state.edges)),
      steps_(std::move(state.steps)),
      jumps_(std::move(state.jumps)),
      first_(state.first),
      last_(state.last) {}

CoverageTally::State CoverageTally::state() const {
  State out{days_, undated_rejects_, edges_, steps_, jumps_, first_, last_};
  std::ranges::sort(out.edges, {}, &Edge::block);
  std::ranges::sort(out.steps, {}, &Step::line);
  std::ranges::sort(out.jumps, {}, &Jump::line);
  return out;
}

void CoverageTally::merge(const CoverageTally& other) {
  for (const auto& [day, count] : other.days_) {
    days_[day].events += count.events;
    days_[day].rejects += count.rejects;
  }
  undated_rejects_ += other.undated_rejects_;
  edges_.insert(edges_.end(), other.edges_.begin(), other.edges_.end());
  steps_.insert(steps_.end(), other.steps_.begin(), other.steps_.end());
  jumps_.insert(jumps_.end(), other.jumps_.begin(), other.jumps_.end());
  first_ = std::min(first_, other.first_);
  last_ = std::max(last_, other.last_);
}

std::vector<Gap> CoverageTally::clock_steps(const std::string& file, int64_t seconds) const {
  std::vector<Step> all = steps_;
  std::vector<Edge> edges = edges_;
  std::ranges::sort(edges, {}, &Edge::block);
  for (size_t i = 1; i < edges.size(); ++i) {
    if (edges[i].first < edges[i - 1].last)
      all.push_back({edges[i].first_line, edges[i - 1].last, edges[i].first});
  }
  std::ranges::sort(all, {}, &Step::line);
  std::vector<Gap> out;
  for (const Step& step : all) {
    const int64_t back = (step.before.micros - step.after.micros) / kMicrosPerSecond;
    if (back <= seconds) continue;
    if (out.size() == kMaxGaps) break;
    out.push_back(
        {GapKind::kClockStepsBack, 0, file, step.line,
         fmt::format("{} seconds back, from {} to {}", back, text::rfc3339(step.before, text::kJst),
                     text::rfc3339(step.after, text::kJst))});
  }
  return out;
}

std::vector<Gap> CoverageTally::sequence_jumps(const std::string& file) const {
  std::vector<Jump> all = jumps_;
  std::vector<Edge> edges = edges_;
  std::erase_if(edges, [](const Edge& edge) { return edge.last_number == kNoSequence; });
  std::ranges::sort(edges, {}, &Edge::block);
  for (size_t i = 1; i < edges.size(); ++i) {
    if (edges[i].first_number <= edges[i - 1].last_number + 1) continue;
    all.push_back({edges[i].first_line, edges[i - 1].last_number, edges[i].first_number});
  }
  std::ranges::sort(all, {}, &Jump::line);
  std::vector<Gap> out;
  for (const Jump& jump : all) {
    if (out.size() == kMaxGaps) break;
    out.push_back({GapKind::kSequenceJump, 0, file, jump.line,
                   fmt::format("from {} to {}: {} missing", jump.before, jump.after,
                               jump.after - jump.before - 1)});
  }
  return out;
}

std::vector<Gap> silent_days(const std::map<int64_t, DayCount>& days, uint64_t least) {
  std::vector<Gap> out;
  if (days.empty()) return out;
  // Of each weekday the days that have lines, in order.
  constexpr int64_t kWeek = 7;
  std::vector<std::pair<int64_t, uint64_t>> by_weekday[kWeek];
  const auto weekday = [](int64_t day) {
    return static_cast<size_t>(((day % kWeek) + kWeek) % kWeek);
  };
  for (const auto& [day, count] : days) {
    if (count.events + count.rejects > 0) by_weekday[weekday(day)].emplace_back(day, count.events);
  }
  for (int64_t day = days.begin()->first; day < days.rbegin()->first; ++day) {
    const auto& same = by_weekday[weekday(day)];
    const auto next = std::ranges::lower_bound(same, day, {}, &std::pair<int64_t, uint64_t>::first);
    if (next != same.end() && next->first == day) continue;
    std::vector<uint64_t> neighbours;
    for (auto it = next; it != same.end() && it - next < 2; ++it) neighbours.push_back(it->second);
    for (auto it = next; it != same.begin() && next - it < 2;) neighbours.push_back((--it)->second);
    if (neighbours.empty()) continue;
    std::ranges::sort(neighbours);
    const uint64_t median = neighbours[neighbours.size() / 2];
    if (median < least) continue;
    if (out.size() == kMaxGaps) break;
    out.push_back(
        {GapKind::kSilentDay, day, {}, 0, fmt::format("{} events on such a day", median)});
  }
  return out;
}

}  // namespace sekisho::logs
