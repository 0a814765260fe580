#include "tlog/tile.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace sekisho::tlog {
namespace {

TEST(Tile, PathsAreThoseOfTheStandard) {
  EXPECT_EQ(hash_tile_path({0, 0, 256}), "tile/0/000");
  EXPECT_EQ(hash_tile_path({1, 1234067, 8}), "tile/1/x001/x234/067.p/8");
  EXPECT_EQ(entry_bundle_path(1000, 256), "tile/entries/x001/000");
  EXPECT_EQ(entry_bundle_path(7, 1), "tile/entries/007.p/1");
}

RC_GTEST_PROP(Tile, PathsAreReadBack, ()) {
  const Tile tile{*rc::gen::inRange<uint8_t>(0, kMaxTileLevel + 1),
                  *rc::gen::inRange<uint64_t>(0, uint64_t{1} << 54),
                  *rc::gen::inRange<uint32_t>(1, 257)};
  const auto hashes = parse_tile_path(hash_tile_path(tile));
  RC_ASSERT(hashes.has_value());
  RC_ASSERT(!hashes->entries);
  RC_ASSERT(hashes->tile == tile);
  const auto entries = parse_tile_path(entry_bundle_path(tile.index, tile.width));
  RC_ASSERT(entries.has_value());
  RC_ASSERT(entries->entries);
  RC_ASSERT(entries->tile.index == tile.index);
  RC_ASSERT(entries->tile.width == tile.width);
}

TEST(Tile, OtherPathsAreNone) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/0/0",
                           "tile/0/0000",
                           "tile/8/000",
                           "tile/00/000",
                           "tile/-1/000",
                           "tile/0/x001",
                           "tile/0/x000/001",
                           "tile/0/001/002",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/0/000.p/",
                           "tile/0/000.p",
                           "tile/0/000/",
                           "tile/data/000",
                           "tile/entries/",
                           "/tile/0/000",
                           "tile/0/../000",
                           "tile/0/x001/x001/x001/x001/x001/x001/x001/001"}) {
    EXPECT_FALSE(parse_tile_path(path).has_value()) << path;
  }
}

RC_GTEST_PROP(Tile, NewTilesAreWhatATreeHasAndTheOldOneHadNot, ()) {
  const auto size = *rc::gen::inRange<uint64_t>(0, 200'000);
  const auto old_size = *rc::gen::inRange<uint64_t>(0, size + 1);
  const auto all = [](uint64_t of) {
    std::set<std::tuple<uint8_t, uint64_t, uint32_t>> out;
    for (uint8_t level = 0; level < 3; ++level) {
      const uint64_t hashes = hashes_in_level(of, level);
      for (uint64_t i = 0; i < hashes / 256; ++i) out.emplace(level, i, 256);
      if (hashes % 256 != 0) out.emplace(level, hashes / 256, hashes % 256);
    }
    return out;
  };
  auto expected = all(size);
  for (const auto& tile : all(old_size)) expected.erase(tile);
  std::set<std::tuple<uint8_t, uint64_t, uint32_t>> got;
  for (const Tile& tile : new_tiles(old_size, size))
    got.emplace(tile.level, tile.index, tile.width);
  RC_ASSERT(got == expected);
}

TEST(Tile, PartialTilesEndTheirLevels) {
  EXPECT_TRUE(partial_tiles(0).empty());
  EXPECT_TRUE(partial_tiles(uint64_t{1} << 62).size() == 1);  // the tile above all
  const auto tiles = partial_tiles(70'000);
  ASSERT_EQ(tiles.size(), 3U);
  EXPECT_EQ(tiles[0], (Tile{0, 273, 112}));
  EXPECT_EQ(tiles[1], (Tile{1, 1, 17}));
  EXPECT_EQ(tiles[2], (Tile{2, 0, 1}));
}

}  // namespace
}  // namespace sekisho::tlog
