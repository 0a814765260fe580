#include "cedar/cell.h"

#include <algorithm>
#include <utility>

namespace sekisho::cedar {
namespace {

constexpr size_t kScannedElements = 16;

}  // namespace

bool is_before(const Cell& a, const Cell& b) {
  return std::pair(a.kind, a.number) < std::pair(b.kind, b.number);
}

bool is_same(const Cell& a, const Cell& b) {
  return a.number == b.number && a.kind == b.kind;
}

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

}  // namespace sekisho::cedar
