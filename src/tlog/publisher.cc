#include "tlog/publisher.h"

#include "tlog/cosignatures.h"
#include "tlog/entry_bundle.h"
#include "tlog/note.h"
#include "tlog/tile.h"

namespace sekisho::tlog {
namespace {

constexpr size_t kTileBytes = kTileWidth * sizeof(Hash);

}  // namespace

Publisher::Publisher(std::shared_ptr<Directory> log, Guard guard, LogKeys keys,
                     Checkpoint published)
    : log_(std::move(log)),
      guard_(std::move(guard)),
      keys_(std::move(keys)),
      published_(std::move(published)),
      published_tiles_(*log_, published_.size),
      store_(log_) {}

Result<std::unique_ptr<Publisher>> Publisher::open(std::shared_ptr<Directory> log, Guard guard,
                                                   LogKeys keys) {
  Result<SignedCheckpoint> published = read_checkpoint(*log, keys.known());
  if (!published) return std::unexpected(published.error());
  auto publisher = std::make_unique<Publisher>(std::move(log), std::move(guard), std::move(keys),
                                               std::move(published->checkpoint));
  if (auto loaded = publisher->load_edge(); !loaded) return std::unexpected(loaded.error());
  if (auto held = publisher->check_guard_below(); !held) return std::unexpected(held.error());
  publisher->load_cosignatures(published->note);
  return publisher;
}

Result<void> Publisher::load_edge() {
  const uint64_t size = published_.size;
  Result<Frontier> frontier = Frontier::load(size, published_tiles_);
  if (!frontier) return std::unexpected(frontier.error());
  if (frontier->root() != published_.root) {
    return fail(ErrorCode::kBadInput, "the tiles are not those of the checkpoint", {},
                "Restore the log's directory; nothing was changed.");
  }
  frontier_ = std::move(*frontier);
  for (const Tile& tile : partial_tiles(size)) {
    const Result<std::string_view> hashes = published_tiles_.hashes(tile.level, tile.index);
    if (!hashes) return std::unexpected(hashes.error());
    tiles_.at(tile.level) = *hashes;
  }
  if (size % kTileWidth != 0) {
    Result<std::string> bundle = published_tiles_.bundle(size / kTileWidth);
    if (!bundle) return std::unexpected(bundle.error());
    bundle_ = std::move(*bundle);
  }
  return {};
}

// Of signatures that are there, those that are not the log's own stay.
void Publisher::load_cosignatures(const std::string& note) {
  Result<Note> parsed = parse_note(note);
  SEKISHO_INVARIANT(parsed.has_value());
  cosignatures_ = std::move(parsed->signatures);
  std::erase_if(cosignatures_,
                [&](const NoteSignature& line) { return line.name == keys_.origin(); });
}

// Where the guard knows less than is published, the published tree has to continue it.
Result<void> Publisher::check_guard_below() {
  const Checkpoint& known = guarded();
  if (known.size > published_.size) return {};
  const Result<Hash> root = root_of(known.size, published_tiles_);
  if (!root) return std::unexpected(root.error());
  if (*root != known.root) return fork_error(known);
  return {};
}

Result<bool> Publisher::holds(uint64_t index, const Hash& leaf) {
  const Result<Hash> published = published_tiles_.node({0, index});
  if (!published) return std::unexpected(published.error());
  return *published == leaf;
}

Result<void> Publisher::add(std::string_view entry, const Hash& leaf) {
  append_to_bundle(bundle_, entry);
  Result<void> written;
  frontier_.add(leaf, [&](NodeId id, const Hash& hash) {
    if (id.level % kTileLevels != 0 || !written) return;
    const auto level = static_cast<uint8_t>(id.level / kTileLevels);
    std::string& tile = tiles_.at(level);
    tile += crypto::view(hash);
    if (tile.size() < kTileBytes) return;
    const Tile full{level, id.index / kTileWidth};
    written = store_.write(hash_tile_path(full), tile);
    tile.clear();
    if (level > 0 || !written) return;
    written = store_.write(entry_bundle_path(full.index, full.width), bundle_);
    bundle_.clear();
  });
  if (!written) return written;
  if (size() == guarded().size && frontier_.root() != guarded().root) return fork_error(guarded());
  return {};
}

Result<void> Publisher::write_partial_tiles() {
  for (const Tile& tile : partial_tiles(size())) {
    // One that is published is not touched.
    if (hashes_in_level(published_.size, tile.level) == hashes_in_level(size(), tile.level)) {
      continue;
    }
    if (auto written = store_.write(hash_tile_path(tile), tiles_.at(tile.level)); !written) {
      return written;
    }
    if (tile.level > 0) continue;
    const std::string path = entry_bundle_path(tile.index, tile.width);
    if (auto written = store_.write(path, bundle_); !written) return written;
  }
  return {};
}

Result<void> Publisher::remove_partials_of(const Tile& full) {
  if (auto removed = store_.remove_partials(hash_tile_path(full)); !removed) return removed;
  if (full.level > 0) return {};
  return store_.remove_partials(entry_bundle_path(full.index, full.width));
}

Result<void> Publisher::remove_partial_tiles(uint64_t old_size) {
  for (const Tile& tile : partial_tiles(old_size)) {
    if (hashes_in_level(size(), tile.level) / kTileWidth == tile.index) continue;
    if (auto removed = remove_partials_of({tile.level, tile.index}); !removed) return removed;
  }
  return {};
}

Result<void> Publisher::clean_up_since(uint64_t size_then) {
  for (uint8_t level = 0; level <= kMaxTileLevel; ++level) {
    const uint64_t full = hashes_in_level(size(), level) / kTileWidth;
    for (uint64_t i = hashes_in_level(size_then, level) / kTileWidth; i < full; ++i) {
      if (auto removed = remove_partials_of({level, i}); !removed) return removed;
    }
  }
  return store_.sync();
}

Result<Checkpoint> Publisher::publish() {
  failed_ = true;
  Checkpoint next{keys_.origin(), size(), frontier_.root()};
  if (auto written = write_partial_tiles(); !written) return std::unexpected(written.error());
  if (auto synced = store_.sync(); !synced) return std::unexpected(synced.error());
  // From here on the size may have been signed, whatever becomes of this process.
  if (auto advanced = guard_.advance(next); !advanced) return std::unexpected(advanced.error());
  if (next != published_) cosignatures_.clear();
  if (auto written = write_checkpoint(next, cosignatures_); !written) {
    return std::unexpected(written.error());
  }
  const uint64_t old_size = published_.size;
  published_ = next;
  if (auto removed = remove_partial_tiles(old_size); !removed) {
    return std::unexpected(removed.error());
  }
  failed_ = false;
  return next;
}

Result<void> Publisher::write_checkpoint(const Checkpoint& checkpoint,
                                         std::span<const NoteSignature> cosignatures) {
  Note note{checkpoint_text(checkpoint), {}};
  for (const SignerKey& signer : keys_.signers()) {
    note.signatures.push_back(sign_note(note.text, signer));
  }
  note.signatures.insert(note.signatures.end(), cosignatures.begin(), cosignatures.end());
  return write_durably(*log_, kCheckpointFile, to_string(note));
}

Result<bool> Publisher::add_cosignatures(const Note& cosigned,
                                         std::span<const VerifierKey> witnesses) {
  if (failed_) return fail(ErrorCode::kIo, "the log failed to publish");
  Note note{checkpoint_text(published_), cosignatures_};
  if (note.text != cosigned.text) return false;
  if (auto added = tlog::add_cosignatures(note, cosigned.signatures, witnesses); !added) {
    return std::unexpected(added.error());
  }
  failed_ = true;
  if (auto written = write_checkpoint(published_, note.signatures); !written) {
    return std::unexpected(written.error());
  }
  failed_ = false;
  cosignatures_ = std::move(note.signatures);
  return true;
}

}  // namespace sekisho::tlog
