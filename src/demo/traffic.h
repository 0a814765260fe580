#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "demo/event.h"
#include "demo/supply.h"
#include "demo/world.h"

namespace sekisho::demo::demo {

// All accesses of the year, a day of a system at a time, in the order of time: the planned ones and
// as many ordinary, permitted ones as are left of `accesses`. Each day has a random stream of its
// own: days can be asked for in any order, and memory holds one of them.
class Traffic {
 public:
  // `world` and `supply` must outlive this. `planned` events must lie within the year.
  Traffic(const World& world, const Supply& supply, PlannedEvents planned, uint64_t accesses,
          uint64_t seed);

  std::vector<Event> day(Source source, int day) const;

 private:
  uint64_t weight(Source source, int day) const;
  uint64_t ordinary_count(Source source, int day) const;
  Event ordinary(Source source, int day, Random& random) const;

  const World& world_;
  const Supply& supply_;
  PlannedEvents planned_;
  uint64_t seed_;
  std::array<uint64_t, kSourceCount> ordinary_{};
  // By source: the weights of all days before a day.
  std::array<std::array<uint64_t, kDayCount + 1>, kSourceCount> weights_before_{};
};

}  // namespace sekisho::demo::demo
