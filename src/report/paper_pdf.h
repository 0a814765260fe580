#pragma once

#include <string>

#include "base/error.h"
#include "report/paper.h"

namespace sekisho::report {

// The paper as a PDF of A4 pages, as bytes. Its fonts are embedded as subsets, text stays text, and
// nothing in it depends on when or where it was made: the same paper gives the same bytes with the
// same fonts. Invalid UTF-8, control characters and those that turn the direction of writing show
// as U+FFFD. kUnsupported where the machine lacks Noto Sans CJK JP. One thread at a time for each
// call; calls may run side by side.
Result<std::string> paper_pdf(const Paper& paper);

}  // namespace sekisho::report
