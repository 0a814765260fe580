#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "spool/descriptor.h"

// A bounded ring of entries in memory that a worker and the recorder share (docs/formats/
// gate-look.md). The worker alone writes entries, the recorder alone takes them; neither waits for
// the other. An entry is seen whole or not at all: it is in place before `head` says so, so that a
// worker may be killed at any instruction.
//
// The recorder trusts nothing in it. It keeps its own count of how far it took, reads `head` and
// each length once, and holds both to their bounds; only the bytes of an entry are the worker's to
// choose. The memory cannot be made smaller under its hands: it is sealed.
namespace sekisho::spool {

// At the beginning of the memory; entries follow from kRingDataOffset on. Positions count bytes
// from the ring's beginning and never go back; they are multiples of 8.
struct RingState {
  alignas(64) std::atomic<uint64_t> head = 0;    // worker: behind the last one handed over
  alignas(64) std::atomic<uint64_t> tail = 0;    // recorder: in front of the first one not taken
  std::atomic<uint64_t> durable = 0;             // recorder: so many entries are on the disk
  alignas(64) std::atomic<uint32_t> asleep = 0;  // recorder: 1: it waits to be rung
};
inline constexpr size_t kRingDataOffset = 4096;

class RingMemory {
 public:
  RingMemory() = default;
  // A worker's, of zeros. INVARIANT: `capacity` is a power of two within the limits.
  static Result<RingMemory> make(size_t capacity);
  // What a worker handed over. kBadInput where it is of another size than it says, or could still
  // change its size.
  static Result<RingMemory> adopt(Descriptor memory, uint64_t capacity);
  // Memory of this process, for those who have no worker.
  static RingMemory over(std::span<char> memory);

  RingMemory(RingMemory&& other) noexcept;
  RingMemory& operator=(RingMemory&& other) noexcept;
  ~RingMemory();

  int fd() const { return memory_.get(); }  // of one that was made
  size_t capacity() const { return bytes_.size() - kRingDataOffset; }
  RingState& state() const { return *reinterpret_cast<RingState*>(bytes_.data()); }
  char* data() const { return bytes_.data() + kRingDataOffset; }

 private:
  RingMemory(Descriptor memory, std::span<char> bytes, bool mapped)
      : memory_(std::move(memory)), bytes_(bytes), mapped_(mapped) {}
  Descriptor memory_ = {};
  std::span<char> bytes_ = {};
  bool mapped_ = false;
};

// The worker's side. Not thread-safe.
class RingWriter {
 public:
  explicit RingWriter(const RingMemory& memory) : memory_(&memory) {}

  // Puts an entry where only `hand_over` lets the recorder see it. False where there is no room.
  // INVARIANT: 1 <= entry.size() <= kMaxLookBytes.
  bool put(std::string_view entry);
  // Bytes of what was put and not handed over.
  uint64_t kept_back() const { return head_ - handed_over_; }
  // Lets the recorder take all that was put. True: it sleeps, and has to be rung.
  bool hand_over();
  uint64_t durable() const { return memory_->state().durable.load(std::memory_order_acquire); }

 private:
  const RingMemory* memory_;
  uint64_t head_ = 0;
  uint64_t handed_over_ = 0;
};

// The recorder's side. Not thread-safe.
class RingReader {
 public:
  explicit RingReader(const RingMemory& memory) : memory_(&memory) {}

  using Each = std::function<void(std::string_view entry)>;  // in shared memory: read it once
  // Takes what is there, at most about `bytes` of it, and gives the room back. How many entries.
  // kBadInput where the ring says what no worker of ours writes; what was taken before stands.
  Result<uint64_t> take(size_t bytes, const Each& each);
  // Asks to be rung from now on; false where there is something to take already.
  bool fall_asleep();
  void wake_up() { memory_->state().asleep.store(0, std::memory_order_relaxed); }
  void tell_durable(uint64_t entries) {
    memory_->state().durable.store(entries, std::memory_order_release);
  }

 private:
  const RingMemory* memory_;
  uint64_t tail_ = 0;
  std::string wrapped_;  // an entry that begins at the end of the memory
};

}  // namespace sekisho::spool
