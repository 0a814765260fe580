#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "base/error.h"
#include "base/instant.h"
#include "service/gate/limits.h"
#include "service/store/ledger.h"
#include "spool/spool_reader.h"

namespace sekisho::service {

// Takes the looks of a gate's spool over into the record, each once: how far it has come is written
// in the transaction of the entries, and found again from both sides, whoever was interrupted. What
// the record has is forgotten by the spool.
//
// A thread of its own, between `start` and `stop`; `status` from any thread.
class GateDrain {
 public:
  struct Options {
    std::filesystem::path spool;
    std::function<Instant()> now;
    // Told a line, without its end, when something goes wrong and when it goes on.
    std::function<void(std::string_view line)> say = [](std::string_view) {};
  };
  // The ledger outlives it.
  GateDrain(Ledger& ledger, Options options) : ledger_(ledger), options_(std::move(options)) {}
  GateDrain(const GateDrain&) = delete;
  GateDrain& operator=(const GateDrain&) = delete;
  ~GateDrain() { stop(); }

  void start();
  void stop();

  // One transaction's worth: how many entries of the spool; 0: none wait. After an error it begins
  // again by asking how far it had come. For the thread, or for who has none.
  Result<uint64_t> drain();

  struct Status {
    bool works = false;         // the last attempt was no error
    uint64_t taken = 0;         // entries of the spool since the start of the process,
    uint64_t gaps = 0;          // of these, gaps, and such that could not be read
    uint64_t waiting = 0;       // entries that it knows of and has not taken
    int64_t behind_micros = 0;  // how old the last look was when it was taken; 0: nothing waits
    bool operator==(const Status&) const = default;
  };
  Status status() const;

 private:
  struct Batch;
  Result<void> open();
  Result<Batch> read_batch();
  Result<void> write_batch(const Batch& batch);
  Result<void> forget();
  void run();

  Ledger& ledger_;
  const Options options_;
  // Of whoever drains.
  std::optional<spool::SpoolDrain> drain_ = {};
  std::optional<spool::SpoolReader> reader_ = {};
  uint64_t position_ = 0;  // entries before it are in the record
  uint64_t seen_ = 0;      // entries of the record before it name no later look
  uint64_t forgotten_ = 0;
  std::chrono::steady_clock::time_point forget_at_ = {};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  Status status_ = {};
  std::thread thread_;
};

}  // namespace sekisho::service
