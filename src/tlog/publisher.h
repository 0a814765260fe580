#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "tlog/checkpoint.h"
#include "tlog/file_system.h"
#include "tlog/guard.h"
#include "tlog/limits.h"
#include "tlog/log_keys.h"
#include "tlog/merkle.h"
#include "tlog/note.h"
#include "tlog/tile.h"
#include "tlog/tile_reader.h"
#include "tlog/tile_store.h"

namespace sekisho::tlog {

// Turns durable entries into a published tree: full tiles and bundles as they fill, and at each
// `publish` the partial ones, and the checkpoint last. What it keeps in memory does not grow with
// the log: the right edge, and one tile a level. Not thread-safe. After an error it is of no use.
class Publisher {
 public:
  // Has loaded nothing yet: `open` makes publishers.
  Publisher(std::shared_ptr<Directory> log, Guard guard, LogKeys keys, Checkpoint published);

  // Continues what the log's checkpoint says. kBadInput where the tiles are not those of the
  // checkpoint, or where what the guard knows is not in them.
  static Result<std::unique_ptr<Publisher>> open(std::shared_ptr<Directory> log, Guard guard,
                                                 LogKeys keys);

  uint64_t size() const { return frontier_.size(); }
  const Checkpoint& published() const { return published_; }
  const Checkpoint& guarded() const { return guard_.signed_checkpoint(); }
  LogKeys& keys() { return keys_; }

  // The next entry. Fails where the tree becomes another one than the guard knows.
  Result<void> add(std::string_view entry, const Hash& leaf);
  // Whether an entry that is published already is this one.
  Result<bool> holds(uint64_t index, const Hash& leaf);

  // A checkpoint of everything added, which is durable in the journal by now: tiles, their
  // directories, the guard, and then the signature. It is written even where the size is the old
  // one, so that new keys sign it, and what a crash left in memory only is on the disk.
  Result<Checkpoint> publish();
  // Of the tiles that were filled since the tree had `size` leaves, no partial one is left,
  // durably: what a crash kept `publish` from removing goes now.
  Result<void> clean_up_since(uint64_t size);

  // Lines of witnesses join the published checkpoint, durably, where its text is still that of
  // `cosigned`; false where it is another one by now. They stay until the next larger checkpoint.
  // kBadInput and kLimit, and nothing is changed, as of tlog::add_cosignatures.
  Result<bool> add_cosignatures(const Note& cosigned, std::span<const VerifierKey> witnesses);

 private:
  Result<void> load_edge();
  void load_cosignatures(const std::string& note);
  Result<void> check_guard_below();
  Result<void> write_partial_tiles();
  Result<void> remove_partial_tiles(uint64_t old_size);
  Result<void> write_checkpoint(const Checkpoint& checkpoint,
                                std::span<const NoteSignature> cosignatures);
  Result<void> remove_partials_of(const Tile& full);

  std::shared_ptr<Directory> log_;
  Guard guard_;
  LogKeys keys_;
  Checkpoint published_;
  std::vector<NoteSignature> cosignatures_;  // of others, on the published checkpoint
  bool failed_ = false;                      // to publish: what stands on the disk is not known
  TileReader published_tiles_;
  TileStore store_;
  Frontier frontier_;
  std::array<std::string, kMaxTileLevel + 1> tiles_;  // the hashes of the tile that fills
  std::string bundle_;                                // the entries below that of level 0
};

}  // namespace sekisho::tlog
