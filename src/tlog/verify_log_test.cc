#include "tlog/verify_log.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>

#include "tlog/limits.h"
#include "tlog/log.h"
#include "tlog/temporary_log_test.h"
#include "tlog/tile.h"

namespace sekisho::tlog {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr LogOptions kByHand{.segment_bytes = 1 << 20, .publish_every = 1h};

// A log of entries `0 …`, `1 …` that is published at each of the sizes.
void fill(const TemporaryLog& place, const std::vector<uint64_t>& sizes) {
  ASSERT_TRUE(Log::create(place.place(), place.signer(), kByHand));
  const auto log = Log::open(place.place(), place.signers(), kByHand).value();
  for (const uint64_t size : sizes) {
    std::vector<std::string> entries;
    for (uint64_t i = log->durable(); i < size; ++i) {
      entries.push_back(fmt::format("{} {}", i, std::string(i % 7, 'x')));
    }
    ASSERT_TRUE(log->append(std::vector<std::string_view>(entries.begin(), entries.end())));
    ASSERT_EQ(log->publish().value().size, size);
  }
}

std::vector<VerifierKey> keys_of(const TemporaryLog& place) {
  return {place.signer().verifier()};
}

Result<VerifiedLog> verify(const TemporaryLog& place) {
  return verify_log(*open_directory(place.path()).value(), keys_of(place));
}

bool is_right(const TemporaryLog& place) {
  const auto verified = verify(place);
  return verified && verified->problems.empty();
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// What the checkpoint leads to.
std::vector<std::string> reachable(uint64_t size) {
  std::vector<std::string> out;
  for (const Tile& tile : new_tiles(0, size)) {
    out.push_back(hash_tile_path(tile));
    if (tile.level == 0) out.push_back(entry_bundle_path(tile.index, tile.width));
  }
  return out;
}

TEST(VerifyLog, ALogOfAnySizeIsRight) {
  for (const uint64_t size : {1, 2, 255, 256, 257, 511, 700}) {
    const TemporaryLog place;
    fill(place, {size});
    const VerifiedLog verified = verify(place).value();
    EXPECT_EQ(verified.checkpoint.size, size);
    EXPECT_EQ(verified.signatures.size(), 1u);
    EXPECT_TRUE(verified.problems.empty());
  }
  const TemporaryLog empty;
  ASSERT_TRUE(Log::create(empty.place(), empty.signer(), kByHand));
  EXPECT_TRUE(is_right(empty));
}

TEST(VerifyLog, FindsEveryFlippedByteAndNamesItsFile) {
  const TemporaryLog place;
  constexpr uint64_t kSize = 600;
  fill(place, {kSize});
  ASSERT_TRUE(is_right(place));
  std::mt19937_64 random(1);
  for (const std::string& path : reachable(kSize)) {
    const std::string good = place.read(path);
    for (size_t at = 0; at < good.size(); at += 1 + random() % 73) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << (random() % 8)));
      write(place.path() / path, bad);
      const VerifiedLog verified = verify(place).value();
      ASSERT_FALSE(verified.problems.empty()) << path << " at " << at;
      EXPECT_TRUE(std::ranges::any_of(
          verified.problems, [&](const LogProblem& problem) { return problem.path == path; }))
          << path << " at " << at << ": " << verified.problems.front().path;
    }
    write(place.path() / path, good);
  }
  EXPECT_TRUE(is_right(place));
}

TEST(VerifyLog, FindsEveryFlippedByteOfTheCheckpoint) {
  const TemporaryLog place;
  fill(place, {3});
  const std::string good = place.read("checkpoint");
  for (size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << bit));
      write(place.path() / "checkpoint", bad);
      EXPECT_FALSE(is_right(place)) << "byte " << at << ", bit " << bit;
    }
  }
  write(place.path() / "checkpoint", good + "x");
  EXPECT_FALSE(is_right(place));
}

