#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace sekisho {

// A moment in UTC, in microseconds since 1970-01-01T00:00:00Z without leap seconds. Local times,
// eras and fiscal years exist only at the edges (`text`, `report`).
struct Instant {
  int64_t micros = 0;
  auto operator<=>(const Instant&) const = default;
};

inline constexpr int64_t kMicrosPerSecond = 1'000'000;
inline constexpr int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

// Before every moment, and after every moment.
inline constexpr Instant kBeginning{std::numeric_limits<int64_t>::min()};
inline constexpr Instant kForever{std::numeric_limits<int64_t>::max()};

// A half-open period: from <= t < until. `until == kForever` means still in force.
struct Period {
  Instant from = kBeginning;
  Instant until = kForever;

  constexpr bool contains(Instant t) const { return from <= t && t < until; }
  constexpr bool empty() const { return until <= from; }
  constexpr bool overlaps(const Period& other) const {
    return from < other.until && other.from < until;
  }
  auto operator<=>(const Period&) const = default;
};

// `instant` moved by `micros`, clamped to the ends.
constexpr Instant shifted(Instant instant, int64_t micros) {
  int64_t out = 0;
  if (instant == kBeginning || instant == kForever) return instant;
  if (__builtin_add_overflow(instant.micros, micros, &out)) {
    return micros < 0 ? kBeginning : kForever;
  }
  return Instant{out};
}

}  // namespace sekisho
