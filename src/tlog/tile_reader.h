#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tlog/file_system.h"
#include "tlog/limits.h"
#include "tlog/merkle.h"
#include "tlog/tile.h"

namespace sekisho::tlog {

// The files of a published tree of `size` leaves, nothing of which is verified. Where the partial
// tile of that size is gone, the full one stands for it. Not thread-safe; one tile a level is kept.
class TileReader final : public NodeReader {
 public:
  TileReader(Directory& log, uint64_t size) : log_(log), size_(size) {}

  // kNotFound where no file has it; kBadInput where the file has not as many bytes as it should.
  Result<Hash> node(NodeId id) override;
  // The hashes of a tile, as many of them as the tree has.
  Result<std::string_view> hashes(uint8_t level, uint64_t index);
  // The entries below a tile of level 0, as they stand in the file.
  Result<std::string> bundle(uint64_t index);

 private:
  struct Cached {
    uint64_t index = ~uint64_t{0};
    std::string bytes;
  };
  Directory& log_;
  uint64_t size_;
  std::array<Cached, kMaxTileLevel + 1> cached_;
};

// The hash of the 2^height hashes from `index` * 2^height on.
Hash subtree_hash(std::string_view hashes, uint8_t height, uint64_t index);

}  // namespace sekisho::tlog
