#include "tlog/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "tlog/entry_bundle.h"
#include "tlog/note.h"
#include "tlog/simulated_files_test.h"
#include "tlog/temporary_log_test.h"
#include "tlog/tile.h"

namespace sekisho::tlog {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr LogOptions kSmall{.segment_bytes = 1 << 16, .publish_every = 10ms};

TEST(Log, AcknowledgesInOrderAndPublishes) {
  SimulatedLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  auto log = Log::open(place.place(), place.signers(), kSmall).value();
  EXPECT_EQ(log->published().size, 0u);
  for (uint64_t i = 0; i < 300; ++i) EXPECT_EQ(log->append(fmt::format("entry {}", i)).value(), i);
  EXPECT_EQ(log->durable(), 300u);
  const Checkpoint published = log->publish().value();
  EXPECT_EQ(published.size, 300u);
  EXPECT_EQ(place.published_entries().size(), 300u);
  EXPECT_EQ(place.published_entries()[299], "entry 299");
  EXPECT_FALSE(log->append(std::string(kMaxEntryBytes + 1, 'x')));
  EXPECT_EQ(log->append(std::string(kMaxEntryBytes, 'x')).value(), 300u);
  EXPECT_EQ(log->append("").value(), 301u);
}

TEST(Log, ManyThreadsShareSyncsAndEachEntryIsThereOnce) {
  SimulatedLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  auto log = Log::open(place.place(), place.signers(), kSmall).value();
  constexpr int kThreads = 8;
  constexpr int kEach = 200;
  std::vector<std::map<uint64_t, std::string>> told(kThreads);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kEach; ++i) {
        const std::string entry = fmt::format("{} of {}", i, thread);
        told[thread][log->append(entry).value()] = entry;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  log.reset();  // publishes
  const std::vector<std::string> entries = place.published_entries();
  ASSERT_EQ(entries.size(), static_cast<size_t>(kThreads * kEach));
  std::set<uint64_t> seen;
  for (const auto& one : told) {
    for (const auto& [index, entry] : one) {
      EXPECT_EQ(entries[index], entry);
      seen.insert(index);
    }
  }
  EXPECT_EQ(seen.size(), entries.size());
}

TEST(Log, WhatIsSubmittedIsDurableWhenWaitedFor) {
  SimulatedLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  // So little may be pending that who submits has to wait for the tiles.
  LogOptions options = kSmall;
  options.pending_bytes = 2000;
  auto log = Log::open(place.place(), place.signers(), options).value();
  const std::string entry(100, 'x');
  const std::vector<std::string_view> batch(50, entry);
  uint64_t size = 0;
  for (int i = 0; i < 20; ++i) size = log->submit(batch).value() + batch.size();
  EXPECT_EQ(size, 1000u);
  EXPECT_TRUE(log->wait(size));
  EXPECT_EQ(log->durable(), size);
  EXPECT_FALSE(log->wait(size + 1));
}

TEST(Log, PublishesByItselfAndRemovesPartialTilesOfFullOnes) {
  const TemporaryLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  auto log = Log::open(place.place(), place.signers(), kSmall).value();
  ASSERT_TRUE(log->append("first"));
  while (log->published().size < 1) std::this_thread::sleep_for(1ms);
  EXPECT_TRUE(fs::exists(place.path() / "tile/0/000.p/1"));
  EXPECT_TRUE(fs::exists(place.path() / "tile/entries/000.p/1"));
  const std::vector<std::string_view> rest(255, "one of the rest");
  ASSERT_TRUE(log->append(rest));
  ASSERT_TRUE(log->publish());
  EXPECT_TRUE(fs::exists(place.path() / "tile/0/000"));
  EXPECT_FALSE(fs::exists(place.path() / "tile/0/000.p"));
  EXPECT_FALSE(fs::exists(place.path() / "tile/entries/000.p"));
  EXPECT_TRUE(fs::exists(place.path() / "tile/1/000.p/1"));
}

TEST(Log, OneWriterAtATime) {
  const TemporaryLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  const auto log = Log::open(place.place(), place.signers(), kSmall).value();
  const auto second = Log::open(place.place(), place.signers(), kSmall);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().message, "another process writes here");
  const auto again = Log::create(place.place(), place.signer(), kSmall);
  ASSERT_FALSE(again);
  // A copy of the directory is another log only by its guard.
  const TemporaryLog copy;
  fs::copy(place.path(), copy.path(), fs::copy_options::recursive);
  LogPlace mixed = copy.place();
  mixed.guard = place.place().guard;
  EXPECT_FALSE(Log::open(mixed, place.signers(), kSmall));
}

