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

// Which bytes belong to the one before: `takers` has a bit for each byte that takes the next one
// unless it is taken itself, as a backslash does or the first byte of a character of two. In a row
// of takers every second one is taken. `carry` is 1 where the first byte of the window is taken by
// the window before, and is left so for the next.
inline uint64_t taken_bytes(uint64_t takers, uint64_t& carry) {
  constexpr uint64_t kEven = 0x5555'5555'5555'5555;
  const uint64_t taking = takers & ~carry;
  const uint64_t behind = taking << 1 | carry;
  const uint64_t odd_starts = taking & ~kEven & ~behind;
  uint64_t even_runs = 0;
  carry = __builtin_add_overflow(odd_starts, taking, &even_runs) ? 1 : 0;
  return (kEven ^ even_runs << 1) & behind;
}

// Writes the offsets of the bits that are set in `windows`, ascending, `base` added, and returns
// how many there are. `engine` is available.
size_t write_set_bits(std::span<const uint64_t> windows, uint32_t base, ScanEngine engine,
                      uint32_t* out);

}  // namespace sekisho::text
