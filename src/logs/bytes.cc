#include "logs/bytes.h"

#include <algorithm>

namespace sekisho::logs {
namespace {

bool well_formed_cp932(std::string_view bytes) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c <= 0x80 || (c >= 0xA1 && c <= 0xDF)) continue;
    if (c == 0xA0 || c > 0xFC || ++i == bytes.size()) return false;
    const auto trail = static_cast<unsigned char>(bytes[i]);
    if (trail < 0x40 || trail == 0x7F || trail > 0xFC) return false;
  }
  return true;
}

}  // namespace

bool well_formed(text::Encoding encoding, std::string_view bytes) {
  return encoding == text::Encoding::kCp932 ? well_formed_cp932(bytes) : text::valid_utf8(bytes);
}

uint64_t count_lines(std::string_view bytes) {
  // So few bytes at a time that their count fits a byte, and compilers add up whole vectors.
  constexpr size_t kAtOnce = 192;
  uint64_t lines = 0;
  for (; bytes.size() >= kAtOnce; bytes.remove_prefix(kAtOnce)) {
    uint8_t some = 0;
    for (size_t i = 0; i < kAtOnce; ++i) some += bytes[i] == '\n' ? 1 : 0;
    lines += some;
  }
  return lines + static_cast<uint64_t>(std::ranges::count(bytes, '\n'));
}

}  // namespace sekisho::logs
