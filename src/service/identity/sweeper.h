#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "base/error.h"
#include "base/instant.h"
#include "identity/identity_storage.h"

namespace sekisho::service {

// Takes what has ended out of a store, at once and then every hour: sessions, log-ins under way,
// codes, recoveries, tokens, notices, devices, and counted attempts that nobody asks after any
// more. None of it counts from its end on; this is for room. A thread of its own, until it is
// destroyed.
class Sweeper {
 public:
  struct Options {
    std::function<Instant()> now;
    // Told a line, without its end, when it failed.
    std::function<void(std::string_view line)> say = [](std::string_view) {};
  };
  // The storage outlives it.
  Sweeper(identity::IdentityStorage& storage, Options options);
  Sweeper(const Sweeper&) = delete;
  Sweeper& operator=(const Sweeper&) = delete;
  ~Sweeper() = default;  // its thread is told to end, and waited for

  // Once, now.
  static Result<void> sweep(identity::IdentityStorage& storage, Instant now);

 private:
  void run(const std::stop_token& stop);

  identity::IdentityStorage& storage_;
  const Options options_;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last: it ends before what it uses
};

}  // namespace sekisho::service
