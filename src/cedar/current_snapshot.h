#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "cedar/decision_snapshot.h"

namespace sekisho::cedar {

// The snapshot that decides now, to be changed while others decide. Any number of threads. Nobody
// waits: who decides holds what they loaded, and it is the publisher who destroys an old one, so
// that no reader is held up by that.
class CurrentSnapshot {
 public:
  using Pointer = std::shared_ptr<const DecisionSnapshot>;
  explicit CurrentSnapshot(Pointer first);

  // Load once for each decision, or for as many as shall be consistent; then let go.
  Pointer load() const { return current_.load(std::memory_order_acquire); }

  // What was current before lives until a later call finds that nobody holds it, or for as long as
  // somebody does.
  void publish(Pointer next);

 private:
  std::atomic<Pointer> current_;
  std::mutex mutex_;  // guards retired_
  std::vector<Pointer> retired_;
};

}  // namespace sekisho::cedar
