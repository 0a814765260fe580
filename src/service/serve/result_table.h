#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

namespace sekisho::service {

// A CSV file of a finished review in memory: findings.csv, undetermined.csv, rejects.csv. A value
// that occurs often is held once. Immutable but for orders and kinds, which are made when they are
// first asked for; any number of threads.
class ResultTable {
 public:
  // kBadInput where it is no CSV with a header whose rows all have its fields.
  static Result<std::shared_ptr<const ResultTable>> parse(std::string_view csv,
                                                          const std::string& file);

  class Parts;
  explicit ResultTable(std::unique_ptr<Parts> parts);  // `parse` is how one gets a table
  ~ResultTable();

  const std::vector<std::string_view>& columns() const;
  uint32_t rows() const;
  // In the order of columns().
  std::string_view field(uint32_t row, size_t column) const;
  std::optional<size_t> column(std::string_view name) const;

  // What rows have to say; empty: anything.
  struct Filter {
    struct Equal {
      size_t column;
      std::string value;
    };
    std::vector<Equal> equal;
    Period period;  // of the column `time`
  };
  // The order of a column, and `descending` of it turned round; without a column that of the file.
  // Rows that are equal stay in the order of the file, in both directions.
  struct Order {
    std::optional<size_t> column;
    bool descending = false;
  };

  // At most `most` rows that fit, from a position of the order on, and how many fit in all.
  struct Page {
    std::vector<uint32_t> rows;
    uint64_t total = 0;
    std::optional<uint32_t> next;  // the position to go on from
  };
  Page page(const Filter& filter, const Order& order, uint32_t from, size_t most) const;

  // What rows have in common: the text of a column, or its first bytes.
  struct Key {
    size_t column = 0;
    size_t bytes = std::string_view::npos;
  };
  struct Group {
    std::pair<std::string_view, std::string_view> keys;
    uint64_t rows = 0;
  };
  // The rows that fit by one key or by two, in the order of the keys.
  std::vector<Group> groups(const Filter& filter, Key by, std::optional<Key> also) const;

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace sekisho::service
