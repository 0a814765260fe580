#include "spool/ring.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <deque>
#include <random>
#include <string>
#include <thread>

#include "spool/limits.h"

namespace sekisho::spool {
namespace {

RingMemory small_ring() {
  return RingMemory::make(kMinRingBytes).value();
}

std::string take_all(RingReader& reader) {
  std::string out;
  EXPECT_TRUE(reader.take(kMaxRingBytes, [&](std::string_view entry) {
    out += entry;
    out += '|';
  }));
  return out;
}

TEST(Ring, GivesWhatWasPutThereAcrossItsEnd) {
  const RingMemory memory = small_ring();
  RingWriter writer(memory);
  RingReader reader(memory);
  std::mt19937_64 random(5);
  std::deque<std::string> waiting;
  uint64_t put = 0;
  while (put < 5000) {
    std::string entry = fmt::format("{}:{}", put, std::string(random() % 3000, 'x'));
    if (random() % 50 == 0) entry.resize(60'000, 'y');
    if (writer.put(entry)) {
      writer.hand_over();
      waiting.push_back(std::move(entry));
      ++put;
      if (random() % 2 == 0) continue;
    }
    const Result<uint64_t> taken = reader.take(random() % 20'000, [&](std::string_view got) {
      ASSERT_FALSE(waiting.empty());
      ASSERT_EQ(got, waiting.front());
      waiting.pop_front();
    });
    ASSERT_TRUE(taken);
  }
}

TEST(Ring, AFullOneTakesNothingMore) {
  const RingMemory memory = small_ring();
  RingWriter writer(memory);
  RingReader reader(memory);
  const std::string entry(4092, 'x');  // and its length: sixteen to a ring
  for (int i = 0; i < 16; ++i) EXPECT_TRUE(writer.put(entry));
  EXPECT_FALSE(writer.put("x"));
  writer.hand_over();
  EXPECT_EQ(reader.take(1, [](std::string_view) {}), 1u);
  EXPECT_TRUE(writer.put("x"));
}

TEST(Ring, OnlyASleeperIsRung) {
  const RingMemory memory = small_ring();
  RingWriter writer(memory);
  RingReader reader(memory);
  EXPECT_TRUE(writer.put("1"));
  EXPECT_FALSE(writer.hand_over());
  EXPECT_FALSE(reader.fall_asleep()) << "there is something to take";
  reader.wake_up();
  EXPECT_EQ(take_all(reader), "1|");
  EXPECT_TRUE(reader.fall_asleep());
  EXPECT_TRUE(writer.put("2"));
  EXPECT_TRUE(writer.hand_over());
  EXPECT_FALSE(writer.hand_over());
}

TEST(Ring, OnlyWhatWasHandedOverIsTaken) {
  const RingMemory memory = small_ring();
  RingWriter writer(memory);
  RingReader reader(memory);
  EXPECT_TRUE(writer.put("1"));
  EXPECT_TRUE(writer.put("2"));
  EXPECT_EQ(writer.kept_back(), 16u);
  EXPECT_EQ(take_all(reader), "");
  EXPECT_TRUE(reader.fall_asleep());
  EXPECT_TRUE(writer.hand_over());
  EXPECT_EQ(writer.kept_back(), 0u);
  EXPECT_EQ(take_all(reader), "1|2|");
}

TEST(Ring, TwoThreadsHandOnEverything) {
  const RingMemory memory = small_ring();
  constexpr uint64_t kEntries = 20'000;
  std::thread worker([&] {
    RingWriter writer(memory);
    for (uint64_t i = 0; i < kEntries;) {
      if (writer.put(fmt::format("{}", i))) {
        writer.hand_over();
        ++i;
      } else {
        std::this_thread::yield();
      }
    }
  });
  RingReader reader(memory);
  uint64_t next = 0;
  while (next < kEntries) {
    const auto taken = reader.take(
        1000, [&](std::string_view entry) { EXPECT_EQ(entry, fmt::format("{}", next++)); });
    ASSERT_TRUE(taken);
    if (*taken == 0) std::this_thread::yield();
  }
  worker.join();
}

// What a worker may write that is not ours; nothing is taken that stands in front of it wrongly.
TEST(Ring, WhatNoWorkerWritesIsSaid) {
  const auto broken = [](uint64_t head, uint32_t length) {
    const RingMemory memory = small_ring();
    memory.state().head = head;
    std::memcpy(memory.data(), &length, sizeof length);
    RingReader reader(memory);
    return !reader.take(kMaxRingBytes, [](std::string_view) {}).has_value();
  };
  EXPECT_FALSE(broken(8, 4));
  EXPECT_TRUE(broken(4, 4)) << "not where an entry begins";
  EXPECT_TRUE(broken(8, 0)) << "empty";
  EXPECT_TRUE(broken(8, 5)) << "longer than what was written";
  EXPECT_TRUE(broken(kMinRingBytes, kMaxLookBytes + 1)) << "too long";
  EXPECT_TRUE(broken(kMinRingBytes + 8, 4)) << "more than there is room for";
  EXPECT_TRUE(broken(~uint64_t{7}, 4)) << "backwards";
}

TEST(Ring, IsOnlyWhatCannotBeCutOff) {
  const auto adopt = [](int seals, off_t size, uint64_t says) {
    Descriptor memory(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    EXPECT_EQ(::ftruncate(memory.get(), size), 0);
    EXPECT_EQ(::fcntl(memory.get(), F_ADD_SEALS, seals), 0);
    const auto adopted = RingMemory::adopt(std::move(memory), says);
    return adopted ? "" : adopted.error().message;
  };
  const std::string no = "what a worker hands over is no ring: ";
  constexpr off_t kSize = kRingDataOffset + kMinRingBytes;
  constexpr int kBoth = F_SEAL_SHRINK | F_SEAL_GROW;
  EXPECT_EQ(adopt(kBoth, kSize, kMinRingBytes), "");
  EXPECT_EQ(adopt(F_SEAL_GROW, kSize, kMinRingBytes), no + "it could be cut off");
  EXPECT_EQ(adopt(kBoth, kSize - 1, kMinRingBytes), no + "it is of another size than it says");
  for (const uint64_t size : {uint64_t{0}, kMinRingBytes - 1, kMinRingBytes / 2, 2 * kMaxRingBytes})
    EXPECT_EQ(adopt(kBoth, kSize, size), no + "its size is none of a ring") << size;
  Descriptor file(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
  EXPECT_FALSE(RingMemory::adopt(std::move(file), kMinRingBytes));
  Descriptor pipe(::open("/dev/null", O_RDWR | O_CLOEXEC));
  EXPECT_FALSE(RingMemory::adopt(std::move(pipe), kMinRingBytes));
  EXPECT_FALSE(RingMemory::adopt(Descriptor(), kMinRingBytes));
}

}  // namespace
}  // namespace sekisho::spool
