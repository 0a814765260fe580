#include "text/cp932.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include "text/encoding.h"

namespace sekisho::text {
namespace {

static_assert(std::endian::native == std::endian::little, "words are read as little endian");

constexpr size_t kTrails = 188;  // second bytes of a lead byte: 40-7E and 80-FC
constexpr size_t kRows = 50;     // lead bytes of the table: 81-9F, E0-EF, FA-FC
constexpr uint16_t kTable[kRows * kTrails] = {
#include "text/cp932_table.inc"
};

constexpr char32_t kUserArea = 0xE000;  // F040, the first of 10 x 188 user-defined characters

constexpr size_t row_of(unsigned lead) {
  return lead < 0xA0 ? lead - 0x81 : lead < 0xF0 ? lead - 0xE0 + 31 : lead - 0xFA + 47;
}
constexpr size_t cell_of(unsigned trail) {
  return trail - 0x40 - (trail > 0x7F ? 1 : 0);
}

constexpr char32_t code_of(unsigned lead, unsigned trail) {
  if (lead >= 0xF0 && lead <= 0xF9) {
    return static_cast<char32_t>(kUserArea + (lead - 0xF0) * kTrails + cell_of(trail));
  }
  return kTable[row_of(lead) * kTrails + cell_of(trail)];
}

// The UTF-8 of each character in its lowest bytes, first byte lowest, and its length in the highest
// byte; 0 where there is no character. Indexed by lead - 0x81 (the gap A0-DF folded away) and the
// second byte's cell.
constexpr size_t kLeads = 60;
constexpr size_t lead_index(unsigned lead) {
  return lead < 0xA0 ? lead - 0x81 : lead - 0xE0 + 31;
}

constexpr uint32_t packed_utf8(char32_t code) {
  if (code == 0) return 0;
  if (code < 0x80) return code | 1U << 24;
  if (code < 0x800) return (0xC0 | code >> 6) | (0x80 | (code & 0x3F)) << 8 | 2U << 24;
  return (0xE0 | code >> 12) | (0x80 | (code >> 6 & 0x3F)) << 8 | (0x80 | (code & 0x3F)) << 16 |
         3U << 24;
}

using PackedTable = std::array<uint32_t, kLeads * kTrails>;
constexpr PackedTable kPacked = [] {
  PackedTable out{};
  for (unsigned lead = 0x81; lead <= 0xFC; ++lead) {
    if (lead >= 0xA0 && lead <= 0xDF) continue;
    for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
      if (trail == 0x7F) continue;
      out[lead_index(lead) * kTrails + cell_of(trail)] = packed_utf8(code_of(lead, trail));
    }
  }
  return out;
}();

constexpr uint64_t kHighBits = 0x8080808080808080;

// Decodes into `out`, which has room for three bytes for each byte and 16 more.
struct Decoded {
  const char* in;
  char* out;
};
Decoded decode(const char* in, const char* end, char* out) {
  while (true) {
    while (end - in >= 8) {
      uint64_t word = 0;
      std::memcpy(&word, in, 8);
      std::memcpy(out, &word, 8);
      const uint64_t high = word & kHighBits;
      const int ascii = high == 0 ? 8 : __builtin_ctzll(high) >> 3;
      in += ascii;
      out += ascii;
      if (high != 0) break;
    }
    while (in != end && static_cast<unsigned char>(*in) < 0x80) *out++ = *in++;
    if (in == end) return {in, out};
    do {
      const auto lead = static_cast<unsigned char>(*in);
      if (lead >= 0xA1 && lead <= 0xDF) {  // half-width kana, U+FF61 and on
        const uint32_t packed = packed_utf8(0xFF61U + lead - 0xA1);
        std::memcpy(out, &packed, 4);
        out += 3;
        ++in;
        continue;
      }
      if (!is_cp932_lead(*in) || end - in < 2 || !is_cp932_trail(in[1])) return {in, out};
      const auto trail = static_cast<unsigned char>(in[1]);
      const uint32_t packed = kPacked[lead_index(lead) * kTrails + cell_of(trail)];
      if (packed == 0) return {in, out};
      std::memcpy(out, &packed, 4);
      out += packed >> 24;
      in += 2;
    } while (in != end && static_cast<unsigned char>(*in) >= 0x80);
  }
}

// The CP932 code of each character of the Basic Multilingual Plane, 0 where there is none.
using Reverse = std::array<uint16_t, 0x10000>;

std::unique_ptr<const Reverse> make_reverse() {
  auto out = std::make_unique<Reverse>();
  out->fill(0);
  const auto put_rows = [&](unsigned first_lead, unsigned last_lead) {
    for (unsigned lead = first_lead; lead <= last_lead; ++lead) {
      for (unsigned trail = 0x40; trail <= 0xFC; ++trail) {
        if (trail == 0x7F) continue;
        const char32_t code = code_of(lead, trail);
        if (code != 0 && (*out)[code] == 0) (*out)[code] = static_cast<uint16_t>(lead << 8 | trail);
      }
    }
  };
  // Of several codes Windows writes JIS X 0208's, then NEC's row 13, then IBM's extensions, and
  // never NEC's selection of those.
  put_rows(0x81, 0x86);
  put_rows(0x88, 0x9F);
  put_rows(0xE0, 0xEA);
  put_rows(0x87, 0x87);
  put_rows(0xFA, 0xFC);
  put_rows(0xED, 0xEE);
  put_rows(0xF0, 0xF9);
  for (unsigned byte = 0xA1; byte <= 0xDF; ++byte) {
    (*out)[0xFF61 + byte - 0xA1] = static_cast<uint16_t>(byte);
  }
  // What Unicode's own tables give to these codes, and Windows does not.
  constexpr char16_t kTwins[][2] = {{0x301C, 0xFF5E}, {0x2016, 0x2225}, {0x2212, 0xFF0D},
                                    {0x2014, 0x2015}, {0x00A2, 0xFFE0}, {0x00A3, 0xFFE1},
                                    {0x00AC, 0xFFE2}};
  for (const auto& [twin, windows] : kTwins) (*out)[twin] = (*out)[windows];
  return out;
}

}  // namespace

