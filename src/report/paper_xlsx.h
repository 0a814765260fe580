#pragma once

#include <string>

#include "base/error.h"
#include "report/paper.h"

namespace sekisho::report {

// Writes the paper as a workbook. The first sheet has its text in the order of the PDF, and says on
// which sheet each table and chart stands; these have all rows, with counts as numbers and
// everything else as text, so that nothing becomes a date, a link or a formula. Charts are the
// spreadsheet's own, over the figures beside them. Printed, every page has its number and the
// paper's mark, and DRAFT at its head where no approval is named. The same paper gives the same
// bytes. Calls with different paths may run side by side.
Result<void> write_paper_xlsx(const Paper& paper, const std::string& path);

}  // namespace sekisho::report
