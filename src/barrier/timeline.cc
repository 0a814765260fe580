#include "barrier/timeline.h"

#include <algorithm>

#include "base/error.h"

namespace sekisho::barrier {

void Timelines::add(const std::vector<Instant>& starts, const std::vector<uint32_t>& states) {
  SEKISHO_INVARIANT(!starts.empty() && starts.size() == states.size() && starts[0] == kBeginning);
  for (size_t i = 0; i < starts.size(); ++i) {
    if (i > 0 && states[i] == state_.back()) continue;
    start_.push_back(starts[i]);
    state_.push_back(states[i]);
  }
  first_.push_back(static_cast<uint32_t>(start_.size()));
}

Moment Timelines::version(uint32_t key, uint32_t index) const {
  const Instant until = index + 1 < first_[key + 1] ? start_[index + 1] : kForever;
  return {start_[index], until, state_[index]};
}

Moment Timelines::at(uint32_t key, Instant t) const {
  const auto begin = start_.begin() + first_[key];
  const auto end = start_.begin() + first_[key + 1];
  const auto after = std::upper_bound(begin, end, t);
  return version(key, static_cast<uint32_t>(after - start_.begin() - 1));
}

std::vector<Moment> Timelines::between(uint32_t key, Instant from, Instant until) const {
  std::vector<Moment> out;
  Moment moment = at(key, from);
  out.push_back(moment);
  while (moment.until <= until && moment.until != kForever) {
    moment = at(key, moment.until);
    out.push_back(moment);
  }
  return out;
}

}  // namespace sekisho::barrier
