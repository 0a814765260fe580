#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "mask/plan.h"

namespace sekisho::mask {

// Merges what several places say of one.
void merge(std::optional<Treatment>& into, const std::optional<Treatment>& more);

// Which headings stand over and beside the cells of one HTML table, as its rows come. A row of
// headings alone (an empty corner aside), or one of a `thead`, names columns; any other heading
// names the cells behind it in its row. Headings of several rows add up: a cell gets the stronger
// of its masks. An internal part of `mask`.
class HtmlTable {
 public:
  struct Cell {
    size_t column = 0, columns = 1, rows = 1;
    std::optional<Treatment> under;   // of the headings of its columns
    std::optional<Treatment> behind;  // of the headings in its row
  };

  void begin_head() { in_head_ = true; }
  void begin_body();
  void begin_row();
  void end_row();
  // The next cell of the row, which begins one where there is none. Nothing beyond kMaxColumns.
  std::optional<Cell> cell(bool heading, size_t columns, size_t rows);
  // What the heading in `cell` says, once it was read; nothing where the plan does not know it.
  void read_heading(const Cell& cell, const std::optional<Treatment>& says);

 private:
  struct Heading {
    Cell cell;
    std::optional<Treatment> says;
  };
  struct Spanning {
    std::optional<Treatment> says;
    size_t rows = 0;  // that are still to come
  };
  bool in_head_ = false;
  bool in_row_ = false;
  bool names_columns_ = true;  // as far as the row was seen
  size_t cells_ = 0;
  size_t column_ = 0;
  std::vector<size_t> taken_;  // of a column: rows that a cell from above still takes
  std::vector<std::optional<Treatment>> columns_;
  std::vector<Heading> headings_;   // of the row
  std::vector<Spanning> spanning_;  // headings of rows that go on below
};

}  // namespace sekisho::mask
