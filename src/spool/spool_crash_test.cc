// A spool on a disk that stops, fails or fills up at every call in turn, with a drain beside its
// recorder. What was acknowledged is there afterwards, once and in its place, and the drain goes on
// where it was. No threads: the same seed makes the same calls.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <vector>

#include "spool/spool_files.h"
#include "spool/spool_reader.h"
#include "spool/spool_writer.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::spool {
namespace {

using Failure = tlog::SimulatedDisk::Failure;

class SpoolRun {
 public:
  explicit SpoolRun(uint64_t seed) : random_(seed), disk_(seed) {
    EXPECT_TRUE(disk_.root()->make_directory("spool") && disk_.root()->sync());
  }
  tlog::SimulatedDisk& disk() { return disk_; }

  // Opens the spool, making it where it is not there, and works until an error or the end.
  void work() {
    ++life_;
    Result<SpoolWriter> writer = SpoolWriter::open(place(), kSegmentBytes);
    if (!writer) {
      refusal_ = to_string(writer.error());
      return;
    }
    refusal_.clear();
    adopt(*writer);
    reader_.reset();
    for (int step = 0; step < kSteps; ++step) {
      if (!write(*writer)) return;
      const bool marks = random_() % 2 == 0;
      if (marks && !writer->mark()) return;
      if ((marks || random_() % 3 == 0) && !drain()) return;
      if (marks) EXPECT_EQ(drained_, entries_.size()) << "something says so of all";
      if (random_() % 3 == 0) [[maybe_unused]]
        const auto tidied = writer->tidy_up();
    }
  }

  void expect_whole() {
    EXPECT_EQ(refusal_, "");
    EXPECT_LE(drained_, entries_.size());
  }

 private:
  static constexpr int kSteps = 6;
  static constexpr uint64_t kSegmentBytes = 16 << 10;  // three small groups
  static constexpr size_t kLargeEntry = 600;

  std::shared_ptr<tlog::Directory> place() { return disk_.root()->directory("spool").value(); }

  bool write(SpoolWriter& writer) {
    tlog::JournalGroup group;
    std::vector<std::string> offered;
    for (uint64_t i = 0, count = 1 + random_() % 3; i < count; ++i) {
      offered.push_back(fmt::format("{} of life {}", writer.end() + i, life_));
    }
    // Now and then enough of them for another segment.
    if (random_() % 3 == 0) {
      for (int i = 0; i < 25; ++i)
        offered.push_back(fmt::format("{} {}", writer.end() + offered.size(),
                                      std::string(kLargeEntry, static_cast<char>('a' + life_))));
    }
    for (const std::string& entry : offered) group.add(entry);
    group.hash();
    if (!writer.write(group)) return false;
    entries_.insert(entries_.end(), offered.begin(), offered.end());
    EXPECT_EQ(entries_.size(), writer.end());
    return true;
  }

  bool drain() {
    if (!reader_) {
      auto reader = SpoolReader::open(place(), drained_);
      if (!reader) return false;
      EXPECT_EQ(reader->position(), drained_);
      reader_ = std::move(*reader);
    }
    const Result<uint64_t> told =
        reader_->read(1000, [&](uint64_t index, std::string_view entry) -> Result<void> {
          EXPECT_LT(index, entries_.size()) << "nobody acknowledged it";
          if (index < entries_.size()) EXPECT_EQ(entry, entries_[index]);
          return {};
        });
    if (!told) return false;
    drained_ = reader_->position();
    return write_drained(*place(), drained_).has_value();
  }

  // What stands there now is what was acknowledged, perhaps with more behind it; from now on that
  // is known, too.
  void adopt(const SpoolWriter& writer) {
    ASSERT_GE(writer.end(), entries_.size());
    ASSERT_LE(writer.first_kept(), drained_) << "an entry was given up that nobody drained";
    entries_.resize(writer.end());
    auto reader = SpoolReader::open(place(), 0);
    if (!reader) return;
    const Result<uint64_t> told =
        reader->read(~uint32_t{0}, [&](uint64_t index, std::string_view entry) -> Result<void> {
          EXPECT_TRUE(entries_[index].empty() || entries_[index] == entry) << index;
          entries_[index] = entry;
          return {};
        });
    if (told) EXPECT_EQ(reader->position(), writer.end());
  }

  std::mt19937_64 random_;
  tlog::SimulatedDisk disk_;
  int life_ = 0;
  std::string refusal_;
  std::vector<std::string> entries_;  // acknowledged, or found there
  uint64_t drained_ = 0;
  std::optional<SpoolReader> reader_;
};

TEST(SpoolCrash, AtEveryCallWhatWasAcknowledgedIsThereOnce) {
  const uint64_t points = tlog::fail_at_every_call<SpoolRun>(
      4, [](SpoolRun& run) { run.work(); },
      [](SpoolRun& run, Failure failure, uint64_t call) {
        // Where the machine runs on, the next process finds what memory has; or the power goes.
        if (failure == Failure::kStop || call % 2 == 0) run.disk().crash();
        run.disk().fail_at(~uint64_t{0}, Failure::kStop);
        run.work();
        run.expect_whole();
        run.disk().crash();
        run.work();
        run.expect_whole();
      });
  fmt::print("{} distinct points\n", points);
  EXPECT_GE(points, 300u);
}

}  // namespace
}  // namespace sekisho::spool
