#include "tlog/verify_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "tlog/entry_bundle.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"
#include "tlog/tile.h"
#include "tlog/tile_reader.h"

namespace sekisho::tlog {
namespace {

Hash hash_at(std::string_view hashes, uint64_t index) {
  Hash out;
  std::copy_n(hashes.begin() + static_cast<ptrdiff_t>(index * sizeof(Hash)), sizeof(Hash),
              out.begin());
  return out;
}

class LogVerifier {
 public:
  LogVerifier(Directory& log, VerifiedLog& out)
      : out_(out), size_(out.checkpoint.size), tiles_(log, size_) {}

  void run(const std::function<void(uint64_t, uint64_t)>& progress) {
    check_edge();
    for (uint64_t index = 0; index * kTileWidth < size_; ++index) {
      if (progress && index % 64 == 0) progress(out_.entry_bytes, index * kTileWidth);
      check_tiles_above(index);
      check_bundle(index);
    }
  }

 private:
  void problem(std::string path, std::string message, std::optional<uint64_t> entry = {}) {
    if (out_.problems.size() == kMaxLogProblems) {
      ++out_.unlisted_problems;
      return;
    }
    out_.problems.push_back({std::move(path), entry, std::move(message)});
  }

  Tile tile_at(uint8_t level, uint64_t index) const {
    const uint64_t hashes = hashes_in_level(size_, level) - index * kTileWidth;
    return {level, index, static_cast<uint32_t>(std::min<uint64_t>(hashes, kTileWidth))};
  }

  // Partial tiles have nothing above them but the root, and all of them lead there.
  void check_edge() {
    const Result<Hash> root = root_of(size_, tiles_);
    good_edge_ = root && *root == out_.checkpoint.root;
    if (good_edge_) return;
    problem(std::string(kCheckpointFile),
            root ? "the tiles at the right edge do not lead to the root"
                 : fmt::format("the right edge cannot be read: {}", root.error().message));
    // Which of them it is, the ones below say.
    for (const Tile& tile : partial_tiles(size_)) {
      if (tile.level == 0) continue;
      const Result<std::string_view> hashes = tiles_.hashes(tile.level, tile.index);
      for (uint64_t i = 0; hashes && i < tile.width; ++i) {
        const Result<std::string_view> below =
            tiles_.hashes(tile.level - 1, tile.index * kTileWidth + i);
        if (below && subtree_hash(*below, kTileLevels, 0) != hash_at(*hashes, i)) {
          problem(hash_tile_path(tile), fmt::format("hash {} is not that of the tile below", i));
        }
      }
    }
  }

  // The tiles that begin with the one of level 0, each against its hash in the next level.
  void check_tiles_above(uint64_t index) {
    for (uint8_t level = 0; level <= kMaxTileLevel; ++level, index /= kTileWidth) {
      if (hashes_in_level(size_, level) <= index * kTileWidth) return;
      check_tile(tile_at(level, index));
      if (index % kTileWidth != 0) return;
    }
  }

  void check_tile(const Tile& tile) {
    const Result<std::string_view> hashes = tiles_.hashes(tile.level, tile.index);
    if (tile.level == 0) good_tile_ = hashes.has_value() && (tile.full() || good_edge_);
    if (!hashes) return problem(hash_tile_path(tile), hashes.error().message);
    if (!tile.full()) return;
    const uint64_t parent = tile.index / kTileWidth;
    const Result<std::string_view> above = tiles_.hashes(tile.level + 1, parent);
    if (!above) return;  // said of that one
    if (hash_at(*above, tile.index % kTileWidth) == subtree_hash(*hashes, kTileLevels, 0)) return;
    if (tile.level == 0) good_tile_ = false;
    problem(hash_tile_path(tile),
            fmt::format("it is not the tile that {} names",
                        hash_tile_path(tile_at(static_cast<uint8_t>(tile.level + 1), parent))));
  }

  void check_bundle(uint64_t index) {
    const Tile tile = tile_at(0, index);
    const std::string path = entry_bundle_path(index, tile.width);
    const Result<std::string> bytes = tiles_.bundle(index);
    if (!bytes) return problem(path, bytes.error().message);
    const Result<std::vector<std::string_view>> entries = read_bundle(*bytes, tile.width);
    if (!entries) return problem(path, entries.error().message);
    std::string leaves;
    for (const std::string_view entry : *entries) {
      out_.entry_bytes += entry.size();
      leaves += crypto::view(leaf_hash(entry));
    }
    const Result<std::string_view> hashes = tiles_.hashes(0, index);
    if (hashes && *hashes == leaves) return;
    // A tile that is wrong says nothing about entries; the hash above it does.
    if (!good_tile_) return check_leaves_against_parent(tile, leaves, path);
    for (uint64_t i = 0; i < tile.width; ++i) {
      if (hash_at(*hashes, i) == hash_at(leaves, i)) continue;
      const uint64_t entry = index * kTileWidth + i;
      problem(path, fmt::format("entry {} is not the one in the tree", entry), entry);
    }
  }

  void check_leaves_against_parent(const Tile& tile, std::string_view leaves,
                                   const std::string& path) {
    if (tile.full()) {
      const Result<std::string_view> above = tiles_.hashes(1, tile.index / kTileWidth);
      const Hash leads_to = subtree_hash(leaves, kTileLevels, 0);
      if (above && hash_at(*above, tile.index % kTileWidth) == leads_to) return;
    } else {
      problem(hash_tile_path(tile), "its hashes are not those of the entries below it");
      if (leads_to_root(tile, leaves)) return;
    }
    problem(path, "its entries are not those of the tree");
  }

  // Whether the tree has the checkpoint's root when these leaves stand in its last tile.
  bool leads_to_root(const Tile& tile, std::string_view leaves) {
    Result<Frontier> frontier = Frontier::load(size_ - tile.width, tiles_);
    for (uint64_t i = 0; frontier && i < tile.width; ++i) {
      frontier->add(hash_at(leaves, i), [](NodeId, const Hash&) {});
    }
    return frontier && frontier->root() == out_.checkpoint.root;
  }

  VerifiedLog& out_;
  uint64_t size_;
  TileReader tiles_;
  bool good_edge_ = false;
  bool good_tile_ = false;  // the last one of level 0 that was checked
};

}  // namespace

Result<VerifiedLog> verify_log(Directory& log, std::span<const VerifierKey> keys,
                               const std::function<void(uint64_t, uint64_t)>& progress) {
  Result<SignedCheckpoint> found = read_checkpoint(log, keys);
  if (!found) return std::unexpected(found.error());
  VerifiedLog out;
  out.checkpoint = std::move(found->checkpoint);
  out.signatures = std::move(found->signatures);
  LogVerifier(log, out).run(progress);
  return out;
}

Result<void> verify_continues(Directory& log, const Checkpoint& verified,
                              const Checkpoint& earlier) {
  if (earlier.origin != verified.origin) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the earlier checkpoint is that of `{}`, not of `{}`", earlier.origin,
                            verified.origin));
  }
  if (earlier.size > verified.size) {
    return fail(ErrorCode::kBadInput,
                fmt::format("the log has {} entries, fewer than the {} before", verified.size,
                            earlier.size));
  }
  TileReader tiles(log, verified.size);
  const Result<Hash> root = root_of(earlier.size, tiles);
  if (!root) return std::unexpected(root.error());
  if (*root == earlier.root) return {};
  return fail(
      ErrorCode::kBadInput,
      fmt::format("the first {} entries are not those of the earlier checkpoint", earlier.size));
}

}  // namespace sekisho::tlog
