#pragma once

#include "report/html.h"
#include "report/review_page.h"
#include "text/zone.h"

// The sections of the review's page, one function each, in the order in which they stand.
namespace sekisho::report {

inline text::Zone zone_of(const ReviewPage& page) {
  return text::Zone{page.zone_offset_seconds};
}

void section_summary(Html& out, const ReviewPage& page);
void section_blind_spots(Html& out);
void section_systems(Html& out, const ReviewPage& page);
void section_timeline(Html& out, const ReviewPage& page);
void section_viewers(Html& out, const ReviewPage& page);
void section_routes(Html& out, const ReviewPage& page);
void section_findings(Html& out, const ReviewPage& page);
void section_withdrawn(Html& out, const ReviewPage& page);
void section_undetermined(Html& out, const ReviewPage& page);
void section_coverage(Html& out, const ReviewPage& page);
void section_rejects(Html& out, const ReviewPage& page);
void section_contradictions(Html& out, const ReviewPage& page);
void section_reproduce(Html& out, const ReviewPage& page);

// The facts that an outcome or a withdrawal rests on, each with its period and its source.
void fact_table(Html& out, const std::vector<FactRow>& facts, text::Zone zone);

}  // namespace sekisho::report
