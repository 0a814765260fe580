#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

// Everything below tests/cedar_oracle serves one program, which makes up cases for the comparison
// with the reference implementation and answers them with ours.
namespace sekisho::cedar::oracle {

// The same numbers on every machine for the same seed (splitmix64).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30u)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27u)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31u);
  }

  // A number below `end`, which is not 0.
  size_t below(size_t end) { return static_cast<size_t>(next() % end); }
  bool chance(size_t percent) { return below(100) < percent; }

  template <class T, size_t kCount>
  const T& pick(const T (&items)[kCount]) {
    return items[below(kCount)];
  }
  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[below(items.size())];
  }

 private:
  uint64_t state_;
};

}  // namespace sekisho::cedar::oracle
