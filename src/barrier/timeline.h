#pragma once

#include <cstdint>
#include <vector>

#include "base/instant.h"

namespace sekisho::barrier {

// Where a look-up found a key's state: the state holds for the whole period.
struct Moment {
  Instant from = kForever;
  Instant until = kBeginning;  // an empty period: nothing was looked up yet
  uint32_t state = 0;
};

// The state of every key over all time: for each key a sequence of versions without gaps. Keys are
// dense; they are added in order.
class Timelines {
 public:
  // Adds the next key. `starts[0]` is kBeginning, `starts` ascends, and `states` has as many
  // entries. Neighbouring versions of the same state become one.
  void add(const std::vector<Instant>& starts, const std::vector<uint32_t>& states);

  uint32_t keys() const { return static_cast<uint32_t>(first_.size() - 1); }
  // The version of `key` at `t`, by binary search.
  Moment at(uint32_t key, Instant t) const;
  // All versions of a key that overlap [from, until].
  std::vector<Moment> between(uint32_t key, Instant from, Instant until) const;

 private:
  Moment version(uint32_t key, uint32_t index) const;

  std::vector<uint32_t> first_{0};  // by key, index of its first version; one more at the end
  std::vector<Instant> start_;
  std::vector<uint32_t> state_;
};

// Remembers for each key the version hit last. Logs run mostly forward, and a person's day lies
// within one version: then a look-up is two comparisons. Any order of instants is right.
class Cursors {
 public:
  explicit Cursors(const Timelines& timelines) : timelines_(&timelines), last_(timelines.keys()) {}

  const Moment& at(uint32_t key, Instant t) {
    Moment& moment = last_[key];
    if (t < moment.from || moment.until <= t) moment = timelines_->at(key, t);
    return moment;
  }

 private:
  const Timelines* timelines_;
  std::vector<Moment> last_;
};

}  // namespace sekisho::barrier
