#include "tlog/journal_follower.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tlog/journal.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::tlog {
namespace {

constexpr uint64_t kSegmentBytes = 4 * kJournalBlockBytes;  // three small groups

class JournalFollowerTest : public ::testing::Test {
 protected:
  JournalFollowerTest() { EXPECT_TRUE(Journal::create(disk_.root(), kSegmentBytes)); }
  // As the next process does.
  void begin() {
    journal_ = Journal::open(disk_.root(), kSegmentBytes, 0, [](auto&&...) {
                 return Result<void>();
               }).value();
    ASSERT_TRUE(journal_->begin());
  }
  void write(int entries) {
    JournalGroup group;
    for (int i = 0; i < entries; ++i) group.add(fmt::format("entry {}", journal_->end() + i));
    group.hash();
    ASSERT_TRUE(journal_->write(group));
  }
  static Result<uint64_t> read(JournalFollower& follower, uint64_t count = 1000) {
    return follower.read(count, [](uint64_t index, std::string_view entry) -> Result<void> {
      EXPECT_EQ(entry, fmt::format("entry {}", index));
      return {};
    });
  }
  JournalFollower follow(uint64_t from = 0) {
    return JournalFollower::open(disk_.root(), from).value();
  }

  SimulatedDisk disk_{1};
  std::unique_ptr<Journal> journal_;
};

TEST_F(JournalFollowerTest, TellsWhatIsKnownToBeDurable) {
  begin();
  JournalFollower follower = follow();
  EXPECT_EQ(read(follower), 0u);
  write(2);
  EXPECT_EQ(read(follower), 0u) << "written, and nobody synced it";
  ASSERT_TRUE(journal_->sync());
  EXPECT_EQ(read(follower), 0u) << "synced, and nothing says so";
  ASSERT_TRUE(journal_->mark());
  EXPECT_EQ(read(follower), 2u);
  write(1);
  ASSERT_TRUE(journal_->sync());
  write(1);
  EXPECT_EQ(read(follower), 1u);
  EXPECT_EQ(follower.next(), 3u);
}

TEST_F(JournalFollowerTest, GoesOnThroughSegmentsAndProcesses) {
  begin();
  JournalFollower follower = follow();
  uint64_t told = 0;
  for (int i = 0; i < 20; ++i) {
    if (i % 7 == 3) begin();
    ASSERT_TRUE(journal_->sync());
    write(3);
    const Result<uint64_t> now = read(follower, 2);
    ASSERT_TRUE(now) << to_string(now.error());
    told += *now;
    EXPECT_EQ(follower.next(), told);
  }
  begin();
  while (true) {
    const Result<uint64_t> now = read(follower, 7);
    ASSERT_TRUE(now) << to_string(now.error());
    if (*now == 0) break;
    told += *now;
  }
  EXPECT_EQ(told, journal_->end());
  JournalFollower later = follow(31);
  EXPECT_EQ(read(later), journal_->end() - 31);
}

TEST_F(JournalFollowerTest, BeginsWithTheFirstEntryThatIsThere) {
  begin();
  for (int i = 0; i < 8; ++i) {
    ASSERT_TRUE(journal_->sync());
    write(1);
  }
  ASSERT_TRUE(journal_->sync());
  ASSERT_TRUE(journal_->mark());
  ASSERT_TRUE(journal_->forget(5));
  JournalFollower follower = follow();
  EXPECT_EQ(follower.next(), 3u);
  EXPECT_EQ(read(follower), 5u);
  JournalFollower beyond = follow(100);
  EXPECT_EQ(read(beyond).error().message, "the journal ends with entry 8, before entry 100");
}

TEST_F(JournalFollowerTest, SaysWhatIsDamaged) {
  begin();
  write(1);
  ASSERT_TRUE(journal_->sync());
  write(1);
  ASSERT_TRUE(journal_->sync());
  ASSERT_TRUE(journal_->mark());
  ASSERT_TRUE(disk_.flip(segment_name(0), 8 * (kJournalBlockBytes + kGroupHeadBytes + 3)));
  JournalFollower follower = follow();
  const Result<uint64_t> told = read(follower);
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().message,
            "the journal is damaged: entries 0 to 1 were durable and are missing");
}

}  // namespace
}  // namespace sekisho::tlog
