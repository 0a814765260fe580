#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/number.h"

namespace sekisho::tlog {

// The next line without its LF; `text` is what follows. None at the end, and where the last line
// has no LF.
inline std::optional<std::string_view> take_line(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

// A number as C2SP writes it: decimal digits without leading zeros.
inline std::optional<uint64_t> parse_decimal(std::string_view text) {
  if (!text::all_digits(text) || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return text::parse_u64(text);
}

}  // namespace sekisho::tlog
