#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "text/limits.h"
#include "text/zone.h"

namespace sekisho::text {

// Reads the dates and times of logs and registers; docs/formats/dates.md is the reference.
//
//   iso       2022-10-05, 2022-10-05T12:34:56.789+09:00, 2022-10-05 12:34, 20221005T123456Z
//   ymd/      2022/10/05, 2022/1/5 9:05:07.5
//   ymd       20221005, 20221005123456
//   era       R4.10.5, 令和4年10月5日, 令和元年5月1日 12時34分, Ｒ４．１０．５; 平成31年5月1日 too
//   jp        2022年10月5日, 2022年10月5日12時34分56秒
//   clf       05/Oct/2022:12:34:56 +0900
//   epoch     1664976896, 1664976896.5 (seconds); epoch-ms: milliseconds
//   fiscal    2022年度 (1 April 2022), 令和4年度下期, 2022年度3月31日 (31 March 2023), FY2022
//
// A text without an offset is in the default zone; a date alone is its midnight there. Width is
// folded and spaces at both ends are dropped first. 24:30 is 00:30 of the next day. A date that
// does not exist (30 February) is refused. Of several formats the first that fits wins.
// Immutable and thread-safe.
class InstantParser {
 public:
  // Refuses an unknown name and an empty list.
  static Result<InstantParser> compile(std::span<const std::string> formats, Zone default_zone);

  std::optional<Instant> parse(std::string_view utf8) const;

 private:
  InstantParser() = default;
  std::optional<Instant> parse_as_is(std::string_view utf8) const;
  std::optional<Instant> parse_folded(std::string_view utf8) const;

  std::array<uint8_t, kMaxDateFormats> formats_ = {};  // which of the known ones, in order
  uint8_t count_ = 0;
  Zone zone_ = kUtc;
};

}  // namespace sekisho::text
