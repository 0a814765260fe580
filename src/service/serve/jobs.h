#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "service/progress.h"
#include "service/serve/job.h"
#include "tlog/file_system.h"

namespace sekisho::service {

// What a job's work tells, and what it is told. Any thread.
class JobWatch {
 public:
  virtual ~JobWatch() = default;
  virtual void progress(const Progress& now) = 0;
  // Nobody wants the rest any more: end with any error.
  virtual bool unwanted() const = 0;
};

// The queue of a server. A job is a file of its own in the directory, written durably before it is
// acknowledged and at each change of its state. One at a time runs, in the order in which they were
// submitted, on a thread that gives way to everybody else's. What ran when the process ended waits
// again in the next one, to run from its beginning. What was interrupted more than kMaxOwnAttempts
// times stays so until somebody asks for it. Any number of threads.
class Jobs {
 public:
  // Does the work of a job; what it says is where the result is.
  using Work = std::function<Result<std::string>(const Job& job, JobWatch& watch)>;

  // Reads what is there. kBadInput where a file is no job.
  static Result<std::unique_ptr<Jobs>> open(std::unique_ptr<tlog::Directory> directory, Work work,
                                            std::function<Instant()> now);
  class State;
  explicit Jobs(std::unique_ptr<State> state);  // `open` is how one gets them
  // Interrupts what runs and waits for it.
  ~Jobs();

  // Takes up what waits. Once.
  void start();

  struct Submission {
    std::string kind;
    std::string request;  // JSON
    std::string caller;   // a pseudonym
  };
  // kLimit where too many wait.
  Result<Job> submit(const Submission& submission);

  std::optional<Job> find(std::string_view id) const;
  std::vector<Job> list() const;         // the newest first
  std::vector<uint64_t> counts() const;  // by state

  // kNotFound; kUsage where the state does not permit it: a job that ended cannot be cancelled, one
  // that waits, runs or is done not be run again.
  Result<Job> cancel(std::string_view id);
  Result<Job> run_again(std::string_view id);

 private:
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::service
