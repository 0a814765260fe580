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
    const Wanted wanted(*this, filter);
    Page out;
    const std::vector<uint32_t>* rows = order.column ? &order_of(order) : nullptr;
    const auto row_at = [&](uint32_t at) {
      const uint32_t file_position = order.descending ? rows_ - 1 - at : at;
      return rows == nullptr ? file_position : (*rows)[at];
    };
    if (wanted.all()) {
      const auto end = static_cast<uint32_t>(std::min<uint64_t>(rows_, from + uint64_t{most}));
      for (uint32_t at = from; at < end; ++at) out.rows.push_back(row_at(at));
      out.total = rows_;
      if (end < rows_) out.next = end;
      return out;
    }
    for (uint32_t at = 0; at < rows_; ++at) {
      const uint32_t row = row_at(at);
      if (!wanted.fits(row)) continue;
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

  std::vector<Group> groups(const Filter& filter, Key by, std::optional<Key> also) const {
    const Wanted wanted(*this, filter);
    const Kinds& first = kinds_of(by);
    const Kinds* second = also ? &kinds_of(*also) : nullptr;
    std::unordered_map<uint64_t, uint64_t> counts;
    for (uint32_t row = 0; row < rows_; ++row) {
      if (!wanted.fits(row)) continue;
      const uint64_t kind = first.of_value[columns_[by.column].cells[row]];
      ++counts[kind << 32 |
               (second == nullptr ? 0 : second->of_value[columns_[also->column].cells[row]])];
    }
    std::vector<std::pair<uint64_t, uint64_t>> sorted(counts.begin(), counts.end());
    std::ranges::sort(sorted);
    std::vector<Group> out;
    out.reserve(sorted.size());
    for (const auto& [kinds, rows] : sorted) {
      const auto other = static_cast<uint32_t>(kinds);
      out.push_back({{first.texts[kinds >> 32],
                      second == nullptr ? std::string_view() : second->texts[other]},
                     rows});
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

  // Which rows a filter wants.
  class Wanted {
   public:
    Wanted(const Parts& parts, const Filter& filter)
        : period_(filter.period),
          times_(filter.period != Period{} && !parts.times_.empty() ? &parts.times_ : nullptr) {
      for (const Filter::Equal& one : filter.equal) {
        const Column& column = parts.columns_[one.column];
        equal_.emplace_back(&column, column.number_of(one.value));
      }
    }
    bool all() const { return equal_.empty() && times_ == nullptr; }
    bool fits(uint32_t row) const {
      return std::ranges::all_of(
                 equal_, [&](const auto& one) { return one.first->cells[row] == one.second; }) &&
             (times_ == nullptr || period_.contains((*times_)[row]));
    }

   private:
    std::vector<std::pair<const Column*, uint32_t>> equal_;  // kNoValue: which no cell is
    Period period_;
    const std::vector<Instant>* times_;
  };

  // The values of a column by what they have in common.
  struct Kinds {
    std::vector<uint32_t> of_value;
    std::vector<std::string_view> texts;  // in their order
  };

  const Kinds& kinds_of(Key key) const {
    const std::lock_guard lock(mutex_);
    Kinds& kinds = kinds_[{key.column, key.bytes}];
    const Column& column = columns_[key.column];
    if (!kinds.of_value.empty() || column.values.empty()) return kinds;
    std::vector<uint32_t> sorted(column.values.size());
    for (uint32_t value = 0; value < sorted.size(); ++value) sorted[column.ranks[value]] = value;
    kinds.of_value.resize(sorted.size());
    for (const uint32_t value : sorted) {
      const std::string_view text = std::string_view(column.values[value]).substr(0, key.bytes);
      if (kinds.texts.empty() || kinds.texts.back() != text) kinds.texts.push_back(text);
      kinds.of_value[value] = static_cast<uint32_t>(kinds.texts.size() - 1);
    }
    return kinds;
  }

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
  // Of orders and kinds; one that was made does not change any more.
  mutable std::mutex mutex_;
  mutable std::map<std::pair<size_t, bool>, std::vector<uint32_t>> orders_;
  mutable std::map<std::pair<size_t, size_t>, Kinds> kinds_;  // by column and bytes
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

std::vector<ResultTable::Group> ResultTable::groups(const Filter& filter, Key by,
                                                    std::optional<Key> also) const {
  return parts_->groups(filter, by, also);
}

}  // namespace sekisho::service
