#include "cedar/current_snapshot.h"

#include <utility>

namespace sekisho::cedar {

CurrentSnapshot::CurrentSnapshot(Pointer first) : current_(std::move(first)) {}

CurrentSnapshot::Pointer CurrentSnapshot::load() const {
  const std::lock_guard lock(current_mutex_);
  return current_;
}

void CurrentSnapshot::publish(Pointer next) {
  {
    const std::lock_guard lock(current_mutex_);
    current_.swap(next);
  }
  const std::lock_guard lock(retired_mutex_);
  retired_.push_back(std::move(next));
  // Whom nobody else holds, nobody can come to hold: only `current_` hands snapshots out.
  std::erase_if(retired_, [](const Pointer& old) { return old.use_count() == 1; });
}

}  // namespace sekisho::cedar
