#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.h"
#include "report/html.h"
#include "report/page_evidence.h"
#include "report/page_figures.h"
#include "text/zone.h"

// How times, periods, counts and bounds are said, the same everywhere on the page.
namespace sekisho::report {

std::string day_short(Instant instant, text::Zone zone);     // 2022-10-05, or – for an end of time
std::string moment_short(Instant instant, text::Zone zone);  // 2022-10-05 12:34:56
Bilingual day_long(Instant instant, text::Zone zone);        // 2022年10月5日

// The last moment of a half-open period, for showing its last day.
Instant last_moment(const Period& period);

// `2022-10-05 – 2023-01-09`, both days within it; an open end says so.
Bilingual days_of(const Period& period, text::Zone zone);
// The same in digits; to the second where the period begins or ends within a day.
Bilingual moments_of(const Period& period, text::Zone zone);
// The window's days and its note; what it says when there is none.
Bilingual window_text(const Window& window, text::Zone zone);

// `13,608契約` / `13,608 contracts`.
Bilingual counted(uint64_t value, Words unit);
// `100～2,300契約`, `100契約以上`, `2,300契約以下`, or that there is no bound.
Bilingual bounds_of(const Undeterminable& what);

// The most telling count of whose information was seen: contracts, else points, individuals,
// facilities; nullopt when the logs can show none of them.
std::optional<Bilingual> whose_count(const Figures& figures);

// A number in a table cell, the word for "not determinable", or a dash where it does not apply.
void count_cell(Html& out, const std::optional<uint64_t>& value, bool applies);
void moment_cell(Html& out, const std::optional<Instant>& value, text::Zone zone);

// `logs/nol/NOL_202210.csv` and its line.
void place(Html& out, const SourceLine& source);
// The raw line as text where it can be read as such, else as bytes.
void raw_line(Html& out, const SourceLine& source);

// How many rows there are in all, and the sentence about those that are not shown.
template <class Row>
uint64_t total_of(const Excerpt<Row>& excerpt) {
  return excerpt.total > excerpt.rows.size() ? excerpt.total : excerpt.rows.size();
}
void rest_note(Html& out, uint64_t shown, uint64_t total, std::string_view rest_in);

// <section> with a numbered heading; close_section ends it.
void open_section(Html& out, Markup id, Words title);
void close_section(Html& out);
// A table in a frame that scrolls by itself, with a caption; close_table ends it.
void open_table(Html& out, Markup classes, Words caption);
void close_table(Html& out);
// A paragraph that explains, in both languages.
void explain(Html& out, Words words);

}  // namespace sekisho::report
