#include "tlog/merkle.h"

#include <fmt/format.h>

#include <bit>

namespace sekisho::tlog {
namespace {

// The largest power of two below n, as RFC 6962 splits a tree of n > 1 leaves.
uint64_t split(uint64_t n) {
  return std::bit_floor(n - 1);
}

// The hash of the leaves begin <= i < end, which is a subtree of some tree: `begin` is a multiple
// of the smallest power of two that is not below its size.
Result<Hash> range_hash(uint64_t begin, uint64_t end, NodeReader& nodes) {
  // Perfect subtrees, the largest first; then folded from the right.
  std::vector<Hash> parts;
  while (begin < end) {
    const uint64_t size = std::bit_floor(end - begin);
    const auto level = static_cast<uint8_t>(std::countr_zero(size));
    Result<Hash> part = nodes.node({level, begin >> level});
    if (!part) return part;
    parts.push_back(*part);
    begin += size;
  }
  if (parts.empty()) return empty_root();
  Hash hash = parts.back();
  for (size_t i = parts.size() - 1; i-- > 0;) hash = node_hash(parts[i], hash);
  return hash;
}

std::unexpected<Error> refused(std::string_view what) {
  return fail(ErrorCode::kBadInput, std::string(what));
}

}  // namespace

Result<Hash> root_of(uint64_t size, NodeReader& nodes) {
  return range_hash(0, size, nodes);
}

Result<Proof> prove_inclusion(uint64_t index, uint64_t size, NodeReader& nodes) {
  if (index >= size) {
    return fail(ErrorCode::kUsage,
                fmt::format("entry {} is not in a tree of {} entries", index, size));
  }
  // From the root down; a proof stands bottom up.
  Proof proof;
  uint64_t begin = 0;
  uint64_t end = size;
  while (end - begin > 1) {
    const uint64_t middle = begin + split(end - begin);
    const bool left = index < middle;
    const Result<Hash> sibling =
        left ? range_hash(middle, end, nodes) : range_hash(begin, middle, nodes);
    if (!sibling) return std::unexpected(sibling.error());
    proof.insert(proof.begin(), *sibling);
    (left ? end : begin) = middle;
  }
  return proof;
}

Result<Proof> prove_consistency(uint64_t old_size, uint64_t size, NodeReader& nodes) {
  if (old_size > size) {
    return fail(ErrorCode::kUsage,
                fmt::format("a tree of {} entries does not continue one of {}", size, old_size));
  }
  Proof proof;
  if (old_size == 0 || old_size == size) return proof;
  uint64_t begin = 0;
  uint64_t end = size;
  bool whole = true;  // the old tree's right edge is that of all that was passed so far
  while (old_size != end) {
    const uint64_t middle = begin + split(end - begin);
    const bool left = old_size <= middle;
    const Result<Hash> sibling =
        left ? range_hash(middle, end, nodes) : range_hash(begin, middle, nodes);
    if (!sibling) return std::unexpected(sibling.error());
    proof.insert(proof.begin(), *sibling);
    (left ? end : begin) = middle;
    whole = whole && left;
  }
  if (!whole) {
    const Result<Hash> rest = range_hash(begin, end, nodes);
    if (!rest) return std::unexpected(rest.error());
    proof.insert(proof.begin(), *rest);
  }
  return proof;
}

Result<void> verify_inclusion(uint64_t index, uint64_t size, const Hash& leaf, const Hash& root,
                              std::span<const Hash> proof) {
  if (index >= size) return refused("the entry lies outside the tree");
  uint64_t fn = index;
  uint64_t sn = size - 1;
  Hash hash = leaf;
  for (const Hash& step : proof) {
    if (sn == 0) return refused("the proof is too long");
    if (fn % 2 == 1 || fn == sn) {
      hash = node_hash(step, hash);
      while (fn % 2 == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      hash = node_hash(hash, step);
    }
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return refused("the proof is too short");
  if (hash != root) return refused("the proof does not lead to the root");
  return {};
}

Result<void> verify_consistency(uint64_t old_size, uint64_t size, const Hash& old_root,
                                const Hash& root, std::span<const Hash> proof) {
  if (old_size == 0) return refused("every tree continues an empty one: that proves nothing");
  if (old_size > size) return refused("the old tree is larger than the new one");
  if (old_size == size) {
    if (!proof.empty()) return refused("the proof is too long");
    if (old_root != root) return refused("two trees of one size have different roots");
    return {};
  }
  if (proof.empty()) return refused("the proof is too short");
  uint64_t fn = old_size - 1;
  uint64_t sn = size - 1;
  while (fn % 2 == 1) {
    fn >>= 1;
    sn >>= 1;
  }
  // An old tree that is a perfect subtree is where the proof begins.
  const bool perfect = std::has_single_bit(old_size);
  Hash old_hash = perfect ? old_root : proof.front();
  Hash hash = old_hash;
  for (const Hash& step : proof.subspan(perfect ? 0 : 1)) {
    if (sn == 0) return refused("the proof is too long");
    if (fn % 2 == 1 || fn == sn) {
      old_hash = node_hash(step, old_hash);
      hash = node_hash(step, hash);
      while (fn % 2 == 0 && fn != 0) {
        fn >>= 1;
        sn >>= 1;
      }
    } else {
      hash = node_hash(hash, step);
    }
    fn >>= 1;
    sn >>= 1;
  }
  if (sn != 0) return refused("the proof is too short");
  if (old_hash != old_root) return refused("the proof does not lead to the old root");
  if (hash != root) return refused("the proof does not lead to the new root");
  return {};
}

Result<Frontier> Frontier::load(uint64_t size, NodeReader& nodes) {
  Frontier out;
  out.size_ = size;
  for (uint64_t begin = 0; begin < size;) {
    const uint64_t part = std::bit_floor(size - begin);
    const auto level = static_cast<uint8_t>(std::countr_zero(part));
    const Result<Hash> hash = nodes.node({level, begin >> level});
    if (!hash) return std::unexpected(hash.error());
    out.edge_.push_back(*hash);
    begin += part;
  }
  return out;
}

Hash Frontier::root() const {
  if (edge_.empty()) return empty_root();
  Hash hash = edge_.back();
  for (size_t i = edge_.size() - 1; i-- > 0;) hash = node_hash(edge_[i], hash);
  return hash;
}

}  // namespace sekisho::tlog
