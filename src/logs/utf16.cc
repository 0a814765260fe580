#include "logs/utf16.h"

#include <cstdint>

namespace sekisho::logs {
namespace {

// UTF-8, generalised to surrogates.
void put(uint32_t c, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

void Utf16Reader::append(std::string_view bytes, std::string& out) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!has_byte_) {
      byte_ = byte;
      has_byte_ = true;
      continue;
    }
    has_byte_ = false;
    unit(static_cast<char16_t>(big_endian_ ? byte_ << 8 | byte : byte << 8 | byte_), out);
  }
}

void Utf16Reader::unit(char16_t value, std::string& out) {
  const bool low = value >= 0xDC00 && value <= 0xDFFF;
  if (high_ != 0) {
    const char16_t high = high_;
    high_ = 0;
    if (low) {
      put(0x10000 + ((high - 0xD800U) << 10) + (value - 0xDC00U), out);
      return;
    }
    put(high, out);
  }
  if (value >= 0xD800 && value <= 0xDBFF) {
    high_ = value;
  } else {
    put(value, out);
  }
}

bool Utf16Reader::finish(std::string& out) {
  const bool left = has_byte_ || high_ != 0;
  if (high_ != 0) put(high_, out);
  if (has_byte_) out += '\xFF';
  has_byte_ = false;
  high_ = 0;
  return left;
}

}  // namespace sekisho::logs
