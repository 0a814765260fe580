#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

namespace sekisho::reg {

// A supply point ID of 22 digits in 74 bits: the first three digits and the other nineteen. Keys
// compare as their digits do.
struct SupplyKey {
  static constexpr size_t kDigits = 22;
  static constexpr uint32_t kHighEnd = 1000;  // above every `high` of a packed key

  uint32_t high = 0;
  uint64_t low = 0;
  auto operator<=>(const SupplyKey&) const = default;

  // False where the text is anything but 22 digits.
  static bool pack(std::string_view text, SupplyKey& key) {
    if (text.size() != kDigits) return false;
    uint64_t low = 0;
    uint32_t high = 0;
    for (size_t i = 0; i < kDigits; ++i) {
      const auto digit = static_cast<uint8_t>(text[i] - '0');
      if (digit > 9) return false;
      if (i < 3) {
        high = high * 10 + digit;
      } else {
        low = low * 10 + digit;
      }
    }
    key = {high, low};
    return true;
  }

  std::array<char, kDigits> digits() const {
    std::array<char, kDigits> out;
    uint64_t rest = low;
    for (size_t i = kDigits; i-- > 3;) {
      out[i] = static_cast<char>('0' + rest % 10);
      rest /= 10;
    }
    uint32_t first = high;
    for (size_t i = 3; i-- > 0;) {
      out[i] = static_cast<char>('0' + first % 10);
      first /= 10;
    }
    return out;
  }
};

}  // namespace sekisho::reg
