#include "cedar/cell.h"

#include <algorithm>
#include <utility>

namespace sekisho::cedar {
namespace {

constexpr size_t kScannedElements = 16;

bool is_before(const Cell& a, const Cell& b) {
  return std::pair(a.kind, a.number) < std::pair(b.kind, b.number);
}

bool is_same(const Cell& a, const Cell& b) {
  return a.number == b.number && a.kind == b.kind;
}

}  // namespace

bool CellSet::has(const Cell& element) const {
  if (elements.size() > kScannedElements) {
    return std::ranges::binary_search(elements, element, is_before);
  }
  for (const Cell& cell : elements) {
    if (is_same(cell, element)) return true;
  }
  return false;
}

bool operator==(const CellSet& a, const CellSet& b) {
  return std::ranges::equal(a.elements, b.elements, is_same);
}

CellSet make_cell_set(const Value& value, std::vector<Cell> elements) {
  CellSet out{std::move(elements)};
  for (const Cell& cell : out.elements) {
    out.is_plain = out.is_plain && !cell.by_value && cell.kind != CellKind::kSet;
    out.only_entities = out.only_entities && cell.kind == CellKind::kEntity;
  }
  if (out.is_plain) {
    std::ranges::sort(out.elements, is_before);
  } else {
    out.value = value;
  }
  return out;
}

CellSet make_entity_set(std::vector<Cell> elements) {
  std::ranges::sort(elements, is_before);
  const auto repeated = std::ranges::unique(elements, is_same);
  elements.erase(repeated.begin(), repeated.end());
  return {std::move(elements)};
}

}  // namespace sekisho::cedar
