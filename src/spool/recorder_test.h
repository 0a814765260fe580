#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/temporary_directory_test.h"
#include "spool/recorder.h"
#include "spool/spool_reader.h"

namespace sekisho::spool {

constexpr int kPatienceMillis = 60'000;  // of a test that would fail otherwise

// A recorder on a spool of a test's own, in a thread.
class RunningRecorder {
 public:
  RunningRecorder() { start(); }
  ~RunningRecorder() { stop(); }

  std::string socket() const { return (directory_.path() / "socket").string(); }
  std::string spool() const { return (directory_.path() / "spool").string(); }

  void start(Recorder::Options options = {.socket = {}}) {
    options.socket = socket();
    auto place = tlog::make_and_open_private_directory(spool());
    ASSERT_TRUE(place) << to_string(place.error());
    auto recorder = Recorder::open(std::move(*place), std::move(options));
    ASSERT_TRUE(recorder) << to_string(recorder.error());
    recorder_ = std::move(*recorder);
    thread_ = std::thread([this] { result_ = recorder_->run(); });
  }
  void stop() {
    if (!thread_.joinable()) return;
    recorder_->stop();
    thread_.join();
    EXPECT_TRUE(result_) << to_string(result_.error());
    recorder_.reset();
  }
  Recorder& recorder() { return *recorder_; }

  // What a reader finds, from `from` on.
  std::vector<std::string> entries(uint64_t from = 0) const {
    std::vector<std::string> out;
    auto reader = SpoolReader::open(tlog::open_private_directory(spool()).value(), from);
    EXPECT_TRUE(reader) << to_string(reader.error());
    if (!reader) return out;
    const auto each = [&](uint64_t, std::string_view entry) -> Result<void> {
      out.emplace_back(entry);
      return {};
    };
    Result<uint64_t> told = 0;
    do {
      told = reader->read(100, each);
      EXPECT_TRUE(told) << to_string(told.error());
    } while (told && *told > 0);
    return out;
  }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<Recorder> recorder_;
  std::thread thread_;
  Result<void> result_ = {};
};

}  // namespace sekisho::spool
