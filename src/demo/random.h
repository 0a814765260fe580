#pragma once

#include <cstdint>

namespace sekisho::demo::demo {

// xoshiro256** (Blackman and Vigna), seeded through SplitMix64. The distributions of the standard
// library differ between implementations; these few lines give the same numbers everywhere.
// Streams of one seed are independent, so that parts of a demo can be written in any order.
class Random {
 public:
  explicit Random(uint64_t seed, uint64_t stream = 0) {
    uint64_t state = seed ^ (stream * 0xD1B54A32D192ED03);
    for (uint64_t& word : state_) word = split_mix(state);
  }

  uint64_t next() {
    const uint64_t out = rotated(state_[1] * 5, 7) * 9;
    const uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return out;
  }

  // 0 .. bound - 1; `bound` is not 0 and less than 2^32. The high half of the number is scaled:
  // uneven by less than bound / 2^32, which a made-up utility can bear.
  uint64_t below(uint64_t bound) { return ((next() >> 32) * bound) >> 32; }

  // True `count` times in `of`.
  bool chance(uint64_t count, uint64_t of) { return below(of) < count; }

  // 0 .. bound - 1, small numbers more often than large ones.
  uint64_t below_skewed(uint64_t bound) {
    const uint64_t one = below(bound);
    const uint64_t other = below(bound);
    return one < other ? one : other;
  }

 private:
  static uint64_t split_mix(uint64_t& state) {
    state += 0x9E3779B97F4A7C15;
    uint64_t mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
  }
  static uint64_t rotated(uint64_t word, int by) { return (word << by) | (word >> (64 - by)); }

  uint64_t state_[4];
};

}  // namespace sekisho::demo::demo
