#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "http/handlers.h"
#include "http/masking.h"
#include "service/serve/result_table.h"

// The rows that a review wrote, as they are shown to whoever asks: a page of them, or all as a
// file.
namespace sekisho::http {

// What rows of which table are asked for.
struct AskedRows {
  std::string review, tag, file;
  std::shared_ptr<const service::ResultTable> table;
  service::ResultTable::Filter filter;
  service::ResultTable::Order order;
  Mask mask;

  std::string field(uint32_t row, size_t column) const {
    return shown(column, table->field(row, column));
  }
  // What is shown of a column's text.
  std::string shown(size_t column, std::string_view plain) const;
  // Of what is shown: whoever sees plain text must not be answered with what was masked before.
  std::string etag(std::string_view form = {}) const;
  // Everything that decides what stands where.
  std::string list(const Call& call) const;
};
// `given` tells a filter, a bound of time or the order by its name; empty: none.
using GivenFilter = std::function<std::string(std::string_view name)>;
std::expected<AskedRows, Fault> asked_rows(const Call& call, const std::string& review,
                                           const std::string& file, const GivenFilter& given);

void append_row(std::string& out, const AskedRows& asked, uint32_t row);

enum class RowFormat : uint8_t { kCsv, kJsonLines, kOcsf, kXlsx };
// `csv`, `json-lines`, `ocsf`, `xlsx`
std::optional<RowFormat> row_format_named(std::string_view name);

// All rows that fit, some at a time. Copies begin where the copied one stands.
class RowStream {
 public:
  // A workbook is made here, as a whole and in the language of the call; the other formats come
  // into being as they are read.
  static std::expected<RowStream, Fault> open(const Call& call, AskedRows asked, RowFormat format);

  uint64_t items() const { return rows_.size(); }
  // Appends some of them; false where that was the last.
  bool next(std::string& out);

 private:
  RowStream(AskedRows asked, RowFormat format);
  std::expected<void, Fault> make_book(const Call& call);

  AskedRows asked_;
  RowFormat format_;
  std::vector<uint32_t> rows_;
  std::shared_ptr<const MappedFile> book_;  // of kXlsx
  size_t at_ = 0;                           // of the rows; of the bytes of the book
};

}  // namespace sekisho::http
