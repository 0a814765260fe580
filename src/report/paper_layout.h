#pragma once

#include <vector>

#include "report/paper.h"
#include "report/paper_marks.h"

namespace sekisho::report {

// The pages of a paper. Every page has the organisation and title at its head, and its number n/m
// and the paper's mark at its foot; DRAFT across it where no approval is named. A table's heading
// is repeated on each page that it reaches, a row never broken, and a cell of more than
// kMaxPaperCellLines lines ends in an ellipsis. A heading does not stand at the end of a page.
std::vector<Page> lay_out(const Paper& paper, const TextHeight& height);

// What the layout itself says, in the paper's language.
struct PaperWords {
  const char* draft;
  const char* continued;
  const char* no_approval;
  const char* approval;
  const char* nothing;
};
const PaperWords& paper_words(Language language);

}  // namespace sekisho::report
