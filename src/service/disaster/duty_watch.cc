#include "service/disaster/duty_watch.h"

#include <fmt/format.h>

#include <utility>

#include "service/disaster/limits.h"

namespace sekisho::service {

DutyWatch::DutyWatch(Disasters& disasters, Options options)
    : disasters_(disasters),
      options_(std::move(options)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void DutyWatch::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (const auto settled = disasters_.settle(options_.now()); !settled) {
      options_.say(fmt::format("lendings that have ended wait: {}", settled.error().message));
    }
    stopped_.wait_for(lock, stop, kSettleEvery, [] { return false; });
  }
}

}  // namespace sekisho::service
