#include "http/log_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "crypto/limits.h"
#include "crypto/sha256.h"
#include "tlog/checkpoint.h"
#include "tlog/cosignatures.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"
#include "tlog/note.h"
#include "tlog/tile.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kText = "text/plain; charset=utf-8";
constexpr std::string_view kBytes = "application/octet-stream";
constexpr std::string_view kStamp = "application/timestamp-reply";
constexpr std::string_view kShort = "public, max-age=1";
constexpr std::string_view kLong = "public, max-age=31536000, immutable";
constexpr size_t kTagDigits = 32;

// A file that everybody may have.
struct Public {
  std::string_view content_type;
  std::string_view cache_control;
  uint64_t limit = 0;                   // of its bytes
  bool only_hashes = false;             // tells nothing but hashes
  std::optional<tlog::Tile> tile = {};  // the one that has to be published before it is whole
};

bool has_tile(uint64_t size, const tlog::Tile& tile) {
  const uint64_t hashes = tlog::hashes_in_level(size, tile.level);
  const uint64_t full = hashes / tlog::kTileWidth;
  return tile.index < full || (tile.index == full && tile.width <= hashes % tlog::kTileWidth);
}

std::optional<Public> find_public(std::string_view path) {
  constexpr std::array kSmall{tlog::kCheckpointFile, tlog::kCosignedFile, tlog::kKeysFile,
                              tlog::kFrozenFile};
  if (std::ranges::find(kSmall, path) != kSmall.end()) {
    return Public{kText, kShort, tlog::kMaxNoteBytes, true};
  }
  if (const auto tile = tlog::parse_tile_path(path)) {
    const uint64_t hashes = tile->tile.width * sizeof(tlog::Hash);
    return Public{kBytes, kLong, tile->entries ? tlog::kMaxBundleBytes : hashes, !tile->entries,
                  tile->tile};
  }
  if (tlog::is_stamp_path(path)) return Public{kStamp, kLong, crypto::kMaxTimeStampBytes};
  return std::nullopt;
}

// 0 where there is none that can be read.
uint64_t published_size(tlog::Directory& log) {
  const auto bytes = tlog::read_whole(log, tlog::kCheckpointFile, tlog::kMaxNoteBytes);
  const auto note = bytes ? tlog::parse_note(*bytes) : std::unexpected(bytes.error());
  const auto checkpoint = note ? tlog::parse_checkpoint(note->text) : std::unexpected(note.error());
  return checkpoint ? checkpoint->size : 0;
}

Response serve(tlog::Directory& log, std::string_view path, const LogRoutesOptions& options) {
  const std::optional<Public> found = find_public(path);
  if (!found || (options.hashes_only && !found->only_hashes)) return not_found();
  // A tile that no checkpoint leads to may be half written, and would be kept for a year.
  if (found->tile && !has_tile(published_size(log), *found->tile)) return not_found();
  Result<std::string> bytes = tlog::read_below(log, path, found->limit);
  if (!bytes && bytes.error().code == ErrorCode::kNotFound) return not_found();
  if (!bytes) return {.status = 500, .body = "the log cannot be read\n"};
  Response response{.content_type = std::string(found->content_type),
                    .body = std::move(*bytes),
                    .cache_control = std::string(found->cache_control)};
  response.etag = fmt::format("\"{}\"", crypto::sha256_hex(response.body).substr(0, kTagDigits));
  return response;
}

}  // namespace

Handler log_routes(std::shared_ptr<tlog::Directory> log, const LogRoutesOptions& options) {
  return [log = std::move(log), options](const Request& request) {
    if (!request.path.starts_with('/')) return not_found();
    if (request.method != "GET") return method_not_allowed("GET, HEAD");
    return serve(*log, std::string_view(request.path).substr(1), options);
  };
}

}  // namespace sekisho::http
