#pragma once

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

}  // namespace sekisho::tlog
