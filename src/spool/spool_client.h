#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "spool/limits.h"
#include "spool/ring.h"

namespace sekisho::spool {

// Why an entry was not taken. Whoever offered it denies.
enum class Refusal : uint8_t {
  kFull,     // no room in the ring: the disk is slower than those who look
  kGone,     // the recorder ended, or its disk failed: connect again later
  kSilent,   // it made nothing durable for kSilence while entries waited
  kTooLong,  // or empty: no recorder would take it
};
std::string_view name_of(Refusal refusal);

// A worker's way to the recorder of its machine: entries go into a ring of shared memory, and come
// to be durable some time later. One for each process that makes it, after it was forked. Not
// thread-safe. Nothing here waits, throws or raises a signal.
class SpoolClient {
 public:
  struct Options {
    size_t ring_bytes = kRingBytes;  // a power of two, kMinRingBytes to kMaxRingBytes
    std::chrono::milliseconds silence = kSilence;
  };
  // kIo where no recorder listens there, or it has too many who wait to be let in. A recorder that
  // does not want this process's user closes at once: `alive` says so later.
  static Result<std::unique_ptr<SpoolClient>> connect(const std::string& socket_path,
                                                      const Options& options);
  static Result<std::unique_ptr<SpoolClient>> connect(const std::string& socket_path);
  SpoolClient(RingMemory memory, Descriptor socket, std::chrono::milliseconds silence);

  // Readable when `durable` grew or the recorder has gone; the same for the client's whole life.
  // Level or edge: `hear` reads all that is there.
  int wake_fd() const { return socket_.get(); }
  void hear() noexcept;

  // The entry's ticket: 1, 2, 3, … It stays here until `hand_over`, or until there is much of it:
  // what is offered in one turn of an event loop costs the recorder one write. A refused entry is
  // recorded nowhere; an entry that was taken and never became durable may be recorded or not.
  // Whoever waits for a ticket sets a timer, too: a recorder that hangs wakes nobody.
  std::expected<uint64_t, Refusal> offer(std::string_view entry) noexcept;
  // The recorder may take what was offered. Costs next to nothing where that is nothing new.
  void hand_over() noexcept;

  // Entries up to this ticket are on the disk. A look into memory: after `hear` it has what woke.
  // It stays what it was once the recorder has gone.
  uint64_t durable() noexcept;

  // False for good once `hear` or `hand_over` saw that the recorder has gone.
  bool alive() const { return alive_; }

 private:
  using Clock = std::chrono::steady_clock;

  RingMemory memory_;
  RingWriter ring_;
  Descriptor socket_;
  std::chrono::milliseconds silence_;
  uint64_t offered_ = 0;
  uint64_t handed_over_ = 0;
  uint64_t durable_ = 0;
  Clock::time_point waiting_since_{};  // for `durable_` to grow to what was handed over
  bool alive_ = true;
};

}  // namespace sekisho::spool
