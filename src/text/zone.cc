#include "text/zone.h"

#include <fmt/format.h>

#include <cstdlib>

namespace sekisho::text {
namespace {

constexpr int32_t kMaxOffsetSeconds = 18 * 3600;

// Two digits at `at`, or -1.
int two_digits(std::string_view text, size_t at) {
  if (at + 2 > text.size()) return -1;
  const unsigned tens = static_cast<unsigned char>(text[at]) - unsigned{'0'};
  const unsigned ones = static_cast<unsigned char>(text[at + 1]) - unsigned{'0'};
  return tens > 9 || ones > 9 ? -1 : static_cast<int>(tens * 10 + ones);
}

}  // namespace

std::optional<Zone> zone_named(std::string_view name) {
  if (name == "UTC" || name == "Z" || name == "GMT" || name == "Etc/UTC") return kUtc;
  if (name == "JST" || name == "Asia/Tokyo" || name == "Japan") return kJst;
  if (name.size() < 3 || (name[0] != '+' && name[0] != '-')) return std::nullopt;
  const int hours = two_digits(name, 1);
  int minutes = 0;
  if (name.size() == 6 && name[3] == ':') {
    minutes = two_digits(name, 4);
  } else if (name.size() == 5) {
    minutes = two_digits(name, 3);
  } else if (name.size() != 3) {
    return std::nullopt;
  }
  if (hours < 0 || minutes < 0 || minutes > 59) return std::nullopt;
  const int32_t offset = hours * 3600 + minutes * 60;
  if (offset > kMaxOffsetSeconds) return std::nullopt;
  return Zone{name[0] == '-' ? -offset : offset};
}

std::string to_string(Zone zone) {
  if (zone.offset_seconds == 0) return "Z";
  const int32_t offset = std::abs(zone.offset_seconds);
  const char sign = zone.offset_seconds < 0 ? '-' : '+';
  std::string out = fmt::format("{}{:02}:{:02}", sign, offset / 3600, offset / 60 % 60);
  if (offset % 60 != 0) out += fmt::format(":{:02}", offset % 60);
  return out;
}

}  // namespace sekisho::text
