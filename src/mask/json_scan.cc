#include "mask/json_scan.h"

#include <cstring>

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
  constexpr uint64_t kEven = 0x5555'5555'5555'5555;
  const uint64_t escaping = backslashes & ~carry.escaped;
  const uint64_t follows = escaping << 1 | carry.escaped;
  const uint64_t odd_starts = escaping & ~kEven & ~follows;
  uint64_t even_runs = 0;
  carry.escaped = __builtin_add_overflow(odd_starts, escaping, &even_runs) ? 1 : 0;
  return (kEven ^ even_runs << 1) & follows;
}

// Each bit becomes the parity of itself and all below it.
inline uint64_t parity_below(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// The beginnings of tokens in one window.
inline uint64_t token_bits(const Classes& classes, Carry& carry) {
  const uint64_t quotes = classes.quotes & ~escaped_bytes(classes.backslashes, carry);
  const uint64_t in_string = parity_below(quotes) ^ carry.in_string;  // from its first quote on
  carry.in_string = static_cast<uint64_t>(static_cast<int64_t>(in_string) >> 63);
  carry.controls |= classes.controls & in_string;
  const uint64_t scalars = ~(classes.structural | classes.spaces | quotes | in_string);
  const uint64_t begins = scalars & ~(scalars << 1 | carry.in_scalar);
  carry.in_scalar = scalars >> 63;
  return (classes.structural & ~in_string) | quotes | begins;
}

// Writes the positions of the set bits, in groups of eight: what is too much is overwritten by the
// next window.
inline uint32_t* flatten(uint64_t bits, uint32_t base, uint32_t* out) {
  uint32_t* const end = out + __builtin_popcountll(bits);
  while (out < end) {
    for (int i = 0; i < 8; ++i) {
      out[i] = base + static_cast<uint32_t>(__builtin_ctzll(bits | uint64_t{1} << 63));
      bits &= bits - 1;
    }
    out += 8;
  }
  return end;
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

size_t scan_plain(std::string_view windows, uint32_t base, uint32_t* out, Carry& carry) {
  const uint32_t* const begin = out;
  for (size_t at = 0; at < windows.size(); at += JsonScan::kWindow) {
    const uint64_t bits = token_bits(classes_of(windows.data() + at), carry);
    out = flatten(bits, base + static_cast<uint32_t>(at), out);
  }
  return static_cast<size_t>(out - begin);
}

#if defined(__x86_64__)

#define SEKISHO_AVX2 __attribute__((target("avx2,bmi,popcnt")))

SEKISHO_AVX2 inline uint64_t bits_of(__m256i low, __m256i high) {
  return static_cast<uint32_t>(_mm256_movemask_epi8(low)) |
         static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

SEKISHO_AVX2 inline __m256i is(__m256i bytes, char c) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(c));
}

// A bracket and its brace differ in one bit.
SEKISHO_AVX2 inline __m256i structural(__m256i bytes) {
  const __m256i braces = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
  return _mm256_or_si256(_mm256_or_si256(is(braces, '{'), is(braces, '}')),
                         _mm256_or_si256(is(bytes, ':'), is(bytes, ',')));
}

SEKISHO_AVX2 inline __m256i spaces(__m256i bytes) {
  return _mm256_or_si256(_mm256_or_si256(is(bytes, ' '), is(bytes, '\n')),
                         _mm256_or_si256(is(bytes, '\r'), is(bytes, '\t')));
}

SEKISHO_AVX2 inline __m256i controls(__m256i bytes) {
  const __m256i last = _mm256_set1_epi8(0x1F);
  return _mm256_cmpeq_epi8(_mm256_max_epu8(bytes, last), last);
}

SEKISHO_AVX2 size_t scan_avx2(std::string_view windows, uint32_t base, uint32_t* out,
                              Carry& carry) {
  const uint32_t* const begin = out;
  for (size_t at = 0; at < windows.size(); at += JsonScan::kWindow) {
    const auto* const from = reinterpret_cast<const __m256i*>(windows.data() + at);
    const __m256i low = _mm256_loadu_si256(from);
    const __m256i high = _mm256_loadu_si256(from + 1);
    const Classes classes{.quotes = bits_of(is(low, '"'), is(high, '"')),
                          .backslashes = bits_of(is(low, '\\'), is(high, '\\')),
                          .structural = bits_of(structural(low), structural(high)),
                          .spaces = bits_of(spaces(low), spaces(high)),
                          .controls = bits_of(controls(low), controls(high))};
    out = flatten(token_bits(classes, carry), base + static_cast<uint32_t>(at), out);
  }
  return static_cast<size_t>(out - begin);
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("popcnt");
}

#endif

}  // namespace

JsonScan::JsonScan(Engine engine) : function_(scan_plain) {
#if defined(__x86_64__)
  if (engine == Engine::kBest && has_avx2()) function_ = scan_avx2;
#else
  static_cast<void>(engine);
#endif
}

size_t JsonScan::run(std::string_view windows, uint32_t base, std::vector<uint32_t>& tokens,
                     size_t count) {
  const size_t room = count + windows.size() + 8;
  if (tokens.size() < room) tokens.resize(room);
  return count + function_(windows, base, tokens.data() + count, carry_);
}

}  // namespace sekisho::mask
