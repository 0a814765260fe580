#include "demo/traffic.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "demo/cast.h"

namespace sekisho::demo::demo {
namespace {

constexpr uint64_t kStream = 0x7001;
// Shares of the ordinary traffic in percent, in Source's order; the last one takes the rest.
constexpr std::array<uint64_t, kSourceCount> kShares{40, 44, 11, 5};
// No two days are alike; in a disaster the call centre's telephones do not stand still.
constexpr uint64_t kWeightStream = 0x6001;
constexpr uint64_t kWeightLeast = 910, kWeightSpread = 180, kWeightInDisaster = 1700;

bool earlier(const Event& event, Instant time) {
  return event.time < time;
}

}  // namespace

Traffic::Traffic(const World& world, const Supply& supply, PlannedEvents planned, uint64_t accesses,
                 uint64_t seed)
    : world_(world), supply_(supply), planned_(std::move(planned)), seed_(seed) {
  uint64_t left = accesses;
  for (std::vector<Event>& events : planned_) {
    std::sort(events.begin(), events.end());
    SEKISHO_INVARIANT(left >= events.size());
    left -= events.size();
  }
  const uint64_t total = left;
  for (size_t s = 0; s < kSourceCount; ++s) {
    ordinary_[s] = s + 1 == kSourceCount ? left : total * kShares[s] / 100;
    left -= ordinary_[s];
    for (int day = 0; day < kDayCount; ++day) {
      weights_before_[s][static_cast<size_t>(day) + 1] =
          weights_before_[s][static_cast<size_t>(day)] + weight(static_cast<Source>(s), day);
    }
  }
}

uint64_t Traffic::weight(Source source, int day) const {
  Random random(seed_,
                kWeightStream + static_cast<uint64_t>(source) * 1000 + static_cast<uint64_t>(day));
  const Period whole_day{day_begin(day), day_begin(day + 1)};
  const bool disaster =
      source == Source::kCc &&
      std::any_of(world_.disasters.begin(), world_.disasters.end(),
                  [&](const DisasterRow& row) { return row.period.overlaps(whole_day); });
  const uint64_t usual = kWeightLeast + random.below(kWeightSpread);
  return day_weight(source, day) * (disaster ? kWeightInDisaster : usual);
}

uint64_t Traffic::ordinary_count(Source source, int day) const {
  const auto s = static_cast<size_t>(source);
  const auto d = static_cast<size_t>(day);
  const uint64_t whole = weights_before_[s].back();
  return ordinary_[s] * weights_before_[s][d + 1] / whole -
         ordinary_[s] * weights_before_[s][d] / whole;
}

Event Traffic::ordinary(Source source, int day, Random& random) const {
  const std::vector<Actor>& actors = world_.regulars[static_cast<size_t>(source)];
  Event event;
  event.time = office_moment(source, day, random);
  const Actor* actor = &actors[random.below_skewed(actors.size())];
  while (!actor->active.contains(event.time)) actor = &actors[random.below(actors.size())];
  event.account = actor->account;
  event.terminal = actor->terminal;
  if (source == Source::kRe) {
    event.target = static_cast<uint32_t>(random.below(kFacilityCount));
  } else if (source != Source::kNol || !random.chance(5, 100)) {  // the rest are log-ins
    event.target = supply_.random_point(random);
  }
  event.refused = random.chance(1, 120);  // permitted, and refused all the same: a mistyped number
  if (source == Source::kNws) {
    event.time = shifted(event.time, static_cast<int64_t>(random.below(1000)) * 1000);
  }
  return event;
}

std::vector<Event> Traffic::day(Source source, int day) const {
  const auto s = static_cast<size_t>(source);
  Random random(seed_, kStream + s * 1000 + static_cast<uint64_t>(day));
  std::vector<Event> events(ordinary_count(source, day));
  for (Event& event : events) event = ordinary(source, day, random);
  const auto first =
      std::lower_bound(planned_[s].begin(), planned_[s].end(), day_begin(day), earlier);
  const auto last = std::lower_bound(first, planned_[s].end(), day_begin(day + 1), earlier);
  events.insert(events.end(), first, last);
  std::sort(events.begin(), events.end());
  return events;
}

}  // namespace sekisho::demo::demo
