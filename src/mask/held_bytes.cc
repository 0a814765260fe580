#include "mask/held_bytes.h"

#include <algorithm>
#include <cstring>

#include "mask/limits.h"
#include "text/cp932.h"
#include "text/encoding.h"

namespace sekisho::mask {
namespace {

// How many bytes at the end begin a character that goes on behind it.
size_t cut_off(std::string_view bytes) {
  for (size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if ((byte & 0xC0) == 0x80) continue;
    const size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

bool HeldBytes::append_utf8(std::string_view bytes) {
  bytes_ += bytes;
  const std::string_view fresh = std::string_view(bytes_).substr(checked_);
  const size_t whole = fresh.size() - cut_off(fresh);
  if (!text::valid_utf8(fresh.substr(0, whole))) return false;
  checked_ += whole;
  return true;
}

bool HeldBytes::append_cp932(std::string_view bytes) {
  constexpr uint64_t kHighs = 0x8080'8080'8080'8080;
  bytes_ += bytes;
  const char* const data = bytes_.data();
  const size_t end = bytes_.size();
  size_t at = checked_;
  while (at < end) {
    uint64_t word = kHighs;
    if (end - at >= 8) std::memcpy(&word, data + at, 8);
    if ((word & kHighs) == 0) {
      at += 8;
    } else if (!text::is_cp932_lead(data[at])) {
      ++at;
    } else if (at + 1 == end) {
      break;
    } else if (text::is_cp932_trail(data[at + 1])) {
      at += 2;
    } else {
      return false;
    }
  }
  checked_ = at;
  return true;
}

void HeldBytes::append_unchecked(std::string_view bytes) {
  bytes_ += bytes;
  checked_ = bytes_.size();
}

size_t HeldBytes::forget(size_t bytes) {
  if (bytes < std::min(kSliceBytes, bytes_.size() / 2 + 1)) return 0;
  bytes_.erase(0, bytes);
  checked_ -= bytes;
  begin_ += bytes;
  return bytes;
}

}  // namespace sekisho::mask
