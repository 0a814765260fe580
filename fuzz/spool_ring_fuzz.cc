// What the recorder reads of a worker that says anything: the ring's counters and lengths, from one
// moment to the next; and entries of a spool as a drain reads them. The first byte chooses.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/big_endian.h"
#include "spool/limits.h"
#include "spool/look.h"
#include "spool/ring.h"

using namespace sekisho;

namespace {

constexpr size_t kCapacity = spool::kMinRingBytes;

// Steps of nine bytes: `head` is set to eight of them, or they are written where the ninth says.
void read_ring(std::string_view bytes) {
  static std::vector<uint64_t> storage((spool::kRingDataOffset + kCapacity) / sizeof(uint64_t));
  std::fill(storage.begin(), storage.end(), 0);
  const spool::RingMemory memory = spool::RingMemory::over(
      {reinterpret_cast<char*>(storage.data()), storage.size() * sizeof(uint64_t)});
  spool::RingReader reader(memory);
  uint64_t taken = 0;
  constexpr size_t kStep = 9;
  for (; bytes.size() >= kStep; bytes.remove_prefix(kStep)) {
    const auto where = static_cast<unsigned char>(bytes.front());
    const uint64_t value = read_u64(bytes.substr(1));
    if (where % 2 == 0) {
      memory.state().head = value;
    } else {
      std::memcpy(memory.data() + where / 2 * sizeof value, &value, sizeof value);
    }
    const auto got = reader.take(kCapacity, [&](std::string_view entry) {
      if (entry.empty() || entry.size() > spool::kMaxLookBytes) __builtin_trap();
      for (const char byte : entry) taken += static_cast<unsigned char>(byte);
    });
    if (!got) return;
    if (*got > kCapacity / sizeof(uint64_t)) __builtin_trap();
  }
}

// What is read and written again is read as the same.
void read_entry(std::string_view bytes) {
  const auto entry = spool::SpoolEntry::parse(bytes);
  if (!entry || entry->look() == nullptr) return;
  std::string once;
  if (!spool::append_look(once, *entry->look())) return;
  const auto again = spool::SpoolEntry::parse(once);
  std::string twice;
  if (!again || !spool::append_look(twice, *again->look()) || once != twice) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.empty()) return 0;
  if (bytes.front() == 'r') {
    read_ring(bytes.substr(1));
  } else {
    read_entry(bytes.substr(1));
  }
  return 0;
}
