#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "review/run.h"
#include "service/review/fact_digests.h"
#include "service/review/kept_review.h"
#include "service/review/run_json.h"

namespace sekisho::service {

struct ReviewResult;

// An earlier review, of which a new one takes over whatever its inputs cannot have changed.
struct EarlierReview {
  Run run;
  std::unique_ptr<KeptReview> kept;
  std::map<std::string, std::string, std::less<>> rejects;  // rows of rejects.csv, by log file
};

// Reads what a review wrote into a directory. kBadInput where it is not as that review left it.
Result<std::unique_ptr<EarlierReview>> load_earlier(const std::filesystem::path& directory);

// On what the results of this review rest, as far as they are not about one account or place.
KeptHead kept_head(const ReviewResult& result, FactDigests& digests);
// What this review leaves of its log files, by index. The review is handed over.
std::vector<KeptLog> kept_logs(const ReviewResult& result, FactDigests& digests);

// Which log files, by index, need not be read: the same file under the same profile, the same facts
// about everybody and everything in it, and rules that read no more than before and permit whatever
// they permitted. The result has no review yet; `earlier` must outlive what is returned.
Result<std::map<size_t, review::KeptRead>> keepable(const EarlierReview& earlier,
                                                    const ReviewResult& result,
                                                    const KeptHead& head, FactDigests& digests);

}  // namespace sekisho::service
