#include "text/delimited_scan.h"

#include <algorithm>
#include <array>

#include "text/cp932.h"
#include "text/limits.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sekisho::text {
namespace {

using Options = DelimitedScan::Options;

constexpr size_t kPortionWindows = 1024;  // between two looks at the room that is left

// Room for the positions of `bytes` more bytes of which every one is one.
void make_room(std::vector<uint32_t>& positions, size_t count, size_t bytes) {
  const size_t wanted = count + bytes + kSetBitsRoom;
  if (positions.size() < wanted) positions.resize(std::max(wanted, positions.size() * 3 / 2));
}

bool is_structural(char c, const Options& options) {
  return c == options.delimiter || c == '\n' || (c == options.quote && c != 0) ||
         (c == '\r' && options.carriage_returns);
}

size_t scan_bytes(std::string_view block, const Options& options, size_t from, size_t count,
                  std::vector<uint32_t>& positions) {
  make_room(positions, count, block.size() - from);
  for (size_t i = from; i < block.size(); ++i) {
    if (is_structural(block[i], options)) positions[count++] = static_cast<uint32_t>(i);
  }
  return count;
}

// A byte behind a lead byte is part of the character only where it can be one: `82 2C` is a broken
// character and a comma.
size_t scan_cp932(std::string_view block, const Options& options,
                  std::vector<uint32_t>& positions) {
  make_room(positions, 0, block.size());
  size_t count = 0;
  for (size_t i = 0; i < block.size(); ++i) {
    if (is_cp932_lead(block[i])) {
      if (i + 1 < block.size() && is_cp932_trail(block[i + 1])) ++i;
    } else if (is_structural(block[i], options)) {
      positions[count++] = static_cast<uint32_t>(i);
    }
  }
  return count;
}

#if defined(__x86_64__)

// Each finds the bits of whole windows.
SEKISHO_AVX2 void find_avx2(std::string_view windows, const Options& options, uint64_t* bits) {
  const __m256i delimiter = _mm256_set1_epi8(options.delimiter);
  const __m256i quote = _mm256_set1_epi8(options.quote != 0 ? options.quote : '\n');
  const __m256i line_feed = _mm256_set1_epi8('\n');
  const __m256i carriage_return = _mm256_set1_epi8(options.carriage_returns ? '\r' : '\n');
  const auto half = [&](const char* at) SEKISHO_AVX2 {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const __m256i fields =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, delimiter), _mm256_cmpeq_epi8(bytes, quote));
    const __m256i ends = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, line_feed),
                                         _mm256_cmpeq_epi8(bytes, carriage_return));
    return static_cast<uint32_t>(_mm256_movemask_epi8(_mm256_or_si256(fields, ends)));
  };
  for (size_t at = 0; at < windows.size(); at += kWindowBytes) {
    const char* const bytes = windows.data() + at;
    *bits++ = half(bytes) | static_cast<uint64_t>(half(bytes + 32)) << 32;
  }
}

SEKISHO_AVX512 void find_avx512(std::string_view windows, const Options& options, uint64_t* bits) {
  const __m512i delimiter = _mm512_set1_epi8(options.delimiter);
  const __m512i quote = _mm512_set1_epi8(options.quote != 0 ? options.quote : '\n');
  const __m512i line_feed = _mm512_set1_epi8('\n');
  const __m512i carriage_return = _mm512_set1_epi8(options.carriage_returns ? '\r' : '\n');
  for (size_t at = 0; at < windows.size(); at += kWindowBytes) {
    const __m512i bytes = _mm512_loadu_si512(windows.data() + at);
    *bits++ = _mm512_cmpeq_epi8_mask(bytes, delimiter) | _mm512_cmpeq_epi8_mask(bytes, quote) |
              _mm512_cmpeq_epi8_mask(bytes, line_feed) |
              _mm512_cmpeq_epi8_mask(bytes, carriage_return);
  }
}

size_t scan_windows(std::string_view block, const Options& options, ScanEngine engine,
                    std::vector<uint32_t>& positions) {
  const size_t whole = block.size() / kWindowBytes * kWindowBytes;
  std::array<uint64_t, kPortionWindows> bits;
  size_t count = 0;
  for (size_t at = 0; at < whole; at += kPortionWindows * kWindowBytes) {
    const std::string_view windows =
        block.substr(at, std::min(kPortionWindows * kWindowBytes, whole - at));
    const auto find = engine == ScanEngine::kAvx512 ? find_avx512 : find_avx2;
    find(windows, options, bits.data());
    make_room(positions, count, windows.size());
    count += write_set_bits({bits.data(), windows.size() / kWindowBytes}, static_cast<uint32_t>(at),
                            engine, positions.data() + count);
  }
  return scan_bytes(block, options, whole, count, positions);
}

#endif

}  // namespace

DelimitedScan::DelimitedScan(Options options, Engine engine)
    : options_(options),
      engine_(available(engine)),
      byte_by_byte_(options.cp932 && (is_cp932_trail(options.delimiter) ||
                                      (options.quote != 0 && is_cp932_trail(options.quote)))) {}

size_t DelimitedScan::run(std::string_view block, std::vector<uint32_t>& positions) const {
  block = block.substr(0, kMaxScanBlockBytes);
  if (byte_by_byte_) return scan_cp932(block, options_, positions);
#if defined(__x86_64__)
  if (engine_ != Engine::kScalar) return scan_windows(block, options_, engine_, positions);
#endif
  return scan_bytes(block, options_, 0, 0, positions);
}

}  // namespace sekisho::text
