#include "tlog/tile_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "tlog/entry_bundle.h"

namespace sekisho::tlog {
namespace {

uint32_t width_of(uint64_t hashes, uint64_t index) {
  return static_cast<uint32_t>(std::min<uint64_t>(hashes - index * kTileWidth, kTileWidth));
}

}  // namespace

Hash subtree_hash(std::string_view hashes, uint8_t height, uint64_t index) {
  std::vector<Hash> row(size_t{1} << height);
  std::memcpy(row.data(), hashes.data() + (index << height) * sizeof(Hash),
              row.size() * sizeof(Hash));
  for (; row.size() > 1; row.resize(row.size() / 2)) {
    for (size_t i = 0; i < row.size() / 2; ++i) row[i] = node_hash(row[2 * i], row[2 * i + 1]);
  }
  return row.front();
}

Result<std::string_view> TileReader::hashes(uint8_t level, uint64_t index) {
  Cached& cached = cached_.at(level);
  if (cached.index == index) return std::string_view(cached.bytes);
  const uint32_t width = width_of(hashes_in_level(size_, level), index);
  const std::string path = hash_tile_path({level, index, width});
  const auto read = [&](const std::string& file, uint32_t hashes) -> Result<std::string> {
    Result<std::string> bytes = read_below(log_, file, kTileWidth * sizeof(Hash));
    if (!bytes || bytes->size() == hashes * sizeof(Hash)) return bytes;
    return fail(
        ErrorCode::kBadInput,
        fmt::format("the tile has {} bytes instead of {}", bytes->size(), hashes * sizeof(Hash)),
        {file});
  };
  Result<std::string> bytes = read(path, width);
  if (!bytes && width < kTileWidth && bytes.error().code == ErrorCode::kNotFound) {
    Result<std::string> full = read(hash_tile_path({level, index, kTileWidth}), kTileWidth);
    if (full) bytes = full->substr(0, width * sizeof(Hash));
  }
  if (!bytes) return std::unexpected(bytes.error());
  cached = {index, std::move(*bytes)};
  return std::string_view(cached.bytes);
}

Result<Hash> TileReader::node(NodeId id) {
  const auto level = static_cast<uint8_t>(id.level / kTileLevels);
  const auto height = static_cast<uint8_t>(id.level % kTileLevels);
  const uint64_t first = id.index << height;  // of its hashes in the level
  if (level > kMaxTileLevel || first + (uint64_t{1} << height) > hashes_in_level(size_, level)) {
    return fail(ErrorCode::kUsage, "the tree has no such subtree");
  }
  const Result<std::string_view> tile = hashes(level, first / kTileWidth);
  if (!tile) return std::unexpected(tile.error());
  return subtree_hash(*tile, height, (first % kTileWidth) >> height);
}

Result<std::string> TileReader::bundle(uint64_t index) {
  const uint32_t width = width_of(size_, index);
  Result<std::string> bytes = read_below(log_, entry_bundle_path(index, width), kMaxBundleBytes);
  if (bytes || width == kTileWidth || bytes.error().code != ErrorCode::kNotFound) return bytes;
  Result<std::string> full =
      read_below(log_, entry_bundle_path(index, kTileWidth), kMaxBundleBytes);
  if (!full) return bytes;
  const Result<std::vector<std::string_view>> entries = read_bundle(*full, kTileWidth);
  if (!entries) return std::unexpected(entries.error());
  const std::string_view last = (*entries)[width - 1];
  full->resize(static_cast<size_t>(last.data() + last.size() - full->data()));
  return full;
}

}  // namespace sekisho::tlog
