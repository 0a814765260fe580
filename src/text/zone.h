#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho::text {

// A fixed offset from UTC, east positive, in seconds. Zones with daylight saving time are not
// supported: no system in Japan's time has had any since 1951.
struct Zone {
  int32_t offset_seconds = 0;
  bool operator==(const Zone&) const = default;
};

inline constexpr Zone kUtc{0};
inline constexpr Zone kJst{9 * 3600};

// `UTC`, `Z`, `JST`, `Asia/Tokyo`, or an offset: `+09:00`, `-0330`, `+09`. At most 18 hours.
std::optional<Zone> zone_named(std::string_view name);

// `Z` or `+09:00` (`+09:00:30` for an odd offset).
std::string to_string(Zone zone);

}  // namespace sekisho::text