TEST(Log, AnOlderStateAndAForkAreRefused) {
  const TemporaryLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  const fs::path old = place.path().string() + ".old";
  {
    const auto log = Log::open(place.place(), place.signers(), kSmall).value();
    ASSERT_TRUE(log->append("first"));
  }
  fs::copy(place.path(), old, fs::copy_options::recursive);
  {
    const auto log = Log::open(place.place(), place.signers(), kSmall).value();
    ASSERT_TRUE(log->append("second"));
  }
  fs::remove_all(place.path());
  fs::copy(old, place.path(), fs::copy_options::recursive);
  const auto restored = Log::open(place.place(), place.signers(), kSmall);
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().message,
            "the log ends at 1 entries, but 2 were signed: it is an older state");
  // The same with another second entry, which the guard has never seen: made with a guard of its
  // own, as somebody would who copies both.
  {
    const TemporaryLog other;
    fs::remove_all(other.path());
    fs::copy(old, other.path(), fs::copy_options::recursive);
    std::ofstream(other.guard_path() / "guard")
        << "sekisho-log-guard 1\n"
        << checkpoint_text(TemporaryLog::read_checkpoint(old));
    const auto log = Log::open(other.place(), place.signers(), kSmall).value();
    ASSERT_TRUE(log->append("another second"));
    ASSERT_TRUE(log->append("third"));
    ASSERT_TRUE(log->publish());
    fs::remove_all(place.path());
    fs::copy(other.path(), place.path(), fs::copy_options::recursive);
  }
  const auto forked = Log::open(place.place(), place.signers(), kSmall);
  ASSERT_FALSE(forked);
  EXPECT_EQ(forked.error().message,
            "the log is a fork: its first 2 entries are not those that were signed");
  fs::remove_all(old);
}

