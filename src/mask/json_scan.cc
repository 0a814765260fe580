#include "mask/json_scan.h"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sekisho::mask {
namespace {

using Carry = JsonScan::Carry;

// One bit a byte of a window.
struct Classes {
  uint64_t quotes = 0, backslashes = 0, structural = 0, spaces = 0, controls = 0;
};

// Which bytes are escaped. A run of backslashes escapes every second byte behind its first.
inline uint64_t escaped_bytes(uint64_t backslashes, Carry& carry) {
  if (backslashes == 0) {
    const uint64_t escaped = carry.escaped;
    carry.escaped = 0;
    return escaped;
  }
  carry.saw_escape = true;
  return text::taken_bytes(backslashes, carry.escaped);
}

// What ends in one window. `parity` has for each bit of `quotes` how many of them stand at it and
// below, as odd or even: inside a string it is odd, from the first quote on.
inline uint64_t end_bits(const Classes& classes, uint64_t quotes, uint64_t parity, Carry& carry) {
  const uint64_t in_string = parity ^ carry.in_string;
  carry.in_string = static_cast<uint64_t>(static_cast<int64_t>(in_string) >> 63);
  carry.controls |= classes.controls & in_string;
  const uint64_t scalars = ~(classes.structural | classes.spaces | quotes | in_string);
  const uint64_t scalar_ends = ~scalars & (scalars << 1 | carry.in_scalar);
  carry.in_scalar = scalars >> 63;
  return (quotes & ~in_string) | scalar_ends;
}

uint64_t parity_below(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

Classes classes_of(const char* window) {
  Classes out;
  for (size_t i = 0; i < JsonScan::kWindow; ++i) {
    const char c = window[i];
    const uint64_t bit = uint64_t{1} << i;
    if (c == '"') out.quotes |= bit;
    if (c == '\\') out.backslashes |= bit;
    if (c == '{' || c == '}' || c == '[' || c == ']' || c == ':' || c == ',') out.structural |= bit;
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') out.spaces |= bit;
    if (static_cast<unsigned char>(c) < 0x20) out.controls |= bit;
  }
  return out;
}

// What is found, a number a window.
struct Found {
  uint64_t* ends;
  uint64_t* backslashes;
};

// What ends in whole windows, and how much: each engine finds it for itself.
size_t find_plain(std::string_view windows, Found found, Carry& carry) {
  size_t count = 0;
  for (size_t at = 0; at < windows.size(); at += JsonScan::kWindow) {
    const Classes classes = classes_of(windows.data() + at);
    const uint64_t quotes = classes.quotes & ~escaped_bytes(classes.backslashes, carry);
    *found.ends = end_bits(classes, quotes, parity_below(quotes), carry);
    *found.backslashes++ = classes.backslashes;
    count += static_cast<size_t>(__builtin_popcountll(*found.ends++));
  }
  return count;
}

#if defined(__x86_64__)

SEKISHO_AVX2 inline uint64_t bits_of(__m256i low, __m256i high) {
  return static_cast<uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

// Two look-ups by the low half of a byte find what at most one byte a half is: the byte is in the
// class when it is the one that the table has there.
struct Tables {
  __m256i spaces, structural;
};

SEKISHO_AVX2 inline Tables tables() {
  const auto twice = [](__m128i half) SEKISHO_AVX2 { return _mm256_broadcastsi128_si256(half); };
  return {
      .spaces = twice(_mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, '\t', '\n', 0, 0, '\r', 0, 0)),
      .structural = twice(_mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ':', '{', ',', '}', 0, 0))};
}

SEKISHO_AVX2 inline __m256i is(__m256i bytes, char c) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
}

SEKISHO_AVX2 inline __m256i spaces(__m256i bytes, const Tables& tables) {
  return _mm256_cmpeq_epi8(bytes, _mm256_shuffle_epi8(tables.spaces, bytes));
}

// A bracket and its brace differ in one bit. So do `,` and `:` and two control characters.
SEKISHO_AVX2 inline __m256i structural(__m256i bytes, const Tables& tables) {
  const __m256i braces = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
  return _mm256_cmpeq_epi8(braces, _mm256_shuffle_epi8(tables.structural, bytes));
}

SEKISHO_AVX2 inline __m256i controls(__m256i bytes) {
  const __m256i last = _mm256_set1_epi8(0x1F);
  return _mm256_cmpeq_epi8(_mm256_max_epu8(bytes, last), last);
}

SEKISHO_AVX2 inline Classes classes_avx2(const char* window, const Tables& tables) {
  const auto* const from = reinterpret_cast<const __m256i*>(window);
  const __m256i low = _mm256_loadu_si256(from);
  const __m256i high = _mm256_loadu_si256(from + 1);
  Classes out{.quotes = bits_of(is(low, '"'), is(high, '"')),
              .backslashes = bits_of(is(low, '\\'), is(high, '\\')),
              .structural = bits_of(structural(low, tables), structural(high, tables)),
              .spaces = bits_of(spaces(low, tables), spaces(high, tables)),
              .controls = bits_of(controls(low), controls(high))};
  out.structural &= ~out.controls;
  return out;
}

