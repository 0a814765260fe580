#include "tlog/tile.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/number.h"

namespace sekisho::tlog {
namespace {

// 1234067 -> x001/x234/067
std::string index_path(uint64_t index) {
  std::string out = fmt::format("{:03}", index % 1000);
  for (index /= 1000; index > 0; index /= 1000) out = fmt::format("x{:03}/{}", index % 1000, out);
  return out;
}

std::optional<uint64_t> three_digits(std::string_view part) {
  if (part.size() != 3 || !text::all_digits(part)) return std::nullopt;
  return text::parse_u64(part);
}

// Takes the groups of digits off the front of `path`.
std::optional<uint64_t> take_index(std::string_view& path) {
  uint64_t index = 0;
  for (int groups = 0; groups < 7; ++groups) {
    const bool more = path.starts_with('x');
    if (more) path.remove_prefix(1);
    const std::optional<uint64_t> digits = three_digits(path.substr(0, 3));
    if (!digits) return std::nullopt;
    // Zeros in front of a number would give one tile two paths.
    if (groups == 0 && more && *digits == 0) return std::nullopt;
    index = index * 1000 + *digits;
    path.remove_prefix(3);
    if (!more) return index;
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
  }
  return std::nullopt;
}

std::optional<uint64_t> small_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0')) {
    return std::nullopt;
  }
  return text::all_digits(digits) ? text::parse_u64(digits) : std::nullopt;
}

std::string suffix(uint32_t width) {
  return width == kTileWidth ? "" : fmt::format(".p/{}", width);
}

}  // namespace

std::string hash_tile_path(const Tile& tile) {
  return fmt::format("tile/{}/{}{}", tile.level, index_path(tile.index), suffix(tile.width));
}

std::string entry_bundle_path(uint64_t index, uint32_t width) {
  return fmt::format("tile/entries/{}{}", index_path(index), suffix(width));
}

std::optional<TilePath> parse_tile_path(std::string_view path) {
  constexpr std::string_view kRoot = "tile/";
  if (!path.starts_with(kRoot)) return std::nullopt;
  path.remove_prefix(kRoot.size());
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view level = path.substr(0, slash);
  path.remove_prefix(slash + 1);

  TilePath out;
  out.entries = level == "entries";
  if (!out.entries) {
    const std::optional<uint64_t> number = small_number(level);
    if (!number || *number > kMaxTileLevel) return std::nullopt;
    out.tile.level = static_cast<uint8_t>(*number);
  }
  const std::optional<uint64_t> index = take_index(path);
  if (!index) return std::nullopt;
  out.tile.index = *index;
  if (path.empty()) return out;
  if (!path.starts_with(".p/")) return std::nullopt;
  const std::optional<uint64_t> width = small_number(path.substr(3));
  if (!width || *width == 0 || *width >= kTileWidth) return std::nullopt;
  out.tile.width = static_cast<uint32_t>(*width);
  return out;
}

uint64_t hashes_in_level(uint64_t size, uint8_t level) {
  return size >> (kTileLevels * level);
}

std::vector<Tile> new_tiles(uint64_t old_size, uint64_t size) {
  std::vector<Tile> out;
  for (uint8_t level = 0; level <= kMaxTileLevel; ++level) {
    const uint64_t before = hashes_in_level(old_size, level);
    const uint64_t now = hashes_in_level(size, level);
    if (now == 0) break;
    for (uint64_t index = before / kTileWidth; index * kTileWidth < now; ++index) {
      const uint64_t width = std::min<uint64_t>(now - index * kTileWidth, kTileWidth);
      if (index * kTileWidth + width == before) continue;
      out.push_back({level, index, static_cast<uint32_t>(width)});
    }
  }
  return out;
}

std::vector<Tile> partial_tiles(uint64_t size) {
  std::vector<Tile> out;
  for (uint8_t level = 0; level <= kMaxTileLevel; ++level) {
    const uint64_t hashes = hashes_in_level(size, level);
    if (hashes % kTileWidth == 0) continue;
    out.push_back({level, hashes / kTileWidth, static_cast<uint32_t>(hashes % kTileWidth)});
  }
  return out;
}

}  // namespace sekisho::tlog
