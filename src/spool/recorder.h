#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "spool/limits.h"
#include "tlog/file_system.h"

namespace sekisho::spool {

// Takes what workers of this machine offer (spool_client.h) and makes it durable: one write and one
// sync for whatever all of them offered meanwhile. One thread, which sleeps while nothing comes.
//
// A worker that dies leaves what it offered, which is recorded. One whose ring is damaged is let
// go; the others notice neither. After an error of the disk everybody is let go, nothing is
// acknowledged any more, and the process has to end: the next one recovers.
class Recorder {
 public:
  struct Options {
    std::string socket;  // its path; one that nobody answers at is replaced
    std::vector<uint32_t> users =
        {};                        // whose workers may come, besides this process's own and root
    size_t workers = kMaxWorkers;  // at once
    // Told a line, without its end, when something happens that somebody may want to know.
    std::function<void(std::string_view line)> say = [](std::string_view) {};
  };
  // It listens already. Errors of SpoolWriter::open; kUsage where somebody listens there.
  static Result<std::unique_ptr<Recorder>> open(std::shared_ptr<tlog::Directory> spool,
                                                Options options);
  class State;
  explicit Recorder(std::unique_ptr<State> state);
  ~Recorder();

  // Until `stop`, or until the disk fails: that is the error. What was offered by then is recorded.
  Result<void> run();
  // From any thread and from a signal handler.
  void stop();

  struct Counts {
    uint64_t workers = 0;  // now
    uint64_t entries = 0;  // that it made durable
    uint64_t groups = 0;   // writes and syncs
  };
  Counts counts() const;  // any thread

 private:
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::spool
