#include <simdjson.h>

#include "text/encoding.h"

namespace sekisho::text {

bool valid_utf8(std::string_view bytes) {
  return simdjson::validate_utf8(bytes.data(), bytes.size());
}

void append_code_point(char32_t code_point, std::string& out) {
  const auto byte = [&out](char32_t value) { out += static_cast<char>(value); };
  if (code_point < 0x80) {
    byte(code_point);
  } else if (code_point < 0x800) {
    byte(0xC0 | code_point >> 6);
    byte(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    byte(0xE0 | code_point >> 12);
    byte(0x80 | (code_point >> 6 & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  } else {
    byte(0xF0 | code_point >> 18);
    byte(0x80 | (code_point >> 12 & 0x3F));
    byte(0x80 | (code_point >> 6 & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  }
}

std::optional<char32_t> next_code_point(std::string_view utf8, size_t& offset) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(utf8[i]); };
  const size_t begin = offset++;
  const unsigned lead = byte(begin);
  if (lead < 0x80) return lead;
  if (lead < 0xC2 || lead > 0xF4) return std::nullopt;
  const size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (utf8.size() - begin < length) return std::nullopt;
  char32_t value = lead & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i) {
    const unsigned next = byte(begin + i);
    if ((next & 0xC0) != 0x80) return std::nullopt;
    value = value << 6 | (next & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kSmallest[length] || surrogate || value > 0x10FFFF) return std::nullopt;
  offset = begin + length;
  return value;
}

}  // namespace sekisho::text
