#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"
#include "spool/descriptor.h"
#include "spool/ring.h"
#include "tlog/journal_group.h"

namespace sekisho::spool {

// A worker as the recorder sees it: who it is, its socket, and its ring once it handed that over.
class RecorderWorker {
 public:
  RecorderWorker(Descriptor socket, int32_t process, uint32_t user)
      : socket_(std::move(socket)), process_(process), user_(user) {}

  int socket() const { return socket_.get(); }
  std::string name() const;  // for people

  // Takes what came over the socket: the ring, bells, or the end. kBadInput where it greets with
  // anything but a ring.
  Result<void> hear();

  // Adds what the worker offered to the group, at most about kMaxTakenBytes of it.
  Result<void> take(tlog::JournalGroup& group);
  // Whether there is nothing to take; from then on the worker rings.
  bool fall_asleep() { return !ring_ || ring_->fall_asleep(); }
  void wake_up() {
    if (ring_) ring_->wake_up();
  }
  // Everything that was taken is durable.
  void acknowledge();

  // It has gone, and nothing of it is left to take.
  bool is_done() const { return gone_ && (!ring_ || left_ == 0); }

 private:
  Descriptor socket_;
  int32_t process_;
  uint32_t user_;
  RingMemory memory_ = {};
  std::optional<RingReader> ring_ = {};
  uint64_t taken_ = 0;
  uint64_t acknowledged_ = 0;
  bool gone_ = false;
  uint64_t left_ = 0;  // times that it is still asked, once it has gone
};

}  // namespace sekisho::spool
