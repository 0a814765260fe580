#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "text/date.h"
#include "text/encoding.h"

namespace sekisho::logs {

// Reads the times of a log's lines. What stands around `hh:mm:ss` (the date before it, the zone
// behind it) is read by text::InstantParser once and remembered, so that most times cost a
// comparison. The result is always InstantParser's. Not thread-safe.
class TimeReader {
 public:
  // `parser` must outlive the reader.
  TimeReader(const text::InstantParser& parser, text::Encoding encoding);

  std::optional<Instant> read(std::string_view bytes);

 private:
  static constexpr size_t kPrefixBytes = 32;
  static constexpr size_t kSuffixBytes = 8;
  static constexpr size_t kEntries = 256;

  // What stands around a time of day, and the instant of its 00:00:00.
  struct Surroundings {
    uint64_t prefix[kPrefixBytes / 8] = {};
    uint64_t suffix = 0;
    uint32_t lengths = 0;  // of prefix, suffix and whether there is a fraction; 0: free
    Instant midnight;
    bool operator==(const Surroundings& other) const {
      return prefix[0] == other.prefix[0] && prefix[1] == other.prefix[1] &&
             prefix[2] == other.prefix[2] && prefix[3] == other.prefix[3] &&
             suffix == other.suffix && lengths == other.lengths;
    }
  };

  std::optional<Instant> read_slowly(std::string_view bytes);
  size_t find_time_of_day(std::string_view bytes);

  const text::InstantParser& parser_;
  text::Encoding encoding_;
  std::array<uint8_t, 64> position_of_length_{};
  std::array<Surroundings, kEntries> known_{};
  std::string scratch_;
};

}  // namespace sekisho::logs
