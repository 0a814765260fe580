#include "logs/time_reader.h"

#include <algorithm>
#include <cstring>

namespace sekisho::logs {
namespace {

constexpr size_t kTimeOfDayBytes = 8;  // hh:mm:ss
constexpr size_t kNowhere = SIZE_MAX;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

// The microseconds of `hh:mm:ss` at `p`, or -1. 24:00 and later is left to the parser.
int64_t time_of_day(const char* p) {
  uint64_t x = 0;
  std::memcpy(&x, p, sizeof x);
  constexpr uint64_t kColons = 0x0000'FF00'00FF'0000;
  constexpr uint64_t kDigits = ~kColons;
  if ((x & kColons) != 0x0000'3A00'003A'0000) return -1;
  const uint64_t digits = (x & kDigits) | (0x0000'3000'0030'0000);
  constexpr uint64_t kHigh = 0xF0F0'F0F0'F0F0'F0F0;
  if ((digits & kHigh) != 0x3030'3030'3030'3030) return -1;
  if (((digits + 0x0606'0606'0606'0606) & kHigh) != 0x3030'3030'3030'3030) return -1;
  const int hour = (p[0] - '0') * 10 + (p[1] - '0');
  const int minute = (p[3] - '0') * 10 + (p[4] - '0');
  const int second = (p[6] - '0') * 10 + (p[7] - '0');
  if (hour > 23 || minute > 59 || second > 59) return -1;
  return (int64_t{hour} * 3600 + minute * 60 + second) * kMicrosPerSecond;
}

// hh:mm:ss stands alone at `at`: no digit before it, no digit or colon behind it.
bool stands_alone(std::string_view bytes, size_t at) {
  if (at > 0 && digit(bytes[at - 1])) return false;
  const size_t end = at + kTimeOfDayBytes;
  return end == bytes.size() || (!digit(bytes[end]) && bytes[end] != ':');
}

void load(std::string_view bytes, uint64_t* words, size_t size) {
  std::memset(words, 0, size);
  std::memcpy(words, bytes.data(), bytes.size());
}

// Digits behind a point or comma, as microseconds; false when there are none or more than six.
bool read_fraction(std::string_view bytes, size_t& at, int64_t& micros) {
  size_t i = at + 1;
  int64_t value = 0;
  int64_t unit = kMicrosPerSecond;
  for (; i < bytes.size() && digit(bytes[i]); ++i) {
    if (unit == 1) return false;
    unit /= 10;
    value += (bytes[i] - '0') * unit;
  }
  if (i == at + 1) return false;
  at = i;
  micros = value;
  return true;
}

}  // namespace

TimeReader::TimeReader(const text::InstantParser& parser, text::Encoding encoding)
    : parser_(parser), encoding_(encoding) {}

size_t TimeReader::find_time_of_day(std::string_view bytes) {
  const size_t length = std::min<size_t>(bytes.size(), position_of_length_.size() - 1);
  const size_t hint = position_of_length_[length];
  if (hint + kTimeOfDayBytes <= bytes.size() && bytes[hint + 2] == ':' && bytes[hint + 5] == ':' &&
      stands_alone(bytes, hint)) {
    return hint;
  }
  for (size_t i = 0; i + kTimeOfDayBytes <= bytes.size(); ++i) {
    if (bytes[i + 2] != ':' || bytes[i + 5] != ':' || !stands_alone(bytes, i)) continue;
    position_of_length_[length] = static_cast<uint8_t>(std::min<size_t>(i, 255));
    return i;
  }
  return kNowhere;
}

std::optional<Instant> TimeReader::read_slowly(std::string_view bytes) {
  if (std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return parser_.parse(bytes);
  }
  scratch_.clear();
  if (!text::append_utf8(encoding_, bytes, scratch_)) return std::nullopt;
  return parser_.parse(scratch_);
}

std::optional<Instant> TimeReader::read(std::string_view bytes) {
  const size_t at = find_time_of_day(bytes);
  if (at == kNowhere || at > kPrefixBytes) return read_slowly(bytes);
  int64_t since_midnight = time_of_day(bytes.data() + at);
  if (since_midnight < 0) return read_slowly(bytes);

  Surroundings around;
  size_t end = at + kTimeOfDayBytes;
  uint32_t point = 0;
  if (end < bytes.size() && (bytes[end] == '.' || bytes[end] == ',')) {
    point = bytes[end] == '.' ? 1 : 2;
    int64_t fraction = 0;
    if (!read_fraction(bytes, end, fraction)) return read_slowly(bytes);
    since_midnight += fraction;
  }
  const size_t suffix = bytes.size() - end;
  if (suffix > kSuffixBytes) return read_slowly(bytes);
  load(bytes.substr(0, at), around.prefix, sizeof around.prefix);
  load(bytes.substr(end), &around.suffix, sizeof around.suffix);
  around.lengths =
      1 + static_cast<uint32_t>(at) + (static_cast<uint32_t>(suffix) << 8) + (point << 16);

  uint64_t hash = around.prefix[0] ^ (around.prefix[1] * 0x9E3779B97F4A7C15) ^ around.suffix;
  hash = (hash ^ around.prefix[2]) * 0xA0761D6478BD642F;
  Surroundings& known = known_[hash >> 56];
  if (known == around) return Instant{known.midnight.micros + since_midnight};

  const std::optional<Instant> instant = read_slowly(bytes);
  if (!instant) return std::nullopt;
  around.midnight = Instant{instant->micros - since_midnight};
  known = around;
  return instant;
}

}  // namespace sekisho::logs
