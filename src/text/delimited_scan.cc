#include "text/delimited_scan.h"

#include <algorithm>

#include "text/cp932.h"
#include "text/limits.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sekisho::text {
namespace {

using Options = DelimitedScan::Options;

constexpr size_t kWindow = 64;          // bytes that one mask stands for
constexpr size_t kPortion = 64 * 1024;  // bytes between two looks at the room that is left

// Room for the positions of a portion in which every byte is one; `flatten` writes in groups of
// eight and may go past them.
void make_room(std::vector<uint32_t>& positions, size_t count, size_t bytes) {
  const size_t wanted = count + bytes + 8;
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

size_t scan_plain(std::string_view block, const Options& options,
                  std::vector<uint32_t>& positions) {
  return scan_bytes(block, options, 0, 0, positions);
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

// Writes the positions of the set bits. Groups of eight are written whole: what is too much is
// overwritten by the next mask.
__attribute__((target("avx2,bmi,popcnt"))) inline uint32_t* flatten(uint64_t mask, uint32_t base,
                                                                    uint32_t* out) {
  uint32_t* const end = out + __builtin_popcountll(mask);
  while (out < end) {
    for (int i = 0; i < 8; ++i) {
      out[i] = base + static_cast<uint32_t>(_tzcnt_u64(mask));
      mask = _blsr_u64(mask);
    }
    out += 8;
  }
  return end;
}

__attribute__((target("avx2,bmi,popcnt"))) size_t scan_avx2(std::string_view block,
                                                            const Options& options,
                                                            std::vector<uint32_t>& positions) {
  const __m256i delimiter = _mm256_set1_epi8(options.delimiter);
  const __m256i quote = _mm256_set1_epi8(options.quote != 0 ? options.quote : '\n');
  const __m256i line_feed = _mm256_set1_epi8('\n');
  const __m256i carriage_return = _mm256_set1_epi8(options.carriage_returns ? '\r' : '\n');
  const auto half = [&](const char* at) __attribute__((target("avx2"), always_inline)) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
    const __m256i fields =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, delimiter), _mm256_cmpeq_epi8(bytes, quote));
    const __m256i ends = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, line_feed),
                                         _mm256_cmpeq_epi8(bytes, carriage_return));
    return static_cast<uint32_t>(_mm256_movemask_epi8(_mm256_or_si256(fields, ends)));
  };
  const size_t whole = block.size() / kWindow * kWindow;
  size_t count = 0;
  for (size_t begin = 0; begin < whole; begin += kPortion) {
    const size_t end = std::min(begin + kPortion, whole);
    make_room(positions, count, end - begin);
    uint32_t* out = positions.data() + count;
    for (size_t at = begin; at < end; at += kWindow) {
      const char* bytes = block.data() + at;
      const uint64_t mask = half(bytes) | static_cast<uint64_t>(half(bytes + 32)) << 32;
      out = flatten(mask, static_cast<uint32_t>(at), out);
    }
    count = static_cast<size_t>(out - positions.data());
  }
  return scan_bytes(block, options, whole, count, positions);
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("popcnt");
}

#endif

}  // namespace

DelimitedScan::DelimitedScan(Options options, Engine engine) : options_(options) {
  const bool may_be_trail =
      is_cp932_trail(options.delimiter) || (options.quote != 0 && is_cp932_trail(options.quote));
  function_ = scan_plain;
  if (options.cp932 && may_be_trail) {
    function_ = scan_cp932;
    return;
  }
#if defined(__x86_64__)
  if (engine == Engine::kBest && has_avx2()) function_ = scan_avx2;
#else
  static_cast<void>(engine);
#endif
}

size_t DelimitedScan::run(std::string_view block, std::vector<uint32_t>& positions) const {
  return function_(block.substr(0, kMaxScanBlockBytes), options_, positions);
}

}  // namespace sekisho::text
