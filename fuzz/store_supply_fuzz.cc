// A supply segment: whatever stands in the file, reading it ends with rows or an error.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "register/supply_segment.h"
#include "store/supply_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const int memory = ::memfd_create("segment", 0);
  if (memory < 0 || ::write(memory, data, size) != static_cast<ssize_t>(size)) __builtin_trap();
  const auto segment = sekisho::reg::SupplySegment::open("/proc/self/fd/" + std::to_string(memory));
  ::close(memory);
  if (!segment) return 0;
  const auto order = (*segment)->in_order();
  if (order && order->size() != (*segment)->rows()) __builtin_trap();
  for (uint64_t point = 0; point < (*segment)->points(); ++point) {
    const auto rows = (*segment)->rows_of(point);
    const auto found = (*segment)->history((*segment)->key(point));
    if (!rows) continue;
    for (const auto& row : *rows) {
      if (row.file >= (*segment)->files().size()) __builtin_trap();
    }
    if (!found && found.error().message.empty()) __builtin_trap();
  }
  const auto same = sekisho::store::compare_supply(segment->get(), **segment);
  if (same && same->unchanged > (*segment)->rows()) __builtin_trap();
  return 0;
}
