#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/error.h"
#include "tlog/tree_hash.h"

namespace sekisho::tlog {

// A perfect subtree: the 2^level leaves from index * 2^level on. Level 0 is the leaves.
struct NodeId {
  uint8_t level = 0;
  uint64_t index = 0;
  bool operator==(const NodeId&) const = default;
};

// Where the hashes of perfect subtrees come from: tiles, memory. An error ends what asked for it.
class NodeReader {
 public:
  virtual ~NodeReader() = default;
  virtual Result<Hash> node(NodeId id) = 0;
};

using Proof = std::vector<Hash>;

// The root of the first `size` leaves (RFC 6962 section 2.1).
Result<Hash> root_of(uint64_t size, NodeReader& nodes);

// That the leaf `index` is in the tree of `size` leaves, bottom up (section 2.1.1), and that the
// tree of `size` leaves continues that of `old_size` (section 2.1.2). kUsage where index >= size or
// old_size > size.
Result<Proof> prove_inclusion(uint64_t index, uint64_t size, NodeReader& nodes);
Result<Proof> prove_consistency(uint64_t old_size, uint64_t size, NodeReader& nodes);

// What a verifier computes (RFC 9162 sections 2.1.3.2 and 2.1.4.2). kBadInput says what is wrong.
// An old tree without leaves is refused: nothing about it can be proved, and nobody should think
// so.
Result<void> verify_inclusion(uint64_t index, uint64_t size, const Hash& leaf, const Hash& root,
                              std::span<const Hash> proof);
Result<void> verify_consistency(uint64_t old_size, uint64_t size, const Hash& old_root,
                                const Hash& root, std::span<const Hash> proof);

// The right edge of a growing tree: what it takes to add leaves and to know the root. Not
// thread-safe.
class Frontier {
 public:
  Frontier() = default;
  // Of a tree that exists.
  static Result<Frontier> load(uint64_t size, NodeReader& nodes);

  uint64_t size() const { return size_; }
  Hash root() const;
  // Adds a leaf and tells `completed(NodeId, const Hash&)` of it and of each subtree that it
  // completes, bottom up.
  template <class Completed>
  void add(const Hash& leaf, Completed completed) {
    NodeId id{0, size_++};
    Hash hash = leaf;
    completed(id, hash);
    for (; id.index % 2 == 1; id = {static_cast<uint8_t>(id.level + 1), id.index / 2}) {
      hash = node_hash(edge_.back(), hash);
      edge_.pop_back();
      completed(NodeId{static_cast<uint8_t>(id.level + 1), id.index / 2}, hash);
    }
    edge_.push_back(hash);
  }

 private:
  uint64_t size_ = 0;
  std::vector<Hash> edge_;  // one for each bit of the size, the largest subtree first
};

}  // namespace sekisho::tlog
