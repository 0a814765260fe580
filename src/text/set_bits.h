#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

// What the scanners share that look at 64 bytes of text at once: each window of 64 becomes numbers
// with a bit for each byte, and the offsets of the bits that are set are written down. An internal
// part of scanners.
namespace sekisho::text {

inline constexpr size_t kWindowBytes = 64;

// The instructions that a scanner uses; one that the processor does not have is replaced by the
// next simpler one. All but kBest are there for tests to compare.
enum class ScanEngine : uint8_t { kScalar, kAvx2, kAvx512, kBest };

// What becomes of an engine on this processor; never kBest.
ScanEngine available(ScanEngine engine);

// Functions for an engine, which only those call that found it available.
#if defined(__x86_64__)
#define SEKISHO_AVX2 __attribute__((target("avx2,bmi,popcnt,pclmul")))
#define SEKISHO_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512vbmi2,avx2,bmi,popcnt,pclmul")))
#endif

// Entries behind the end that `write_set_bits` may touch: it writes in groups.
inline constexpr size_t kSetBitsRoom = 16;

// Writes the offsets of the bits that are set in `windows`, ascending, `base` added, and returns
// how many there are. `engine` is available.
size_t write_set_bits(std::span<const uint64_t> windows, uint32_t base, ScanEngine engine,
                      uint32_t* out);

}  // namespace sekisho::text
