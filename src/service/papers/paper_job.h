#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "report/paper.h"
#include "service/serve/data_places.h"
#include "service/serve/jobs.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// The kind of jobs that make papers.
inline constexpr std::string_view kPaperJob = "report";

// What is asked of a paper as a job.
struct PaperAsked {
  std::string paper;   // `incident`, `supplier`, `half-year`, `month`, `viewpoints`
  std::string review;  // a finished one
  std::string format;  // `pdf`, `xlsx`
  bool japanese = true;
  std::string retailer = {};  // of `supplier`
  int64_t campaign = 0;       // of `half-year`
  std::string month = {};     // of `month`: `2024-10`
  // The number of the decision by which it goes out, and to which organisation. Without one the
  // paper is a draft, and says so on every page.
  std::string approval = {}, recipient = {};
  std::vector<report::PaperSignature> signatures = {};
};

// Whether persons or customers stand in it under their numbers.
bool names_people(const PaperAsked& asked);

// Said to whoever asks, not to whoever looks later: kNotFound where there is no such review; kUsage
// where what the paper is about is not named, or something else is, or nobody receives what was
// approved.
Result<void> check_paper(const DataPlaces& places, const PaperAsked& asked);
std::string paper_request_json(const PaperAsked& asked);

// Makes the paper and freezes it as a file that goes out (service/casework/exports.h), once for a
// job however often it runs. The result is the number of the export.
Result<std::string> run_paper_job(const DataPlaces& places, Ledger& ledger, const Job& job,
                                  JobWatch& watch, Instant now);

}  // namespace sekisho::service
