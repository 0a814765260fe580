#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "tlog/file_system.h"

namespace sekisho::tlog {

// A disk in memory that loses what was not synced, for tests. A crash keeps any of the writes to a
// file since its last sync, whole or torn at 512 bytes, and any of the changes of names in a
// directory since its last sync. A file whose name is not durable is gone. Any number of threads.
class SimulatedDisk {
 public:
  // What happens at the call that fails.
  enum class Failure : uint8_t {
    kStop,     // the machine stops there: every further call fails, until `crash`
    kIoError,  // a write is cut short; a sync fails, and the data is clean in memory and lost
    kNoSpace,  // a write is cut short
  };

  explicit SimulatedDisk(uint64_t seed);
  ~SimulatedDisk();

  std::unique_ptr<Directory> root();

  // Calls so far that could have been the last: writes, syncs, changes of names.
  uint64_t calls() const;
  // Call number `call` fails; those before it do not.
  void fail_at(uint64_t call, Failure failure);
  // The power goes and comes back. What was open before still reads and writes what is nobody's
  // any more. Nothing fails afterwards.
  void crash();
  // Every write from now on that begins so, whether it fails or not.
  void watch(std::string beginning);
  std::vector<std::string> watched() const;
  // Flips one bit in the file of this path, also on the disk.
  bool flip(const std::string& path, uint64_t bit);

  struct State;

 private:
  std::shared_ptr<State> state_;
};

// Lets each call of the disk fail in turn, in each way. A `Run` is made anew of the seed, 1 to
// `seeds`, for each of them, and has its disk. `work` is what fails somewhere; `then` looks at what
// is left, told of the way and the number of the call. Ends at the first failure of the test. How
// many calls there were.
template <class Run, class Work, class Then>
uint64_t fail_at_every_call(uint64_t seeds, Work work, Then then) {
  using Failure = SimulatedDisk::Failure;
  uint64_t points = 0;
  for (uint64_t seed = 1; seed <= seeds; ++seed) {
    Run whole(seed);
    const uint64_t before = whole.disk().calls();
    work(whole);
    const uint64_t calls = whole.disk().calls() - before;
    for (const Failure failure : {Failure::kStop, Failure::kIoError, Failure::kNoSpace}) {
      for (uint64_t call = 0; call < calls; ++call, ++points) {
        SCOPED_TRACE(
            fmt::format("seed {}, call {}, failure {}", seed, call, static_cast<int>(failure)));
        Run run(seed);
        run.disk().fail_at(run.disk().calls() + call, failure);
        work(run);
        then(run, failure, call);
        if (testing::Test::HasFailure()) return points;
      }
    }
  }
  return points;
}

}  // namespace sekisho::tlog