// The product without carries with all ones is the parity of all bits below each.
SEKISHO_AVX2 inline uint64_t parity_below_avx2(uint64_t bits) {
  const __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<int64_t>(bits)),
                                               _mm_set1_epi8(static_cast<char>(0xFF)), 0);
  return static_cast<uint64_t>(_mm_cvtsi128_si64(product));
}

SEKISHO_AVX2 size_t find_avx2(std::string_view windows, Found found, Carry& carry) {
  size_t count = 0;
  const Tables classes_by_half = tables();
  for (size_t at = 0; at < windows.size(); at += JsonScan::kWindow) {
    const Classes classes = classes_avx2(windows.data() + at, classes_by_half);
    const uint64_t quotes = classes.quotes & ~escaped_bytes(classes.backslashes, carry);
    *found.ends = end_bits(classes, quotes, parity_below_avx2(quotes), carry);
    *found.backslashes++ = classes.backslashes;
    count += static_cast<size_t>(__builtin_popcountll(*found.ends++));
  }
  return count;
}

SEKISHO_AVX512 inline Classes classes_avx512(__m512i window, const Tables& half) {
  const auto is = [&](char c) SEKISHO_AVX512 {
    return _mm512_cmpeq_epi8_mask(window, _mm512_set1_epi8(c));
  };
  const auto found = [&](__m512i bytes, __m256i table) SEKISHO_AVX512 {
    const __m512i whole = _mm512_broadcast_i64x4(table);
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_shuffle_epi8(whole, window));
  };
  const uint64_t controls = _mm512_cmplt_epu8_mask(window, _mm512_set1_epi8(0x20));
  const __m512i braces = _mm512_or_si512(window, _mm512_set1_epi8(0x20));
  return {.quotes = is('"'),
          .backslashes = is('\\'),
          .structural = found(braces, half.structural) & ~controls,
          .spaces = found(window, half.spaces),
          .controls = controls};
}

SEKISHO_AVX512 size_t find_avx512(std::string_view windows, Found found, Carry& carry) {
  size_t count = 0;
  const Tables classes_by_half = tables();
  for (size_t at = 0; at < windows.size(); at += JsonScan::kWindow) {
    const __m512i window = _mm512_loadu_si512(windows.data() + at);
    const Classes classes = classes_avx512(window, classes_by_half);
    const uint64_t quotes = classes.quotes & ~escaped_bytes(classes.backslashes, carry);
    *found.ends = end_bits(classes, quotes, parity_below_avx2(quotes), carry);
    *found.backslashes++ = classes.backslashes;
    count += static_cast<size_t>(__builtin_popcountll(*found.ends++));
  }
  return count;
}

#endif

}  // namespace

JsonScan::JsonScan(Engine engine) : engine_(text::available(engine)) {}

void JsonScan::run(std::string_view windows, uint32_t base, JsonEnds& ends) {
  ends_.resize(windows.size() / kWindow);
  backslashes_.resize(ends_.size());
  auto find = find_plain;
#if defined(__x86_64__)
  if (engine_ == Engine::kAvx2) find = find_avx2;
  if (engine_ == Engine::kAvx512) find = find_avx512;
#endif
  const size_t more = find(windows, {ends_.data(), backslashes_.data()}, carry_);
  if (carry_.saw_escape) note_escapes(base, ends);
  ends.make_room(more + text::kSetBitsRoom);
  ends.count += text::write_set_bits(ends_, base, engine_, ends.offsets.data() + ends.count);
}

void JsonScan::note_escapes(uint32_t base, JsonEnds& ends) {
  carry_.saw_escape = false;
  size_t more = text::kSetBitsRoom;
  for (const uint64_t window : backslashes_) more += static_cast<size_t>(std::popcount(window));
  const size_t count = ends.escapes.size();
  ends.escapes.resize(count + more);
  ends.escapes.resize(
      count + text::write_set_bits(backslashes_, base, engine_, ends.escapes.data() + count));
}

void JsonEnds::make_room(size_t more) {
  if (offsets.size() < count + more) offsets.resize(count + more);
}

void JsonEnds::forget(size_t ends, uint32_t text_bytes) {
  std::copy_n(offsets.begin() + static_cast<ptrdiff_t>(ends), count - ends, offsets.begin());
  count -= ends;
  for (size_t i = 0; i < count; ++i) offsets[i] -= text_bytes;
  const auto left = std::ranges::lower_bound(escapes, text_bytes);
  escapes.erase(escapes.begin(), left);
  for (uint32_t& escape : escapes) escape -= text_bytes;
}

}  // namespace sekisho::mask
