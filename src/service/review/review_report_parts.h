#pragma once

#include "report/review_page.h"
#include "service/review/run_review.h"

// The sections of the review's page, each filled in from the result by a file of its own.
namespace sekisho::service {

// Totals, systems, windows, what cannot be determined, what was read.
void add_figures(const ReviewResult& result, report::ReviewPage& page);
// Timeline, matrix viewer × system, routes.
void add_charts(const ReviewResult& result, report::ReviewPage& page);
// The calendar of each system, what was rejected, contradictions of the registers.
void add_coverage(const ReviewResult& result, report::ReviewPage& page);
// Findings explained end to end; accesses that the facts do not decide, with their readings.
void add_findings(const ReviewResult& result, report::ReviewPage& page);

// What an earlier run found and this one does not, with the evidence.
void add_withdrawn(const ReviewResult& result, report::ReviewPage& page);

report::Bilingual system_words(const reg::Register& registers, SystemId system);
// The systems without any log, one row each, or where they are many one row for all.
struct WithoutLog {
  std::string id;           // `s05`, or `s05, s06, …`
  report::Bilingual name;   // of the system, or how many they are
  report::Bilingual names;  // of all of them
};
std::vector<WithoutLog> systems_without_log(const ReviewResult& result);

report::Certainty certainty_of(review::Certainty certainty);

}  // namespace sekisho::service
