#include "store/bulk_insert.h"

#include <utility>

#include "text/number.h"

namespace sekisho::store {
namespace {

constexpr size_t kRowsAtOnce = 50;

std::string statement(const std::string& table, size_t columns, size_t rows) {
  std::string out = "INSERT INTO " + table + " VALUES ";
  for (size_t i = 0; i < rows * columns; ++i) {
    out += i % columns != 0 ? ", $" : i == 0 ? "($" : "), ($";
    text::append_u64(out, i + 1);
  }
  return out + ")";
}

}  // namespace

BulkInsert::BulkInsert(Database& database, std::string table, size_t columns)
    : database_(database),
      table_(std::move(table)),
      columns_(columns),
      whole_(statement(table_, columns_, kRowsAtOnce)) {
  values_.reserve(kRowsAtOnce * columns_);
  texts_.resize(kRowsAtOnce * columns_);  // views into them stay valid
}

Result<void> BulkInsert::add(std::span<const Value> row) {
  SEKISHO_INVARIANT(row.size() == columns_);
  for (const Value& value : row) {
    if (const auto* text = std::get_if<std::string_view>(&value)) {
      std::string& kept = texts_[values_.size()];
      kept = *text;
      values_.emplace_back(std::string_view(kept));
    } else {
      values_.push_back(value);
    }
  }
  return values_.size() == kRowsAtOnce * columns_ ? flush() : Result<void>();
}

Result<void> BulkInsert::flush() {
  if (values_.empty()) return {};
  const size_t rows = values_.size() / columns_;
  const Result<uint64_t> done =
      database_.run_with(rows == kRowsAtOnce ? whole_ : statement(table_, columns_, rows), values_);
  values_.clear();
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace sekisho::store
