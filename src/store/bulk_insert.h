#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/database.h"

namespace sekisho::store {

// Inserts rows of one table many at a time: a statement a row would wait for the server once a row.
// Not thread-safe.
class BulkInsert {
 public:
  // `table` with its columns: `fact (id, line)`.
  BulkInsert(Database& database, std::string table, size_t columns);

  // The texts are copied.
  Result<void> add(std::span<const Value> row);
  // What was added so far is in the database.
  Result<void> flush();

 private:
  Database& database_;
  std::string table_;
  size_t columns_;
  std::string whole_;          // the statement of kRowsAtOnce rows
  std::vector<Value> values_;  // texts are views into texts_
  std::vector<std::string> texts_;
};

}  // namespace sekisho::store
