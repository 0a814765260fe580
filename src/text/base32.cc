#include "text/base32.h"

#include <cstdint>

namespace sekisho::text {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::string base32_encode(std::string_view bytes) {
  std::string out;
  uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    bits += 8;
    for (; bits >= 5; bits -= 5) out += kAlphabet[held >> (bits - 5) & 31];
    held &= 0xFF;
  }
  if (bits > 0) out += kAlphabet[held << (5 - bits) & 31];
  return out;
}

}  // namespace sekisho::text
