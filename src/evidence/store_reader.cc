#include "evidence/store_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "tlog/entry_bundle.h"
#include "tlog/limits.h"
#include "tlog/merkle.h"
#include "tlog/tile.h"

namespace sekisho::evidence {
namespace {

// The entries of bundle `index`, which `bundle` keeps.
Result<std::vector<std::string_view>> entries_of(tlog::TileReader& tiles, uint64_t size,
                                                 uint64_t index, std::string& bundle) {
  Result<std::string> bytes = tiles.bundle(index);
  if (!bytes) return std::unexpected(bytes.error());
  bundle = std::move(*bytes);
  const uint64_t count = std::min<uint64_t>(tlog::kTileWidth, size - index * tlog::kTileWidth);
  Result<std::vector<std::string_view>> entries = tlog::read_bundle(bundle, count);
  if (entries) return entries;
  Error error = entries.error();
  error.place.file = tlog::entry_bundle_path(index, static_cast<uint32_t>(count));
  return std::unexpected(std::move(error));
}

}  // namespace

Result<StoreReader> StoreReader::open(const std::string& directory) {
  Result<std::unique_ptr<tlog::Directory>> opened = tlog::open_directory(directory);
  if (!opened) return std::unexpected(opened.error());
  const Result<std::vector<tlog::VerifierKey>> keys = tlog::read_log_keys(**opened);
  Result<tlog::SignedCheckpoint> checkpoint =
      keys ? tlog::read_checkpoint(**opened, *keys) : std::unexpected(keys.error());
  if (checkpoint) {
    const tlog::VerifierKey& key = keys->at(checkpoint->signatures.front().key);
    return StoreReader(std::move(*opened), std::move(*checkpoint), key);
  }
  Error error = checkpoint.error();
  if (error.code == ErrorCode::kNotFound) {
    error.message = "there is no log: this file is missing";
    error.help = "Name the directory of a store; `sekisho evidence init` begins one.";
  }
  return std::unexpected(std::move(error));
}

Result<StoreReader::Proved> StoreReader::prove(uint64_t index) {
  if (index >= size()) {
    return fail(ErrorCode::kUsage, fmt::format("there is no entry {}", index), {},
                size() == 0 ? "The log is empty."
                            : fmt::format("The published ones are 0 to {}.", size() - 1));
  }
  std::string bundle;
  const auto entries = entries_of(tiles_, size(), index / tlog::kTileWidth, bundle);
  if (!entries) return std::unexpected(entries.error());
  const Result<tlog::Proof> path = tlog::prove_inclusion(index, size(), tiles_);
  if (!path) return std::unexpected(path.error());
  Proved out{std::string((*entries)[index % tlog::kTileWidth]), {index, *path, signed_.note}};
  if (tlog::verify_receipt(out.receipt, out.entry)) return out;
  return fail(ErrorCode::kBadInput, fmt::format("entry {} is not the one in the tree", index), {},
              "Run `sekisho evidence verify` on the whole log: it says which file is damaged.");
}

Result<void> StoreReader::visit(uint64_t from, uint64_t until, const Visit& visit) {
  until = std::min(until, size());
  std::string bundle;
  while (from < until) {
    const uint64_t index = from / tlog::kTileWidth;
    const auto entries = entries_of(tiles_, size(), index, bundle);
    if (!entries) return std::unexpected(entries.error());
    const uint64_t end = std::min(until, (index + 1) * tlog::kTileWidth);
    for (; from < end; ++from) {
      if (!visit(from, (*entries)[from % tlog::kTileWidth])) return {};
    }
  }
  return {};
}

}  // namespace sekisho::evidence
