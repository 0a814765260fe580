#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sekisho::report {

// A column of a sheet. `width` is in characters of the default font (a full-width one counts two);
// 0 takes it from the heading.
struct XlsxColumn {
  std::string heading = {};
  double width = 0;
};

struct XlsxOptions {
  std::string title = {};   // of the document; also at the top of every printed page
  std::string run_id = {};  // at the foot of every printed page
  // Rows on a sheet, heading included; Excel's own bound unless a test lowers it.
  uint32_t rows_per_sheet = 1'048'576;
};

// Writes a workbook row by row in constant memory. Every cell is text, written as text: nothing is
// turned into a number, a date, a link or a formula. Each sheet has a frozen heading with a filter,
// and prints on A4 landscape, one page wide, with its heading on each page.
//
// A row beyond the end of a sheet starts another one, `NAME (2)`, and the last row of the full one
// says so. A cell of more than 32,767 UTF-16 units is cut and ends in a mark that says so; control
// characters that XML cannot hold become U+FFFD, as does invalid UTF-8.
//
// Life cycle: open, then for each sheet begin_sheet and its rows, then close. Without close the
// file is incomplete. After an error every call returns that error. Not thread-safe.
class XlsxWriter {
 public:
  static Result<XlsxWriter> open(const std::string& path, const XlsxOptions& options);

  XlsxWriter(XlsxWriter&&) noexcept;
  XlsxWriter& operator=(XlsxWriter&&) noexcept;
  ~XlsxWriter();

  // Starts a sheet. Of the name, what Excel forbids ([]:*?/\ and leading or trailing ') is replaced
  // and 31 UTF-16 units are kept; it must not be in use yet, without regard to case.
  Result<void> begin_sheet(std::string_view name, std::vector<XlsxColumn> columns);
  // Adds a row to the sheet begun last; cells beyond its columns are an error, missing ones empty.
  Result<void> row(std::span<const std::string_view> cells);
  Result<void> close();

  // Rows written, headings and continuation marks not counted; cells that had to be cut.
  uint64_t rows() const;
  uint64_t cut_cells() const;

 private:
  struct Impl;
  explicit XlsxWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sekisho::report
