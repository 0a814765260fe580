#include "service/serve/result_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <numeric>
#include <unordered_map>

#include "text/csv.h"
#include "text/date.h"

namespace sekisho::service {
namespace {

constexpr std::string_view kTimeColumn = "time";
constexpr uint32_t kNoValue = UINT32_MAX;

}  // namespace

// Each column is held as numbers of its distinct values, so that a filter compares numbers and
// equal fields are kept once.
class ResultTable::Parts {
 public:
  Result<void> read(std::string_view csv, const std::string& file) {
    text::CsvReader reader(csv, {.multiline = true});
    text::CsvRecord record;
    if (!reader.next(record) || record.error || record.fields.empty()) {
      return fail(ErrorCode::kBadInput, "the file has no header", {file, 1});
    }
    for (const std::string_view name : record.fields) {
      names_.emplace_back(name);
      columns_.emplace_back();
    }
    for (const std::string& name : names_) views_.push_back(name);
    while (reader.next(record)) {
      if (record.error || record.fields.size() != names_.size() || rows_ == kNoValue - 1) {
        return fail(ErrorCode::kBadInput,
                    record.error.value_or("the row has not the fields of the header"),
                    {file, record.first_line});
      }
      for (size_t i = 0; i < names_.size(); ++i) columns_[i].add(record.fields[i]);
      ++rows_;
    }
    for (Column& column : columns_) column.finish();
    return read_times(file);
  }

  std::vector<std::string_view> views_;
  uint32_t rows_ = 0;

  std::string_view field(uint32_t row, size_t column) const {
    return columns_[column].values[columns_[column].cells[row]];
  }

  Page page(const Filter& filter, const Order& order, uint32_t from, size_t most) const {
    Page out;
    std::vector<std::pair<const Column*, uint32_t>> wanted;
    for (const Filter::Equal& one : filter.equal) {
      const uint32_t number = columns_[one.column].number_of(one.value);
      if (number == kNoValue) return out;  // no row says so
      wanted.emplace_back(&columns_[one.column], number);
    }
    const bool timed = filter.period != Period{} && !times_.empty();
    const auto fits = [&](uint32_t row) {
      return std::ranges::all_of(
                 wanted, [&](const auto& one) { return one.first->cells[row] == one.second; }) &&
             (!timed || filter.period.contains(times_[row]));
    };
    const std::vector<uint32_t>* rows = order.column ? &order_of(order) : nullptr;
    for (uint32_t at = 0; at < rows_; ++at) {
      const uint32_t file_position = order.descending ? rows_ - 1 - at : at;
      const uint32_t row = rows == nullptr ? file_position : (*rows)[at];
      if (!fits(row)) continue;
      ++out.total;
      if (at < from) continue;
      if (out.rows.size() < most) {
        out.rows.push_back(row);
      } else if (!out.next) {
        out.next = at;
      }
    }
    return out;
  }

 private:
  struct Column {
    std::vector<std::string> values;  // distinct
    std::vector<uint32_t> cells;      // a value's number for each row
    std::unordered_map<std::string, uint32_t> numbers;
    std::vector<uint32_t> ranks;  // of each value among the sorted ones

    void add(std::string_view text) {
      const auto [at, is_new] =
          numbers.try_emplace(std::string(text), static_cast<uint32_t>(values.size()));
      if (is_new) values.emplace_back(text);
      cells.push_back(at->second);
    }
    uint32_t number_of(const std::string& text) const {
      const auto found = numbers.find(text);
      return found == numbers.end() ? kNoValue : found->second;
    }
    void finish() {
      std::vector<uint32_t> sorted(values.size());
      std::iota(sorted.begin(), sorted.end(), 0);
      std::ranges::sort(sorted, {},
                        [&](uint32_t one) -> const std::string& { return values[one]; });
      ranks.resize(values.size());
      for (uint32_t i = 0; i < sorted.size(); ++i) ranks[sorted[i]] = i;
    }
  };

  Result<void> read_times(const std::string& file) {
    const auto found = std::ranges::find(names_, kTimeColumn);
    if (found == names_.end()) return {};
    const std::array<std::string, 1> formats{"iso"};
    const auto parser = text::InstantParser::compile(formats, text::kUtc);
    if (!parser) return std::unexpected(parser.error());
    const auto column = static_cast<size_t>(found - names_.begin());
    for (uint32_t row = 0; row < rows_; ++row) {
      const std::optional<Instant> time = parser->parse(field(row, column));
      if (!time) {
        return fail(ErrorCode::kBadInput, fmt::format("`{}` is no time", field(row, column)),
                    {file, row + 2});
      }
      times_.push_back(*time);
    }
    time_column_ = column;
    return {};
  }

  const std::vector<uint32_t>& order_of(const Order& order) const {
    const std::lock_guard lock(mutex_);
    std::vector<uint32_t>& rows = orders_[{*order.column, order.descending}];
    if (!rows.empty() || rows_ == 0) return rows;
    rows.resize(rows_);
    std::iota(rows.begin(), rows.end(), 0);
    const auto sort_by = [&](const auto& key) {
      std::ranges::sort(rows, [&](uint32_t one, uint32_t other) {
        const auto a = key(one), b = key(other);
        if (a == b) return one < other;
        return order.descending ? b < a : a < b;
      });
    };
    if (time_column_ == order.column) {
      sort_by([&](uint32_t row) { return times_[row]; });
    } else {
      const Column& column = columns_[*order.column];
      sort_by([&](uint32_t row) { return column.ranks[column.cells[row]]; });
    }
    return rows;
  }

  std::vector<std::string> names_;
  std::vector<Column> columns_;
  std::vector<Instant> times_;
  std::optional<size_t> time_column_;
  mutable std::mutex mutex_;  // of the orders; one that was made does not change any more
  mutable std::map<std::pair<size_t, bool>, std::vector<uint32_t>> orders_;
};

Result<std::shared_ptr<const ResultTable>> ResultTable::parse(std::string_view csv,
                                                              const std::string& file) {
  auto parts = std::make_unique<Parts>();
  if (auto read = parts->read(csv, file); !read) return std::unexpected(read.error());
  return std::make_shared<const ResultTable>(std::move(parts));
}

ResultTable::ResultTable(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
ResultTable::~ResultTable() = default;

const std::vector<std::string_view>& ResultTable::columns() const {
  return parts_->views_;
}
uint32_t ResultTable::rows() const {
  return parts_->rows_;
}
std::string_view ResultTable::field(uint32_t row, size_t column) const {
  return parts_->field(row, column);
}

std::optional<size_t> ResultTable::column(std::string_view name) const {
  const auto found = std::ranges::find(columns(), name);
  if (found == columns().end()) return std::nullopt;
  return static_cast<size_t>(found - columns().begin());
}

ResultTable::Page ResultTable::page(const Filter& filter, const Order& order, uint32_t from,
                                    size_t most) const {
  return parts_->page(filter, order, from, most);
}

}  // namespace sekisho::service
