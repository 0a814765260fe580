#include "text/set_bits.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sekisho::text {
namespace {

// Part of each function below, and compiled for its processor.
__attribute__((always_inline)) inline uint32_t* write_window(uint64_t bits, uint32_t base,
                                                             uint32_t* out) {
  constexpr int kGroup = 8;
  uint32_t* const end = out + __builtin_popcountll(bits);
  while (out < end) {
    for (int i = 0; i < kGroup; ++i) {
      // What is too much is overwritten by the next window.
      out[i] = base + static_cast<uint32_t>(__builtin_ctzll(bits | uint64_t{1} << 63));
      bits &= bits - 1;
    }
    out += kGroup;
  }
  return end;
}

size_t write_plain(std::span<const uint64_t> windows, uint32_t base, uint32_t* out) {
  uint32_t* end = out;
  for (const uint64_t bits : windows) {
    end = write_window(bits, base, end);
    base += kWindowBytes;
  }
  return static_cast<size_t>(end - out);
}

#if defined(__x86_64__)

SEKISHO_AVX2 size_t write_avx2(std::span<const uint64_t> windows, uint32_t base, uint32_t* out) {
  uint32_t* end = out;
  for (const uint64_t bits : windows) {
    end = write_window(bits, base, end);
    base += kWindowBytes;
  }
  return static_cast<size_t>(end - out);
}

SEKISHO_AVX512 size_t write_avx512(std::span<const uint64_t> windows, uint32_t base,
                                   uint32_t* out) {
  constexpr int kGroup = 16;
  const __m512i all = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41,
      40, 39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18,
      17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  uint32_t* end = out;
  for (const uint64_t bits : windows) {
    const __m512i begin = _mm512_set1_epi32(static_cast<int>(base));
    __m512i set = _mm512_maskz_compress_epi8(bits, all);
    uint32_t* const next = end + __builtin_popcountll(bits);
    for (; end < next; end += kGroup) {
      const __m512i offsets = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(set));
      _mm512_storeu_si512(end, _mm512_add_epi32(offsets, begin));
      set = _mm512_alignr_epi32(set, set, kGroup / 4);
    }
    end = next;
    base += kWindowBytes;
  }
  return static_cast<size_t>(end - out);
}

ScanEngine best_engine() {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
      !__builtin_cpu_supports("popcnt") || !__builtin_cpu_supports("pclmul")) {
    return ScanEngine::kScalar;
  }
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vbmi2");
  return avx512 ? ScanEngine::kAvx512 : ScanEngine::kAvx2;
}

#else

ScanEngine best_engine() {
  return ScanEngine::kScalar;
}

#endif

}  // namespace

ScanEngine available(ScanEngine engine) {
  return std::min(engine, best_engine());
}

size_t write_set_bits(std::span<const uint64_t> windows, uint32_t base, ScanEngine engine,
                      uint32_t* out) {
#if defined(__x86_64__)
  if (engine == ScanEngine::kAvx512) return write_avx512(windows, base, out);
  if (engine == ScanEngine::kAvx2) return write_avx2(windows, base, out);
#else
  static_cast<void>(engine);
#endif
  return write_plain(windows, base, out);
}

}  // namespace sekisho::text
