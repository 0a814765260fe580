#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "text/encoding.h"

namespace sekisho::logs {

// True when every byte is below 0x80. Made for fields: a few bytes, inline.
inline bool is_ascii(std::string_view bytes) {
  const char* p = bytes.data();
  size_t n = bytes.size();
  uint64_t seen = 0;
  for (; n >= 8; p += 8, n -= 8) {
    uint64_t x = 0;
    std::memcpy(&x, p, sizeof x);
    seen |= x;
  }
  for (; n > 0; ++p, --n) seen |= static_cast<uint64_t>(static_cast<unsigned char>(*p));
  return (seen & 0x8080'8080'8080'8080) == 0;
}

// Whether bytes that nobody decodes could be decoded: UTF-8 in full, of CP932 that each lead byte
// has its trail byte (whether the pair is assigned is not looked up).
bool well_formed(text::Encoding encoding, std::string_view bytes);

// How many LF are in there.
uint64_t count_lines(std::string_view bytes);

}  // namespace sekisho::logs
