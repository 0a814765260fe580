#include "mask/html_table.h"

#include <algorithm>

#include "mask/limits.h"

namespace sekisho::mask {

void merge(std::optional<Treatment>& into, const std::optional<Treatment>& more) {
  if (!more) return;
  if (!into) {
    into = more;
  } else {
    into = Treatment{stronger(into->mask, more->mask), true, into->text || more->text};
  }
}

void HtmlTable::begin_body() {
  end_row();
  in_head_ = false;
}

void HtmlTable::begin_row() {
  end_row();
  in_row_ = true;
  names_columns_ = true;
  cells_ = 0;
  column_ = 0;
}

void HtmlTable::end_row() {
  if (!in_row_) return;
  in_row_ = false;
  for (size_t& rows : taken_) rows -= std::min<size_t>(rows, 1);
  for (Spanning& heading : spanning_) --heading.rows;
  std::erase_if(spanning_, [](const Spanning& heading) { return heading.rows == 0; });
  for (const Heading& heading : headings_) {
    if (names_columns_ || in_head_) {
      for (size_t i = 0; i < heading.cell.columns; ++i) {
        merge(columns_[heading.cell.column + i], heading.says);
      }
    } else if (heading.cell.rows > 1 && heading.says) {
      spanning_.push_back({heading.says, heading.cell.rows - 1});
    }
  }
  headings_.clear();
}

std::optional<HtmlTable::Cell> HtmlTable::cell(bool heading, size_t columns, size_t rows) {
  if (!in_row_) begin_row();
  while (column_ < taken_.size() && taken_[column_] > 0) ++column_;
  Cell out{.column = column_, .columns = columns, .rows = rows, .under = {}, .behind = {}};
  column_ += columns;
  if (column_ > kMaxColumns) return std::nullopt;
  if (columns_.size() < column_) {
    columns_.resize(column_);
    taken_.resize(column_);
  }
  for (size_t i = out.column; i < column_; ++i) {
    merge(out.under, columns_[i]);
    // The row itself counts, too: it is taken off at its end.
    taken_[i] = std::max(taken_[i], rows);
  }
  for (const Spanning& above : spanning_) merge(out.behind, above.says);
  if (!headings_.empty()) merge(out.behind, headings_.back().says);
  if (!heading && cells_ > 0) names_columns_ = false;
  ++cells_;
  return out;
}

void HtmlTable::read_heading(const Cell& cell, const std::optional<Treatment>& says) {
  headings_.push_back({cell, says});
}

}  // namespace sekisho::mask
