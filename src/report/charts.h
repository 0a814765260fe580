#pragma once

#include <cstddef>

#include "report/html.h"
#include "report/review_page.h"
#include "text/zone.h"

// Charts as inline SVG. They carry no colours of their own: page.css gives each class its fill, in
// light, in dark and on paper, and each kind differs in shape or pattern as well. Every chart has a
// table with the same figures beside it, so the drawings are hidden from screen readers.
namespace sekisho::report {

// The patterns that the charts refer to; once a page.
void chart_patterns(Html& out);

// A horizontal bar of `value` out of `most`, for a table cell.
void chart_bar(Html& out, uint64_t value, uint64_t most);

// The time that all windows of a page span, open ends clipped to what is known elsewhere.
Period windows_span(const ReviewPage& page);
// The three windows of one system as three bars on the axis `span`.
void chart_windows(Html& out, const Windows& windows, const Period& span);

// Accesses by month or day and disposition, with the disasters and exposures as bands above.
void chart_timeline(Html& out, const Timeline& timeline, text::Zone zone);

// One system's days as squares, a line of weeks for each fiscal year. False when nothing was drawn
// because `cells_left` did not suffice; it is lowered by the days that were drawn.
bool chart_coverage(Html& out, const CoverageRow& row, size_t& cells_left);

}  // namespace sekisho::report
