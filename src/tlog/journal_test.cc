#include "tlog/journal.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "tlog/journal_reader.h"
#include "tlog/simulated_files_test.h"

namespace sekisho::tlog {
namespace {

constexpr uint64_t kSegmentBytes = 4 * kJournalBlockBytes;  // three small groups

JournalGroup group_of(const std::vector<std::string>& entries) {
  JournalGroup group;
  for (const std::string& entry : entries) group.add(entry);
  group.hash();
  return group;
}

Result<void> write(Journal& journal, const std::vector<std::string>& entries) {
  JournalGroup group = group_of(entries);
  return journal.write(group);
}

// A bit in the entries of the segment's group number `group`.
uint64_t bit_in_group(uint64_t group) {
  return 8 * ((1 + group) * kJournalBlockBytes + kGroupHeadBytes + 3);
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
    ASSERT_TRUE(write(*read.journal, {"entry 0", ""}));
    ASSERT_TRUE(write(*read.journal, {"entry 2"}));
    ASSERT_TRUE(read.journal->sync());
  }
  disk.crash();
  const Read read = open(disk).value();
  EXPECT_EQ(read.entries, (std::vector<std::string>{"entry 0", "", "entry 2"}));
  ASSERT_TRUE(read.journal->begin());
  EXPECT_EQ(disk.root()->names().value(),
            (std::vector<std::string>{segment_name(0), segment_name(3)}));
  EXPECT_EQ(read.journal->first_kept(), 0u);
  ASSERT_TRUE(read.journal->forget(3));
  EXPECT_EQ(disk.root()->names().value(),
            (std::vector<std::string>{segment_name(0) + ".spare", segment_name(3)}));
  EXPECT_EQ(read.journal->first_kept(), 3u);
}

// What a segment held before it was used again is nothing, whether it was whole or not.
TEST(Journal, UsesSegmentsAgainThatAreNoLongerNeeded) {
  SimulatedDisk disk(1);
  ASSERT_TRUE(Journal::create(disk.root(), kSegmentBytes));
  std::vector<std::string> kept;
  for (uint64_t life = 0; life < 5; ++life) {
    const Read read = open(disk, kept.empty() ? 0 : kept.size() - 1).value();
    ASSERT_TRUE(read.journal->begin());
    for (uint64_t i = 0; i < 4 + life; ++i) {
      kept.push_back(fmt::format("entry {}", kept.size()));
      ASSERT_TRUE(write(*read.journal, {kept.back()}));
      ASSERT_TRUE(read.journal->sync());
      ASSERT_TRUE(read.journal->forget(kept.size() - 1));
    }
    EXPECT_LE(disk.root()->names().value().size(), 4u);
    // Never acknowledged: it may be gone or not.
    ASSERT_TRUE(write(*read.journal, {fmt::format("entry {}", kept.size())}));
    disk.crash();
    const Read again = open(disk, kept.size() - 1).value();
    EXPECT_GE(again.journal->end(), kept.size());
    kept.resize(again.journal->end());
    EXPECT_EQ(again.entries.back(), fmt::format("entry {}", kept.size() - 1));
  }
}

// A group for which a new segment is too small takes another one's place.
TEST(Journal, AGroupMayBeLargerThanASegment) {
  SimulatedDisk disk(1);
  ASSERT_TRUE(Journal::create(disk.root(), kSegmentBytes));
  const Read read = open(disk).value();
  ASSERT_TRUE(read.journal->begin());
  const std::vector<std::string> large(3, std::string(kSegmentBytes, 'x'));
  ASSERT_TRUE(write(*read.journal, large));
  ASSERT_TRUE(read.journal->sync());
  ASSERT_TRUE(read.journal->forget(3));
  EXPECT_EQ(disk.root()->names().value(), std::vector<std::string>{segment_name(0)});
  disk.crash();
  EXPECT_EQ(open(disk).value().entries, large);
}

// A group that nobody was told of may be cut off, and with it whatever stands behind it. It must
// not come back once the gap is filled with another entry of the same size.
TEST(Journal, WhatStandsBehindATornGroupNeverComesBack) {
  SimulatedDisk disk(1);
  ASSERT_TRUE(Journal::create(disk.root(), kSegmentBytes));
  {
    const Read read = open(disk).value();
    ASSERT_TRUE(read.journal->begin());
    ASSERT_TRUE(write(*read.journal, {"entry 0"}));
    ASSERT_TRUE(read.journal->sync());
    ASSERT_TRUE(write(*read.journal, {"entry 1"}));
    ASSERT_TRUE(write(*read.journal, {"entry 2"}));
  }
  ASSERT_TRUE(disk.flip(segment_name(0), bit_in_group(1)));
  {
    const Read read = open(disk).value();
    EXPECT_EQ(read.entries, std::vector<std::string>{"entry 0"});
    ASSERT_TRUE(read.journal->begin());
    ASSERT_TRUE(write(*read.journal, {"other 1"}));
    ASSERT_TRUE(read.journal->sync());
  }
  disk.crash();
  EXPECT_EQ(open(disk).value().entries, (std::vector<std::string>{"entry 0", "other 1"}));
}

// Every bit of what was acknowledged, head or entries, while something behind it knows.
TEST(Journal, DamageToWhatWasAcknowledgedIsNotTakenForATornGroup) {
  SimulatedDisk disk(1);
  ASSERT_TRUE(Journal::create(disk.root(), kSegmentBytes));
  {
    const Read read = open(disk).value();
    ASSERT_TRUE(read.journal->begin());
    ASSERT_TRUE(write(*read.journal, {"entry 0", "entry 1"}));
    ASSERT_TRUE(read.journal->sync());
    ASSERT_TRUE(write(*read.journal, {"entry 2"}));
    ASSERT_TRUE(read.journal->sync());
    EXPECT_FALSE(read.journal->is_marked());
    ASSERT_TRUE(read.journal->mark());
    EXPECT_TRUE(read.journal->is_marked());
  }
  const auto expect_said = [&](uint64_t bit, std::string_view which) {
    ASSERT_TRUE(disk.flip(segment_name(0), bit));
    const auto damaged = open(disk);
    ASSERT_FALSE(damaged) << "bit " << bit;
    EXPECT_EQ(damaged.error().code, ErrorCode::kBadInput);
    EXPECT_EQ(
        damaged.error().message,
        fmt::format("the journal is damaged: entries {} were acknowledged and are missing", which));
    EXPECT_EQ(damaged.error().place.file, segment_name(0));
    ASSERT_TRUE(disk.flip(segment_name(0), bit));
  };
  constexpr uint64_t kFirst = kJournalBlockBytes;
  constexpr uint64_t kSecond = 2 * kJournalBlockBytes;
  for (uint64_t bit = 0; bit < 8 * (kGroupHeadBytes + 2 * 9); ++bit)
    expect_said(8 * kFirst + bit, "0 to 2");
  for (uint64_t bit = 0; bit < 8 * (kGroupHeadBytes + 9); ++bit)
    expect_said(8 * kSecond + bit, "2 to 2");
  EXPECT_EQ(open(disk).value().entries.size(), 3u);
}

TEST(Journal, EntriesThatWereDurableAndAreGoneAreSaid) {
  SimulatedDisk disk(1);
  ASSERT_TRUE(Journal::create(disk.root(), kSegmentBytes));
  {
    const Read read = open(disk).value();
    ASSERT_TRUE(read.journal->begin());
    for (uint64_t i = 0; i < 10; ++i) {
      ASSERT_TRUE(read.journal->sync());
      ASSERT_TRUE(write(*read.journal, {fmt::format("entry {}", i)}));
    }
    ASSERT_TRUE(read.journal->sync());
    EXPECT_EQ(disk.root()->names().value(),
              (std::vector<std::string>{segment_name(0), segment_name(3), segment_name(6),
                                        segment_name(9)}));
  }
  EXPECT_EQ(open(disk).value().entries.size(), 10u);
  // Not read, since published.
  ASSERT_TRUE(disk.flip(segment_name(0), bit_in_group(0)));
  EXPECT_EQ(open(disk, 3).value().entries.size(), 7u);
  const auto damaged = open(disk);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().message,
            "the journal is damaged: entries 0 to 2 were acknowledged and are missing");
  EXPECT_EQ(damaged.error().place.file, segment_name(0));
  ASSERT_TRUE(disk.flip(segment_name(9), 8 * 30));
  EXPECT_EQ(open(disk, 3).error().message, "the head of the journal's segment is damaged");
  ASSERT_TRUE(disk.flip(segment_name(9), 8 * 30));
  ASSERT_TRUE(disk.flip(segment_name(9), 8 * 15));
  EXPECT_EQ(open(disk, 3).error().code, ErrorCode::kUnsupported);
  ASSERT_TRUE(disk.flip(segment_name(9), 8 * 15));
  EXPECT_FALSE(open(disk, 11));
  ASSERT_TRUE(disk.root()->remove(segment_name(0)));
  EXPECT_EQ(open(disk).error().message,
            "the journal is damaged: entries 0 to 2 were acknowledged and are missing");
}

