#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "register/register.h"
#include "service/serve/finished_reviews.h"

// Which of the contracts that were seen without permission went to an affiliate soon afterwards. In
// counts, never in names. That a customer switched does not say why.
namespace sekisho::service {

// An access without permission that was not refused.
struct SeenPoint {
  std::string system, route, point;
  Instant at;
};
// Those of a review that name a record.
Result<std::vector<SeenPoint>> seen_points(const FinishedReviews& reviews,
                                           const std::string& review);

// Distinct (supply point, contract), each once whatever the number of looks.
struct SwitchCount {
  std::string name;        // of the system or route
  uint64_t contracts = 0;  // seen, of competitors of the affiliates
  uint64_t switched = 0;   // of these, whose next contract was with an affiliate within the months
};

struct Switches {
  int months = 0;
  SwitchCount total;
  std::vector<SwitchCount> systems, routes;  // by name; one contract may stand in several
};

// `months` calendar months of Japan after a look, the look's own day included.
Switches count_switches(const reg::Register& registers, std::span<const SeenPoint> seen,
                        int months);

std::string switches_json(const Switches& switches);

// The same time of day `months` later; the last day of a month that is too short.
Instant months_after(Instant at, int months);

}  // namespace sekisho::service