TEST(VerifyLog, FindsWhatIsRemovedSwappedOrAppended) {
  const TemporaryLog place;
  constexpr uint64_t kSize = 1000;
  fill(place, {kSize});
  for (const std::string& path : reachable(kSize)) {
    const std::string good = place.read(path);
    for (const std::string& bad : {good + '\0', good.substr(0, good.size() - 1), std::string()}) {
      write(place.path() / path, bad);
      const VerifiedLog verified = verify(place).value();
      EXPECT_TRUE(std::ranges::any_of(verified.problems, [&](const LogProblem& problem) {
        return problem.path == path;
      })) << path;
    }
    fs::remove(place.path() / path);
    EXPECT_FALSE(is_right(place)) << path;
    write(place.path() / path, good);
  }
  for (const std::string kind : {"tile/0/", "tile/entries/"}) {
    fs::rename(place.path() / (kind + "000"), place.path() / "aside");
    fs::rename(place.path() / (kind + "001"), place.path() / (kind + "000"));
    fs::rename(place.path() / "aside", place.path() / (kind + "001"));
    EXPECT_FALSE(is_right(place)) << kind;
    fs::rename(place.path() / (kind + "000"), place.path() / "aside");
    fs::rename(place.path() / (kind + "001"), place.path() / (kind + "000"));
    fs::rename(place.path() / "aside", place.path() / (kind + "001"));
    EXPECT_TRUE(is_right(place));
  }
}

TEST(VerifyLog, NamesTheEntryThatWasChanged) {
  const TemporaryLog place;
  fill(place, {600});
  std::string bundle = place.read("tile/entries/001");
  bundle[bundle.find("300 ")] = '9';
  write(place.path() / "tile/entries/001", bundle);
  const VerifiedLog verified = verify(place).value();
  ASSERT_EQ(verified.problems.size(), 1u);
  EXPECT_EQ(verified.problems[0].path, "tile/entries/001");
  EXPECT_EQ(verified.problems[0].entry, 300u);
  EXPECT_EQ(verified.problems[0].message, "entry 300 is not the one in the tree");
}

// A tile and its bundle that were changed together fit each other, and not the tile above.
TEST(VerifyLog, FindsAnEntryThatWasChangedWithItsTile) {
  const TemporaryLog place;
  fill(place, {600});
  const std::string entry = fmt::format("300 {}", std::string(300 % 7, 'x'));
  std::string bundle = place.read("tile/entries/001");
  bundle[bundle.find(entry)] = '9';
  write(place.path() / "tile/entries/001", bundle);
  std::string tile = place.read("tile/0/001");
  const Hash leaf = leaf_hash("9" + entry.substr(1));
  tile.replace((300 - kTileWidth) * sizeof(Hash), sizeof(Hash), crypto::view(leaf));
  write(place.path() / "tile/0/001", tile);
  const VerifiedLog verified = verify(place).value();
  ASSERT_FALSE(verified.problems.empty());
  EXPECT_EQ(verified.problems[0].path, "tile/0/001");
}

TEST(VerifyLog, ContinuesEveryEarlierCheckpoint) {
  const TemporaryLog place;
  const TemporaryLog other;
  fill(place, {1, 5, 256, 400});
  fill(other, {7});
  const auto directory = open_directory(place.path()).value();
  const Checkpoint now = verify(place)->checkpoint;
  EXPECT_TRUE(verify_continues(*directory, now, now));
  EXPECT_TRUE(verify_continues(*directory, now, {now.origin, 0, empty_root()}));
  EXPECT_TRUE(verify_continues(*directory, now, {now.origin, 1, leaf_hash("0 ")}));
  EXPECT_FALSE(verify_continues(*directory, now, {now.origin, 1, leaf_hash("1 ")}));
  EXPECT_FALSE(verify_continues(*directory, now, {now.origin, 401, now.root}));
  EXPECT_FALSE(verify_continues(*directory, now, {"other.example/log", 1, leaf_hash("0 ")}));
}

}  // namespace
}  // namespace sekisho::tlog