// The example of docs/formats/journal.md, byte for byte.
TEST(Journal, TheDocumentsExampleIsASegment) {
  const std::string text = read_file(SEKISHO_ROOT "/docs/formats/journal.md", 1 << 20).value();
  std::string bytes;
  for (size_t at = text.find("\n    "); at != std::string::npos; at = text.find("\n    ", at + 1)) {
    // Offset, two spaces, up to sixteen bytes, two spaces, what they are; zeros in between.
    bytes.resize(std::stoul(text.substr(at + 5, 4), nullptr, 16));
    const size_t begin = at + 11;
    for (size_t pair = begin; text.substr(pair, 2).find_first_of(" \n") != 0; pair += 3) {
      bytes += static_cast<char>(std::stoi(text.substr(pair, 2), nullptr, 16));
    }
  }
  JournalSalt salt{};
  for (size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<unsigned char>(0xa0 + i);
  std::string expected = segment_head(256, salt);
  JournalGroup group = group_of({"first", ""});
  expected += group.seal(256, 250, salt);
  bytes.resize(expected.size());
  EXPECT_TRUE(bytes == expected) << crypto::to_hex(expected.substr(0, 48)) << "\n"
                                 << crypto::to_hex(expected.substr(kJournalBlockBytes, 65));
}

}  // namespace
}  // namespace sekisho::tlog
