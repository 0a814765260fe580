#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>
#include <vector>

#include "cedar/cell.h"

// Internal to this folder.
namespace sekisho::cedar {

// Sets for cells to point at. Equal plain sets are one. They stay where they are until `clear`.
class CellSets {
 public:
  // The elements are those of `value`, in any order.
  const CellSet& of(const Value& value, std::vector<Cell> elements);
  // Of entities, in any order; reorders what it is given.
  const CellSet& of_entities(std::vector<Cell>& elements);
  void clear();

 private:
  // Of sorted elements that make a plain set.
  const CellSet& plain(const std::vector<Cell>& elements, bool only_entities);

  std::deque<CellSet> sets_;
  std::unordered_multimap<uint64_t, const CellSet*> known_;  // by hash, the plain ones
};

}  // namespace sekisho::cedar
