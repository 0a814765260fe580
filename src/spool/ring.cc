#include "spool/ring.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <string>

#include "spool/limits.h"

namespace sekisho::spool {
namespace {

constexpr size_t kLengthBytes = sizeof(uint32_t);
constexpr uint64_t kAlignment = 8;
constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW;

static_assert(sizeof(RingState) <= kRingDataOffset);
static_assert(std::atomic<uint64_t>::is_always_lock_free);

uint64_t frame_bytes(size_t entry) {
  return (kLengthBytes + entry + kAlignment - 1) / kAlignment * kAlignment;
}

bool is_capacity(uint64_t bytes) {
  return std::has_single_bit(bytes) && bytes >= kMinRingBytes && bytes <= kMaxRingBytes;
}

std::unexpected<Error> refused(std::string_view what) {
  return fail(ErrorCode::kIo, fmt::format("cannot {}: {}", what, std::strerror(errno)));
}

Result<std::span<char>> map(int fd, size_t size) {
  void* at = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (at == MAP_FAILED) return refused("map a ring");
  return std::span(static_cast<char*>(at), size);
}

}  // namespace

Result<RingMemory> RingMemory::make(size_t capacity) {
  SEKISHO_INVARIANT(is_capacity(capacity));
  Descriptor memory(::memfd_create("sekisho-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  const auto size = static_cast<off_t>(kRingDataOffset + capacity);
  if (!memory.is_open() || ::ftruncate(memory.get(), size) != 0 ||
      ::fcntl(memory.get(), F_ADD_SEALS, kSeals) != 0) {
    return refused("make memory for a ring");
  }
  const Result<std::span<char>> bytes = map(memory.get(), kRingDataOffset + capacity);
  if (!bytes) return std::unexpected(bytes.error());
  return RingMemory(std::move(memory), *bytes, true);
}

Result<RingMemory> RingMemory::adopt(Descriptor memory, uint64_t capacity) {
  const auto no_ring = [](std::string_view why) {
    return fail(ErrorCode::kBadInput, fmt::format("what a worker hands over is no ring: {}", why));
  };
  if (!is_capacity(capacity)) return no_ring("its size is none of a ring");
  struct stat about{};
  struct statfs system{};
  if (::fstat(memory.get(), &about) != 0 || ::fstatfs(memory.get(), &system) != 0)
    return refused("look at a ring");
  // Pages of other file systems may be missing when they are read, which would end this process.
  if (!S_ISREG(about.st_mode) || system.f_type != TMPFS_MAGIC) return no_ring("it is no memory");
  const int seals = ::fcntl(memory.get(), F_GET_SEALS);
  if (seals < 0 || (seals & kSeals) != kSeals) return no_ring("it could be cut off");
  if (static_cast<uint64_t>(about.st_size) != kRingDataOffset + capacity)
    return no_ring("it is of another size than it says");
  const Result<std::span<char>> bytes = map(memory.get(), kRingDataOffset + capacity);
  if (!bytes) return std::unexpected(bytes.error());
  return RingMemory(Descriptor(), *bytes, true);
}

RingMemory RingMemory::over(std::span<char> memory) {
  return {Descriptor(), memory, false};
}

RingMemory::RingMemory(RingMemory&& other) noexcept
    : memory_(std::move(other.memory_)),
      bytes_(std::exchange(other.bytes_, {})),
      mapped_(std::exchange(other.mapped_, false)) {}

RingMemory& RingMemory::operator=(RingMemory&& other) noexcept {
  std::swap(memory_, other.memory_);
  std::swap(bytes_, other.bytes_);
  std::swap(mapped_, other.mapped_);
  return *this;
}

RingMemory::~RingMemory() {
  if (mapped_) ::munmap(bytes_.data(), bytes_.size());
}

bool RingWriter::put(std::string_view entry) {
  RingState& state = memory_->state();
  const uint64_t capacity = memory_->capacity();
  const uint64_t frame = frame_bytes(entry.size());
  const uint64_t used = head_ - state.tail.load(std::memory_order_acquire);
  if (used > capacity || frame > capacity - used) return false;
  char* const data = memory_->data();
  const uint64_t mask = capacity - 1;
  const auto length = static_cast<uint32_t>(entry.size());
  std::memcpy(data + (head_ & mask), &length, kLengthBytes);
  const uint64_t begin = (head_ + kLengthBytes) & mask;
  const size_t first = std::min<uint64_t>(entry.size(), capacity - begin);
  std::memcpy(data + begin, entry.data(), first);
  std::memcpy(data, entry.data() + first, entry.size() - first);
  head_ += frame;
  return true;
}

bool RingWriter::hand_over() {
  if (handed_over_ == head_) return false;
  RingState& state = memory_->state();
  handed_over_ = head_;
  // In one order with `asleep`: either the recorder sees the entries or we see that it sleeps.
  state.head.store(head_, std::memory_order_seq_cst);
  return state.asleep.load(std::memory_order_seq_cst) != 0 && state.asleep.exchange(0) != 0;
}

Result<uint64_t> RingReader::take(size_t bytes, const Each& each) {
  RingState& state = memory_->state();
  const uint64_t capacity = memory_->capacity();
  const uint64_t mask = capacity - 1;
  const uint64_t head = state.head.load(std::memory_order_acquire);
  const auto broken = [] { return fail(ErrorCode::kBadInput, "a worker's ring is damaged"); };
  if (head == tail_) return 0;
  if (head - tail_ > capacity || head % kAlignment != 0) return broken();
  const uint64_t until = head - tail_ > bytes ? tail_ + bytes : head;
  uint64_t count = 0;
  for (; tail_ < until; ++count) {
    const char* const data = memory_->data();
    uint32_t length = 0;
    std::memcpy(&length, data + (tail_ & mask), kLengthBytes);
    if (length == 0 || length > kMaxLookBytes || frame_bytes(length) > head - tail_)
      return broken();
    const uint64_t begin = (tail_ + kLengthBytes) & mask;
    const size_t first = std::min<uint64_t>(length, capacity - begin);
    if (first == length) {
      each({data + begin, length});
    } else {
      wrapped_.assign(data + begin, first);
      wrapped_.append(data, length - first);
      each(wrapped_);
    }
    tail_ += frame_bytes(length);
    state.tail.store(tail_, std::memory_order_release);
  }
  return count;
}

bool RingReader::fall_asleep() {
  RingState& state = memory_->state();
  state.asleep.store(1, std::memory_order_seq_cst);
  return state.head.load(std::memory_order_seq_cst) == tail_;
}

}  // namespace sekisho::spool
