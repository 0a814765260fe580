#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tlog/merkle.h"

namespace sekisho::tlog {

// A tree of made-up entries in memory, for tests.
class MemoryTree final : public NodeReader {
 public:
  explicit MemoryTree(uint64_t size) {
    while (frontier_.size() < size) add("entry " + std::to_string(frontier_.size()));
  }
  void add(const std::string& entry) {
    leaves_.push_back(leaf_hash(entry));
    frontier_.add(leaves_.back(),
                  [&](NodeId id, const Hash& hash) { nodes_[{id.level, id.index}] = hash; });
  }
  Result<Hash> node(NodeId id) override {
    const auto found = nodes_.find({id.level, id.index});
    if (found == nodes_.end()) return fail(ErrorCode::kNotFound, "no such node");
    return found->second;
  }
  const std::vector<Hash>& leaves() const { return leaves_; }
  const Frontier& frontier() const { return frontier_; }

 private:
  std::vector<Hash> leaves_;
  std::map<std::pair<uint8_t, uint64_t>, Hash> nodes_;
  Frontier frontier_;
};

}  // namespace sekisho::tlog
