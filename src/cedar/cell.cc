#include "cedar/cell.h"

#include <algorithm>
#include <utility>

namespace sekisho::cedar {
namespace {

constexpr size_t kScannedElements = 16;

bool is_before(const Cell& a, const Cell& b) {
  return std::pair(a.kind, a.number) < std::pair(b.kind, b.number);
}

}  // namespace

bool CellSet::has(const Cell& element) const {
  if (elements.size() > kScannedElements) {
    return std::ranges::binary_search(elements, element, is_before);
  }
  for (const Cell& cell : elements) {
    if (cell.number == element.number && cell.kind == element.kind) return true;
  }
  return false;
}

CellSet make_cell_set(const Value& value, std::vector<Cell> elements) {
  CellSet out{value, std::move(elements)};
  for (const Cell& cell : out.elements) {
    out.is_plain = out.is_plain && !cell.by_value && cell.kind != CellKind::kSet;
    out.only_entities = out.only_entities && cell.kind == CellKind::kEntity;
  }
  if (out.is_plain) std::ranges::sort(out.elements, is_before);
  return out;
}

}  // namespace sekisho::cedar
