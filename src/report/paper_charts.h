#pragma once

#include <vector>

#include "report/paper.h"
#include "report/paper_marks.h"

// The charts of a paper as marks whose `y` begins at 0, without their captions.
namespace sekisho::report {

struct Drawn {
  double height = 0;
  std::vector<Mark> marks = {};
};

Drawn draw_bars(const PaperBars& chart);
Drawn draw_ranking(const PaperRanking& chart);
// One piece a row, of which the first is the heading or axis to be repeated on each page.
std::vector<Drawn> draw_matrix(const PaperMatrix& chart, const TextHeight& height);
std::vector<Drawn> draw_spans(const PaperSpans& chart, const TextHeight& height);

}  // namespace sekisho::report
