#include "tlog/journal.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "tlog/journal_reader.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::tlog {
namespace {

constexpr uint64_t kSegmentBytes = 4096;

std::string frame(uint64_t index, std::string_view entry) {
  std::string out;
  append_frame(out, index, entry);
  set_frame_hash(out.data(), leaf_hash(entry));
  return out;
}

struct Read {
  std::vector<std::string> entries;
  std::unique_ptr<Journal> journal;
};

Result<Read> open(SimulatedDisk& disk, uint64_t from = 0) {
  Read read;
  auto journal = Journal::open(disk.root(), kSegmentBytes, from,
                               [&](uint64_t, std::string_view entry, const Hash&) -> Result<void> {
                                 read.entries.emplace_back(entry);
                                 return {};
                               });
  if (!journal) return std::unexpected(journal.error());
  read.journal = std::move(*journal);
  return read;
}

TEST(Journal, GivesBackWhatWasSyncedAndBeginsANewSegment) {
  SimulatedDisk disk(1);
  ASSERT_TRUE(Journal::create(disk.root(), kSegmentBytes));
  {
    const Read read = open(disk).value();
    ASSERT_TRUE(read.journal->begin());
    for (uint64_t i = 0; i < 3; ++i) {
      ASSERT_TRUE(read.journal->write(frame(i, fmt::format("entry {}", i)), 1));
    }
    ASSERT_TRUE(read.journal->sync());
  }
  disk.crash();
  const Read read = open(disk).value();
  EXPECT_EQ(read.entries, (std::vector<std::string>{"entry 0", "entry 1", "entry 2"}));
  ASSERT_TRUE(read.journal->begin());
  EXPECT_EQ(disk.root()->names().value(),
            (std::vector<std::string>{segment_name(0), segment_name(3)}));
  ASSERT_TRUE(read.journal->forget(3));
  EXPECT_EQ(disk.root()->names().value(), std::vector<std::string>{segment_name(3)});
}

// A frame behind one that does not hold was never acknowledged. It must not come back once the gap
// is filled with another entry of the same size.
TEST(Journal, WhatStandsBehindAGapNeverComesBack) {
  SimulatedDisk disk(1);
  ASSERT_TRUE(Journal::create(disk.root(), kSegmentBytes));
  uint64_t second = 0;
  {
    const Read read = open(disk).value();
    ASSERT_TRUE(read.journal->begin());
    second = kSegmentHeadBytes + frame(0, "entry 0").size();
    for (uint64_t i = 0; i < 3; ++i) {
      ASSERT_TRUE(read.journal->write(frame(i, fmt::format("entry {}", i)), 1));
    }
    ASSERT_TRUE(read.journal->sync());
  }
  ASSERT_TRUE(disk.flip(segment_name(0), 8 * (second + kFrameHeadBytes)));
  {
    const Read read = open(disk).value();
    EXPECT_EQ(read.entries, std::vector<std::string>{"entry 0"});
    ASSERT_TRUE(read.journal->begin());
    ASSERT_TRUE(read.journal->write(frame(1, "other 1"), 1));
    ASSERT_TRUE(read.journal->sync());
  }
  disk.crash();
  EXPECT_EQ(open(disk).value().entries, (std::vector<std::string>{"entry 0", "other 1"}));
}

TEST(Journal, EntriesThatWereDurableAndAreGoneAreSaid) {
  SimulatedDisk disk(1);
  ASSERT_TRUE(Journal::create(disk.root(), kSegmentBytes));
  {
    const Read read = open(disk).value();
    ASSERT_TRUE(read.journal->begin());
    const std::string entry(1000, 'x');
    for (uint64_t i = 0; i < 10; ++i) {
      ASSERT_TRUE(read.journal->sync());
      ASSERT_TRUE(read.journal->write(frame(i, entry), 1));
    }
    ASSERT_TRUE(read.journal->sync());
    EXPECT_EQ(disk.root()->names().value().size(), 4u);  // three entries in each
  }
  EXPECT_EQ(open(disk).value().entries.size(), 10u);
  // Not read, since published.
  ASSERT_TRUE(disk.flip(segment_name(0), 8 * 500));
  EXPECT_EQ(open(disk, 3).value().entries.size(), 7u);
  const auto damaged = open(disk);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().message, "the journal is damaged: entries 0 to 2 are missing");
  EXPECT_EQ(damaged.error().place.file, segment_name(0));
  ASSERT_TRUE(disk.flip(segment_name(9), 8 * 3));
  EXPECT_EQ(open(disk, 3).error().message, "the head of the journal's segment is damaged");
  EXPECT_FALSE(open(disk, 11));
  ASSERT_TRUE(disk.root()->remove(segment_name(0)));
  EXPECT_EQ(open(disk).error().message, "the journal is damaged: entries 0 to 2 are missing");
}

// The example of docs/formats/journal.md, byte for byte.
TEST(Journal, TheDocumentsExampleIsASegment) {
  const std::string text = read_file(SEKISHO_ROOT "/docs/formats/journal.md", 1 << 20).value();
  std::string bytes;
  for (size_t at = text.find("\n    0"); at != std::string::npos;
       at = text.find("\n    0", at + 1)) {
    // Offset, two spaces, up to sixteen bytes, two spaces, what they are.
    const size_t begin = at + 11;
    for (size_t pair = begin; text.substr(pair, 2).find_first_of(" \n") != 0; pair += 3) {
      bytes += static_cast<char>(std::stoi(text.substr(pair, 2), nullptr, 16));
    }
  }
  std::string expected = segment_head(256);
  expected += frame(256, "first");
  expected += frame(257, "");
  EXPECT_EQ(crypto::to_hex(bytes), crypto::to_hex(expected));
}

}  // namespace
}  // namespace sekisho::tlog
