#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "cedar/decision_snapshot.h"

namespace sekisho::cedar {

// The snapshot that decides now, to be changed while others decide. Any number of threads. Nobody
// waits for a snapshot to be made or destroyed: who decides holds what they loaded, and it is the
// publisher who destroys an old one. The lock is held for as long as it takes to copy a pointer;
// std::atomic<std::shared_ptr> of libstdc++ 12 is a lock, too, and one that races: its load unlocks
// without releasing what it read.
class CurrentSnapshot {
 public:
  using Pointer = std::shared_ptr<const DecisionSnapshot>;
  explicit CurrentSnapshot(Pointer first);

  // Load once for each decision, or for as many as shall be consistent; then let go.
  Pointer load() const;

  // What was current before lives until a later call finds that nobody holds it, or for as long as
  // somebody does.
  void publish(Pointer next);

 private:
  mutable std::mutex current_mutex_;
  Pointer current_;  // guarded by current_mutex_
  std::mutex retired_mutex_;
  std::vector<Pointer> retired_;  // guarded by retired_mutex_
};

}  // namespace sekisho::cedar
