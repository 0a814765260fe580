#include "text/base64.h"

#include <array>
#include <cstdint>

namespace sekisho::text {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

using Values = std::array<int16_t, 256>;
constexpr Values values_of(std::string_view alphabet) {
  Values out{};
  out.fill(-1);
  for (size_t i = 0; i < alphabet.size(); ++i) {
    out[static_cast<unsigned char>(alphabet[i])] = static_cast<int16_t>(i);
  }
  return out;
}
constexpr Values kStandardValues = values_of(kStandard);
constexpr Values kUrlValues = values_of(kUrl);

void append_encoded(std::string& out, std::string_view bytes, std::string_view alphabet, bool pad) {
  const auto byte = [&](size_t i) -> uint32_t {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const uint32_t group = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    const size_t characters = bytes.size() - i >= 3 ? 4 : bytes.size() - i + 1;
    for (size_t c = 0; c < characters; ++c) out += alphabet[group >> (18 - 6 * c) & 63];
    if (pad) out.append(4 - characters, '=');
  }
}

std::optional<std::string> decoded(std::string_view text, const Values& values) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string out;
  out.reserve(text.size() / 4 * 3 + 2);
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int value = values[static_cast<unsigned char>(c)];
    if (value < 0) return std::nullopt;
    bits = bits << 6 | static_cast<uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>(bits >> count & 0xFF);
    }
  }
  if ((bits & ((1U << count) - 1)) != 0) return std::nullopt;
  return out;
}

}  // namespace

void append_base64(std::string& out, std::string_view bytes) {
  append_encoded(out, bytes, kStandard, true);
}

std::string base64_encode(std::string_view bytes) {
  std::string out;
  append_base64(out, bytes);
  return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.ends_with("==")) {
    text.remove_suffix(2);
  } else if (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  return decoded(text, kStandardValues);
}

std::string base64url_encode(std::string_view bytes) {
  std::string out;
  append_encoded(out, bytes, kUrl, false);
  return out;
}

std::optional<std::string> base64url_decode(std::string_view text) {
  return decoded(text, kUrlValues);
}

}  // namespace sekisho::text
