#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/checkpoint.h"
#include "tlog/file_system.h"
#include "tlog/log_keys.h"
#include "tlog/receipt.h"
#include "tlog/tile_reader.h"

namespace sekisho::evidence {

// The published entries of a store, as of the checkpoint that stood there when it was opened. Needs
// the store's directory alone; a writer may go on meanwhile. Nothing is kept in memory. Not
// thread-safe.
class StoreReader {
 public:
  // kNotFound where there is no log; kBadInput where none of the keys in the directory signed the
  // checkpoint. Whether they are the keys that one was given is for verify_log to say.
  static Result<StoreReader> open(const std::string& directory);

  const tlog::Checkpoint& checkpoint() const { return signed_.checkpoint; }
  uint64_t size() const { return signed_.checkpoint.size; }
  // The first of the keys in the directory that signed it.
  const tlog::VerifierKey& key() const { return key_; }

  // The way from an entry to the checkpoint, and the entry. kUsage where there is none of that
  // index; kBadInput where the tree does not have it as it stands in its bundle.
  struct Proved {
    std::string entry;
    tlog::Receipt receipt;
  };
  Result<Proved> prove(uint64_t index);

  // Tells of the entries from <= index < until in order, as they stand, until it is answered false.
  // Nothing is verified.
  using Visit = std::function<bool(uint64_t index, std::string_view entry)>;
  Result<void> visit(uint64_t from, uint64_t until, const Visit& visit);

 private:
  StoreReader(std::unique_ptr<tlog::Directory> directory, tlog::SignedCheckpoint signed_checkpoint,
              tlog::VerifierKey key)
      : directory_(std::move(directory)),
        signed_(std::move(signed_checkpoint)),
        key_(std::move(key)),
        tiles_(*directory_, signed_.checkpoint.size) {}

  std::unique_ptr<tlog::Directory> directory_;
  tlog::SignedCheckpoint signed_;
  tlog::VerifierKey key_;
  tlog::TileReader tiles_;
};

}  // namespace sekisho::evidence
