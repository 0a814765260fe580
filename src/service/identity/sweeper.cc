#include "service/identity/sweeper.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "identity/throttle.h"

namespace sekisho::service {
namespace {

constexpr std::chrono::hours kPause{1};

}  // namespace

Sweeper::Sweeper(identity::IdentityStorage& storage, Options options)
    : storage_(storage),
      options_(std::move(options)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Result<void> Sweeper::sweep(identity::IdentityStorage& storage, Instant now) {
  return storage.sweep(now, shifted(now, -identity::kBudgetLife));
}

void Sweeper::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (const auto swept = sweep(storage_, options_.now()); !swept) {
      options_.say(fmt::format("what has ended stays in the store: {}", swept.error().message));
    }
    stopped_.wait_for(lock, stop, kPause, [] { return false; });
  }
}

}  // namespace sekisho::service
