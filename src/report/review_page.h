#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "report/page_evidence.h"
#include "report/page_figures.h"

namespace sekisho::report {

struct InputHash {
  std::string name = {};    // `logs`, `register`, `policies`, `sources`
  std::string sha256 = {};  // hex
};

// Which run made the page, and how anybody gets the same one.
struct RunFacts {
  std::string run_id = {};
  Instant made_at = {};
  std::string program_version = {};
  std::string policy_set_hash = {};
  std::vector<InputHash> inputs = {};
  std::string reproduce_command = {};  // `sekisho review --reproduce out/run.json`
};

// Everything that the page of a review shows. Fill in what there is: a section whose rows are empty
// says in a sentence that there is nothing, or is left out where that says more.
struct ReviewPage {
  Bilingual title = {};           // empty: アクセスログ調査結果 / Review of access logs
  std::string organisation = {};  // as the registers spell it
  RunFacts run = {};
  int32_t zone_offset_seconds = 9 * 3600;  // the zone in which all times are shown
  std::string zone_name = "JST";

  // Distinct counts over all systems with a log. nullopt where they were not counted as one: the
  // page then shows only the systems side by side, and adds nothing up.
  std::optional<Figures> total = {};
  Windows windows = {};                 // of the whole review
  std::vector<SystemRow> systems = {};  // in the order in which they are to be shown
  std::vector<Undeterminable> undeterminable = {};
  ReadTotals read = {};

  Timeline timeline = {};
  Matrix matrix = {};
  std::vector<RouteRow> routes = {};
  std::vector<CoverageRow> coverage = {};

  Excerpt<FindingExample> findings = {};
  Excerpt<WithdrawnRow> withdrawn = {};
  Excerpt<UndeterminedRow> undetermined = {};
  Excerpt<ContradictionRow> contradictions = {};
  Excerpt<RejectRow> rejects = {};  // `total` counts reasons
};

// One self-contained page: inline CSS, script and SVG, no request to anywhere, and a content
// security policy that allows nothing else. Japanese first, English by a switch, both inside. All
// text is escaped, invalid UTF-8 and control characters are made visible, and rows beyond limits.h
// are counted instead of shown. The same page gives the same bytes. Thread-safe.
std::string render_html(const ReviewPage& page);

}  // namespace sekisho::report
