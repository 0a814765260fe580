#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/mapped_file.h"

namespace sekisho::service {

// Rows of a finished review's table as they may go out.
struct TableRows {
  std::string title, run_id;              // of the workbook
  std::vector<std::string_view> columns;  // of findings.csv or undetermined.csv
  uint64_t rows = 0;
  std::function<std::string(uint64_t row, size_t column)> field;
};

// The rows as a workbook for people: headings and values in the words of the glossary, routes by
// the titles that the policies in that directory give them, times in Japan's. What is no word stays
// as it is, and every cell is text (report/xlsx.h). The same rows give the same bytes.
//
// It is written to a file below `scratch` that is gone when this returns; memory does not grow with
// the rows. kBadInput beyond kMaxBookRows; kIo where it was called off meanwhile.
Result<MappedFile> rows_xlsx(const TableRows& table, bool japanese,
                             const std::filesystem::path& policies,
                             const std::filesystem::path& scratch);

}  // namespace sekisho::service
