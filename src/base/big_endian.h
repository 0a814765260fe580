#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// Numbers as the formats write them, the most significant byte first. Readers take the first bytes;
// INVARIANT: there are enough of them.
namespace sekisho {

inline uint64_t read_big_endian(std::string_view bytes, size_t size) {
  uint64_t value = 0;
  for (size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}
inline uint32_t read_u32(std::string_view bytes) {
  return static_cast<uint32_t>(read_big_endian(bytes, 4));
}
inline uint64_t read_u64(std::string_view bytes) {
  return read_big_endian(bytes, 8);
}

inline void append_big_endian(std::string& out, uint64_t value, size_t size) {
  for (size_t i = size; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
}
inline void append_u16(std::string& out, uint16_t value) {
  append_big_endian(out, value, 2);
}
inline void append_u32(std::string& out, uint32_t value) {
  append_big_endian(out, value, 4);
}
inline void append_u64(std::string& out, uint64_t value) {
  append_big_endian(out, value, 8);
}

}  // namespace sekisho
