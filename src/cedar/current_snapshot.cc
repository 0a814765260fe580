#include "cedar/current_snapshot.h"

#include <utility>

namespace sekisho::cedar {

CurrentSnapshot::CurrentSnapshot(Pointer first) : current_(std::move(first)) {}

void CurrentSnapshot::publish(Pointer next) {
  const std::lock_guard lock(mutex_);
  retired_.push_back(current_.exchange(std::move(next), std::memory_order_acq_rel));
  // Whom nobody else holds, nobody can come to hold: only `current_` hands snapshots out.
  std::erase_if(retired_, [](const Pointer& old) { return old.use_count() == 1; });
}

}  // namespace sekisho::cedar
