#include "cedar/cell.h"

#include <algorithm>
#include <utility>

namespace sekisho::cedar {
bool is_before(const Cell& a, const Cell& b) {
  return std::pair(a.kind, a.number) < std::pair(b.kind, b.number);
}

bool is_same(const Cell& a, const Cell& b) {
  return a.number == b.number && a.kind == b.kind;
}

bool CellSet::has_among_many(const Cell& element) const {
  return std::ranges::binary_search(elements, element, is_before);
}

bool operator==(const CellSet& a, const CellSet& b) {
  return std::ranges::equal(a.elements, b.elements, is_same);
}

}  // namespace sekisho::cedar
