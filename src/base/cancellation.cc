#include "base/cancellation.h"

#include <utility>

namespace sekisho {
namespace {

thread_local const std::atomic<bool>* current = nullptr;

}  // namespace

CancellationScope::CancellationScope(const std::atomic<bool>& flag)
    : before_(std::exchange(current, &flag)) {}

CancellationScope::~CancellationScope() {
  current = before_;
}

bool cancelled() {
  return current != nullptr && current->load(std::memory_order_relaxed);
}

Result<void> unless_cancelled() {
  if (!cancelled()) return {};
  return fail(ErrorCode::kIo, "the work was called off", {}, "Ask again when the server is back.");
}

}  // namespace sekisho
