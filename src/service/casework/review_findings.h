#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casework/campaign.h"
#include "casework/figure.h"
#include "casework/gather.h"
#include "service/serve/finished_reviews.h"

// What cases, figures and campaigns take over from a finished review.
namespace sekisho::service {

// All of findings.csv, without whose record was looked at.
Result<std::vector<casework::Finding>> findings_to_gather(const FinishedReviews& reviews,
                                                          const std::string& review);

// The records and suppliers of these findings, as the review has them, each once: what must not be
// named to outsiders.
Result<std::vector<std::string>> records_and_suppliers(
    const FinishedReviews& reviews, const std::string& review,
    const std::vector<casework::CaseFinding>& findings);

// The hash of a review's run.json, which has the hashes of everything that went in and came out.
Result<std::string> run_sha256(const FinishedReviews& reviews, const std::string& review);

// Counts of a review's scope.json: of `total`, of a system, or of a route. kNotFound where it has
// no such part; kUsage where the part has no such count.
Result<casework::FigureCounts> scope_counts(const FinishedReviews& reviews,
                                            const std::string& review, const std::string& part,
                                            const std::vector<std::string>& names);

// Who owns a system, and who took its log out of it.
struct SystemOwner {
  std::string system, department, extracted_by;
};
// What a review examined, to be frozen. Every system of its scope and coverage is in it, those
// without a log too; one that no owner names has no department. kUsage where an owner is of a
// system that the review does not know.
Result<casework::Population> population_of(const FinishedReviews& reviews,
                                           const std::string& review,
                                           const std::vector<SystemOwner>& owners);

}  // namespace sekisho::service
