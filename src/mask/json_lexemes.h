#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// What stands between the tokens of JSON text (RFC 8259): is a number one, is an escape one. An
// internal part of `mask`.
namespace sekisho::mask {

// Up to eight digits, all at once; false says nothing. The `before` bytes before `raw` can be read.
inline bool is_short_integer(std::string_view raw, size_t before) {
  constexpr uint64_t kZeros = 0x3030'3030'3030'3030;
  constexpr uint64_t kCarryAboveNine = 0x7676'7676'7676'7676;
  constexpr uint64_t kCarries = 0x8080'8080'8080'8080;
  const size_t size = raw.size();
  if (size - 1 >= 8 || before < 8 || (raw.front() == '0' && size > 1)) return false;
  uint64_t digits = 0;
  std::memcpy(&digits, raw.data() + size - 8, 8);
  digits = (digits ^ kZeros) >> (64 - 8 * size);
  return ((digits | (digits + kCarryAboveNine)) & kCarries) == 0;
}

// `raw` is not empty.
bool is_number(std::string_view raw);

inline bool is_word(std::string_view raw) {
  return raw == "true" || raw == "false" || raw == "null";
}

// Of the content of a string.
bool escapes_are_valid(std::string_view raw);

}  // namespace sekisho::mask
