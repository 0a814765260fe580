#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "barrier/presence.h"

namespace sekisho::barrier {

// Items that hold for certain, and items that may hold. A reading takes all of the first and some
// of the second.
template <class T>
class Uncertain {
 public:
  void add(const T& item, Presence presence) {
    if (presence == Presence::kYes) certain_.push_back(item);
    if (presence == Presence::kMaybe) maybe_.push_back(item);
  }

  // 2^maybe; `limit` + 1 where that is more than `limit`.
  size_t readings(size_t limit) const {
    return maybe_.size() >= 8 * sizeof(size_t) - 1 || (size_t{1} << maybe_.size()) > limit
               ? limit + 1
               : size_t{1} << maybe_.size();
  }

  // Reading 0 takes everything that may hold; the last one nothing of it.
  std::vector<T> reading(size_t index) const {
    std::vector<T> out = certain_;
    for (size_t i = 0; i < maybe_.size(); ++i) {
      if ((index >> i & 1) == 0) out.push_back(maybe_[i]);
    }
    return out;
  }

 private:
  std::vector<T> certain_;
  std::vector<T> maybe_;
};

}  // namespace sekisho::barrier
