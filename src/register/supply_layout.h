#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

// How a supply segment lies in its file (docs/formats/store.md), which is read where it is mapped.
namespace sekisho::reg {

static_assert(std::endian::native == std::endian::little, "segments are little-endian");

struct SupplyHeader {
  char magic[8];
  uint64_t version;
  uint64_t head_bytes;  // of the JSON behind this, filled up to a multiple of 8
  uint64_t points;
  uint64_t rows;
  uint64_t heap_bytes;
  uint64_t reserved[2];
};
static_assert(sizeof(SupplyHeader) == 64);

// A key of digits as SupplyKey has it; any other one stands in the heap.
struct SupplyPoint {
  uint64_t low;        // of another key: where it begins
  uint32_t high;       // of another key: kHighEnd
  uint32_t key_bytes;  // of another key
  uint32_t first_row;
  uint32_t row_count;
};
static_assert(sizeof(SupplyPoint) == 24);

struct StoredSupplyRow {
  int64_t from;
  int64_t until;
  int64_t applied;
  uint32_t customer;  // where it begins in the heap
  uint16_t customer_bytes;
  uint16_t file;
  uint32_t retailer;  // its place in the list, from 1; 0: none
  uint32_t line;
};
static_assert(sizeof(StoredSupplyRow) == 40);

inline constexpr char kSupplyMagic[8] = {'S', 'K', 'S', 'U', 'P', 'P', 'L', 'Y'};
inline constexpr uint64_t kSupplyVersion = 1;
inline constexpr uint64_t kMaxSegmentHeadBytes = uint64_t{64} << 20;

}  // namespace sekisho::reg
