#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tlog/limits.h"

namespace sekisho::tlog {

// Where a tile stands (C2SP tlog-tiles). A tile of `width` 256 is full; one of fewer hashes is
// partial and holds the beginning of what the full one will hold.
struct Tile {
  uint8_t level = 0;   // of tiles: its hashes are of subtrees of 2^(8 * level) leaves
  uint64_t index = 0;  // of the tile in its level
  uint32_t width = kTileWidth;
  bool operator==(const Tile&) const = default;

  bool full() const { return width == kTileWidth; }
};

// `tile/0/x001/x234/067.p/8`: below the log's directory.
std::string hash_tile_path(const Tile& tile);
// `tile/entries/x001/234`: the entries below a tile of level 0.
std::string entry_bundle_path(uint64_t index, uint32_t width);
// What a path names: a hash tile, or entries where `entries` is set. None where no tile has this
// path: wrong digits, a width of 0 or above 255, a level that no tree has.
struct TilePath {
  Tile tile;
  bool entries = false;
};
std::optional<TilePath> parse_tile_path(std::string_view path);

// How many hashes level `level` of tiles has in a tree of `size` leaves.
uint64_t hashes_in_level(uint64_t size, uint8_t level);
// The tiles that a tree of `size` leaves has and one of `old_size` leaves had not, or had with
// fewer hashes: from the bottom up, left to right.
std::vector<Tile> new_tiles(uint64_t old_size, uint64_t size);
// The partial tiles of a tree of `size` leaves, at most one a level.
std::vector<Tile> partial_tiles(uint64_t size);

}  // namespace sekisho::tlog
