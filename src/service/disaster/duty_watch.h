#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "base/instant.h"
#include "service/disaster/disasters.h"

namespace sekisho::service {

// Ends what has run out of lendings, a few seconds after its time: gates and reviews judge by the
// registers and wait for nobody; log-ins and the proof follow. A thread of its own, until it is
// destroyed.
class DutyWatch {
 public:
  struct Options {
    std::function<Instant()> now;
    // Told a line, without its end, when it failed.
    std::function<void(std::string_view line)> say = [](std::string_view) {};
  };
  // What it watches outlives it.
  DutyWatch(Disasters& disasters, Options options);
  DutyWatch(const DutyWatch&) = delete;
  DutyWatch& operator=(const DutyWatch&) = delete;
  ~DutyWatch() = default;  // its thread is told to end, and waited for

 private:
  void run(const std::stop_token& stop);

  Disasters& disasters_;
  const Options options_;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last: it ends before what it uses
};

}  // namespace sekisho::service