TEST(Log, AMissingGuardOriginOrKeyIsSaid) {
  const TemporaryLog place;
  EXPECT_EQ(Log::open(place.place(), place.signers(), kSmall).error().message, "there is no log");
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  EXPECT_EQ(Log::create(place.place(), place.signer(), kSmall).error().message,
            "there is a log already");
  EXPECT_FALSE(Log::open(place.place(), {}, kSmall));
  const TemporaryLog other("other.example/log");
  EXPECT_EQ(Log::open(place.place(), other.signers(), kSmall).error().code, ErrorCode::kBadInput);
  ASSERT_TRUE(Log::create(other.place(), other.signer(), kSmall));
  LogPlace mixed = place.place();
  mixed.guard = other.place().guard;
  EXPECT_EQ(Log::open(mixed, place.signers(), kSmall).error().message,
            "the guard is that of `other.example/log`, not of `test.example/log`");
  fs::copy_file(other.path() / "checkpoint", place.path() / "checkpoint",
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(Log::open(place.place(), place.signers(), kSmall).error().message,
            "the checkpoint is that of `other.example/log`, and none of the keys is");
  fs::remove(place.guard_path() / "guard");
  EXPECT_EQ(Log::open(place.place(), place.signers(), kSmall).error().message,
            "the guard of the log is missing: nothing tells what was signed");
}

TEST(Log, KeysRotateWithBothSignaturesForAWhile) {
  const TemporaryLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  const auto next =
      [secret =
           SignerKey::generate("test.example/log", KeyType::kEd25519).value().to_secret_string()] {
        return SignerKey::parse(secret).value();
      };
  const std::vector<VerifierKey> both{place.signer().verifier(), next().verifier()};
  const auto signed_by = [&] {
    const Note note = parse_note(place.read("checkpoint")).value();
    std::set<size_t> keys;
    for (const Signed& one : verify_note(note, both).value()) keys.insert(one.key);
    return keys;
  };
  {
    const auto log = Log::open(place.place(), place.signers(), kSmall).value();
    ASSERT_TRUE(log->append("the new key"));
    EXPECT_FALSE(log->add_key(place.signer()));
    ASSERT_TRUE(log->add_key(next()));
    EXPECT_EQ(signed_by(), (std::set<size_t>{0, 1}));
    ASSERT_TRUE(log->retire_key(both[0].id()));
    EXPECT_EQ(signed_by(), (std::set<size_t>{1}));
    EXPECT_FALSE(log->retire_key(both[1].id()));
  }
  std::vector<SignerKey> only_new;
  only_new.push_back(next());
  const auto log = Log::open(place.place(), std::move(only_new), kSmall).value();
  EXPECT_EQ(log->publish().value().size, 1u);
  EXPECT_EQ(signed_by(), (std::set<size_t>{1}));
}

TEST(Log, AFrozenLogTakesNothingAnyMore) {
  const TemporaryLog place;
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kSmall));
  {
    const auto log = Log::open(place.place(), place.signers(), kSmall).value();
    ASSERT_TRUE(log->append("last"));
    EXPECT_EQ(log->freeze().value().size, 1u);
    EXPECT_EQ(log->append("later").error().message, "the log is frozen");
  }
  EXPECT_EQ(Log::open(place.place(), place.signers(), kSmall).error().message, "the log is frozen");
  EXPECT_EQ(place.published_entries(), std::vector<std::string>{"last"});
}

// With all threads: whatever was acknowledged before the disk fails is there afterwards.
TEST(Log, AfterAnErrorOfTheDiskEverythingIsRefusedAndNothingLost) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    SimulatedLog place(seed);
    SimulatedDisk& disk = place.disk();
    const LogOptions options{.segment_bytes = 1 << 15, .publish_every = 1ms};
    ASSERT_TRUE(Log::create(place.place(), place.signer(), options));
    uint64_t acknowledged = 0;
    {
      const auto log = Log::open(place.place(), place.signers(), options).value();
      disk.fail_at(disk.calls() + 10 + 7 * seed, seed % 2 == 0 ? SimulatedDisk::Failure::kIoError
                                                               : SimulatedDisk::Failure::kStop);
      for (uint64_t i = 0; i < 10'000; ++i) {
        const auto index = log->append(fmt::format("entry {}", i));
        if (!index) {
          EXPECT_FALSE(log->append("more"));
          EXPECT_FALSE(log->publish());
          break;
        }
        EXPECT_EQ(*index, i);
        acknowledged = i + 1;
      }
      EXPECT_LT(acknowledged, 10'000u);
    }
    disk.crash();
    const auto log = Log::open(place.place(), place.signers(), options);
    ASSERT_TRUE(log) << "seed " << seed << ": " << to_string(log.error());
    ASSERT_GE((*log)->published().size, acknowledged) << "seed " << seed;
    const std::vector<std::string> entries = place.published_entries();
    for (uint64_t i = 0; i < acknowledged; ++i) EXPECT_EQ(entries[i], fmt::format("entry {}", i));
  }
}

TEST(Log, ADirectoryThatCannotBeWrittenIsSaid) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  const TemporaryLog place;
  ::chmod(place.path().c_str(), 0500);
  const auto made = Log::create(place.place(), place.signer(), kSmall);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::kIo);
  ::chmod(place.path().c_str(), 0700);
}

}  // namespace
}  // namespace sekisho::tlog
