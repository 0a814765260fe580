#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sekisho::barrier {

// Which rows are about which key, for dense keys: the rows of a key keep their order.
class Grouping {
 public:
  // `key_of(row)` gives a key below `keys`, or any larger number for a row that is about none.
  template <class Row, class KeyOf>
  Grouping(const std::vector<Row>& rows, uint32_t keys, KeyOf key_of) : first_(keys + 1, 0) {
    for (const Row& row : rows) {
      const uint32_t key = key_of(row);
      if (key < keys) ++first_[key + 1];
    }
    for (uint32_t k = 0; k < keys; ++k) first_[k + 1] += first_[k];
    rows_.resize(first_[keys]);
    std::vector<uint32_t> next(first_.begin(), first_.end() - 1);
    for (uint32_t i = 0; i < rows.size(); ++i) {
      const uint32_t key = key_of(rows[i]);
      if (key < keys) rows_[next[key]++] = i;
    }
  }

  // Indices of the rows of `key`.
  std::span<const uint32_t> operator[](uint32_t key) const {
    return {rows_.data() + first_[key], first_[key + 1] - first_[key]};
  }

 private:
  std::vector<uint32_t> first_;
  std::vector<uint32_t> rows_;
};

}  // namespace sekisho::barrier