size_t append_cp932(std::string_view bytes, std::string& out) {
  // In portions, so that the room asked for stays near what is needed.
  constexpr size_t kPortion = size_t{1} << 16;
  const char* in = bytes.data();
  const char* const end = in + bytes.size();
  while (in != end) {
    size_t portion = std::min(static_cast<size_t>(end - in), kPortion);
    const size_t before = out.size();
    Decoded done{in, nullptr};
    out.resize_and_overwrite(before + portion * 3 + 16, [&](char* data, size_t) {
      done = decode(in, in + portion, data + before);
      return static_cast<size_t>(done.out - data);
    });
    // A portion may end within a character; the next one begins with it then.
    const bool cut = done.in + 1 == in + portion && in + portion != end && is_cp932_lead(*done.in);
    const bool whole = done.in == in + portion;
    in = done.in;
    if (!whole && !cut) break;
  }
  return static_cast<size_t>(in - bytes.data());
}

size_t last_cp932_character(std::string_view bytes) {
  const size_t last = bytes.size() - 1;
  if (!is_cp932_trail(bytes[last])) return last;
  // A byte that is no lead byte ends a character. Of the lead bytes behind it each takes the next.
  size_t leads = 0;
  while (leads < last && is_cp932_lead(bytes[last - leads - 1])) ++leads;
  return last - leads % 2;
}

std::optional<std::string> to_cp932(std::string_view utf8) {
  static const std::unique_ptr<const Reverse> reverse = make_reverse();
  std::string out;
  size_t offset = 0;
  while (offset < utf8.size()) {
    const std::optional<char32_t> code = next_code_point(utf8, offset);
    if (!code) return std::nullopt;
    if (*code < 0x80) {
      out += static_cast<char>(*code);
      continue;
    }
    const unsigned cell = *code < 0x10000 ? (*reverse)[*code] : 0U;
    if (cell == 0) return std::nullopt;
    if (cell > 0xFF) out += static_cast<char>(cell >> 8);
    out += static_cast<char>(cell & 0xFF);
  }
  return out;
}

}  // namespace sekisho::text
