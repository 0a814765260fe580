#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

namespace sekisho::reg {

// The rows of a table by one of their ids: `at(id)` gives row indexes in the table's order. The
// table must outlive it and not change.
template <class Row>
class Grouped {
 public:
  // `id_of(row)` gives an id with `value` and `known()`; rows with an unknown one are left out.
  template <class IdOf>
  Grouped(const std::vector<Row>& rows, IdOf id_of) : rows_(rows) {
    uint32_t ids = 0;
    for (const Row& row : rows) {
      if (id_of(row).known()) ids = std::max(ids, id_of(row).value + 1);
    }
    starts_.assign(size_t{ids} + 1, 0);
    for (const Row& row : rows) {
      if (id_of(row).known()) ++starts_[id_of(row).value + 1];
    }
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    indexes_.resize(starts_.back());
    std::vector<uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (uint32_t i = 0; i < rows.size(); ++i) {
      if (id_of(rows[i]).known()) indexes_[next[id_of(rows[i]).value]++] = i;
    }
  }

  uint32_t ids() const { return static_cast<uint32_t>(starts_.size() - 1); }
  std::span<const uint32_t> indexes(uint32_t id) const {
    if (id >= ids()) return {};
    return std::span(indexes_).subspan(starts_[id], starts_[id + 1] - starts_[id]);
  }
  // Calls `visit(row)` for each row of the id.
  template <class Visit>
  void each(uint32_t id, Visit visit) const {
    for (const uint32_t i : indexes(id)) visit(rows_[i]);
  }
  const std::vector<Row>& rows() const { return rows_; }

 private:
  const std::vector<Row>& rows_;
  std::vector<uint32_t> starts_;
  std::vector<uint32_t> indexes_;
};

}  // namespace sekisho::reg
