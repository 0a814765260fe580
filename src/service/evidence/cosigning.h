#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/error.h"
#include "service/evidence/cosigner.h"
#include "tlog/log.h"
#include "tlog/quorum.h"

namespace sekisho::service {

struct CosigningOptions {
  std::chrono::milliseconds every{1000};          // between two rounds, at least
  std::chrono::milliseconds stamp_every{60'000};  // between two time stamps of an authority
  CosignerOptions cosigner;
};

// Follows the publications of a log that is open for writing, on a thread of its own: asks for
// cosignatures of the newest checkpoint, adds them to it, and goes on with the next. The log never
// waits for it. In one line, where `log` is open and outlives it:
//
//   auto cosigning = Cosigning::start(*log, directory, policy_path, {}, tell);
//
// `tell` hears of each round, on that thread.
class Cosigning {
 public:
  using Tell = std::function<void(const Result<CosigningRound>&)>;
  // kUsage where another process asks for this log; errors of the policy.
  static Result<std::unique_ptr<Cosigning>> start(tlog::Log& log, const std::string& directory,
                                                  const std::string& policy_path,
                                                  const CosigningOptions& options, Tell tell);
  // `start` is how one gets it.
  Cosigning(tlog::Log& log, std::unique_ptr<Cosigner> cosigner, const CosigningOptions& options,
            Tell tell);
  // A last round for what is published by now, with time stamps; it takes as long as those who are
  // asked, at most CosignerOptions::limits.
  ~Cosigning();

 private:
  using Clock = std::chrono::steady_clock;
  void run();
  bool is_due(bool last) const;
  void ask(bool last);

  tlog::Log& log_;
  std::unique_ptr<Cosigner> cosigner_;
  const CosigningOptions options_;
  const Tell tell_;

  // Of the thread.
  tlog::Checkpoint told_;  // the last one that was asked for, and whether its quorum was met
  bool met_ = false;
  Clock::time_point next_stamp_;

  std::mutex mutex_;
  std::condition_variable stopping_changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sekisho::service
