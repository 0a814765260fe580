#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sekisho::text {

// The first byte of a CP932 character of two bytes.
constexpr bool is_cp932_lead(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return (value >= 0x81 && value <= 0x9F) || (value >= 0xE0 && value <= 0xFC);
}

// What may follow a lead byte. None of these is a control character, a digit, or one of `,";:`.
constexpr bool is_cp932_trail(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x40 && value <= 0xFC && value != 0x7F;
}

// Appends CP932 as UTF-8 and returns how many bytes were valid; it stops before the first character
// that is not.
size_t append_cp932(std::string_view bytes, std::string& out);

// How many bytes the first character has of a text that is not empty.
constexpr size_t cp932_character_bytes(std::string_view bytes) {
  return bytes.size() > 1 && is_cp932_lead(bytes[0]) && is_cp932_trail(bytes[1]) ? 2 : 1;
}

// Where the last character begins of a text that is not empty and holds whole characters.
size_t last_cp932_character(std::string_view bytes);

}  // namespace sekisho::text
