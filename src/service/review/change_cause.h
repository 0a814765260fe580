#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "service/review/comparison.h"
#include "service/review/earlier_review.h"

namespace sekisho::service {

std::string cause_text(const ChangeCause& cause, bool japanese);

// Fills in the causes of each change of `comparison`, between the earlier review and this one,
// whose log files are `now`.
void find_causes(const EarlierReview& earlier, const ReviewResult& result,
                 const std::vector<KeptLog>& now, Comparison& comparison);

// How many findings a set of causes added and withdrew.
struct CauseCount {
  uint64_t withdrawn = 0, added = 0, changed = 0;
};
std::map<std::vector<ChangeCause>, CauseCount> by_cause(const Comparison& comparison);

}  // namespace sekisho::service
