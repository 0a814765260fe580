#pragma once

#include <atomic>

#include "base/error.h"

// Work that became pointless, because whoever asked for it will not get an answer any more: a
// server that ends calls off what is under way. Whoever starts the work says by which flag, for its
// thread; whatever may take long looks in between.
namespace sekisho {

// From here to the end of the scope the thread works for somebody who may call it off by the flag,
// which must outlive the scope.
class CancellationScope {
 public:
  explicit CancellationScope(const std::atomic<bool>& flag);
  CancellationScope(const CancellationScope&) = delete;
  CancellationScope& operator=(const CancellationScope&) = delete;
  ~CancellationScope();

 private:
  const std::atomic<bool>* before_;
};

// Whether what this thread does was called off. Costs next to nothing.
bool cancelled();
// The same as an error, kIo.
Result<void> unless_cancelled();

}  // namespace sekisho
