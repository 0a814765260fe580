#include "cedar/cell_sets.h"

#include <algorithm>
#include <utility>

namespace sekisho::cedar {

const CellSet& CellSets::of(const Value& value, std::vector<Cell> elements) {
  bool is_plain = true;
  bool only_entities = true;
  for (const Cell& cell : elements) {
    is_plain = is_plain && cell.is_number();
    only_entities = only_entities && cell.kind == CellKind::kEntity;
  }
  if (!is_plain)
    return sets_.emplace_back(CellSet{std::move(elements), false, only_entities, value});
  std::ranges::sort(elements, is_before);
  return plain(elements, only_entities);
}

const CellSet& CellSets::of_entities(std::vector<Cell>& elements) {
  std::ranges::sort(elements, is_before);
  const auto repeated = std::ranges::unique(elements, is_same);
  elements.erase(repeated.begin(), repeated.end());
  return plain(elements, true);
}

const CellSet& CellSets::plain(const std::vector<Cell>& elements, bool only_entities) {
  uint64_t hash = elements.size();
  for (const Cell& cell : elements) {
    hash = (hash ^ static_cast<uint64_t>(cell.number) ^ static_cast<uint64_t>(cell.kind) << 56) *
           0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
  }
  const auto [first, last] = known_.equal_range(hash);
  for (auto at = first; at != last; ++at) {
    if (std::ranges::equal(at->second->elements, elements, is_same)) return *at->second;
  }
  const CellSet& made = sets_.emplace_back(CellSet{elements, true, only_entities});
  known_.emplace(hash, &made);
  return made;
}

void CellSets::clear() {
  sets_.clear();
  known_.clear();
}

}  // namespace sekisho::cedar
