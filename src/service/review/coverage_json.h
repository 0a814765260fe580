#pragma once

#include <map>
#include <string>

#include "review/scope.h"

namespace sekisho::service {

// What was received of one system, over all its files.
struct SystemCoverage {
  logs::CoverageTally tally;
  std::vector<logs::Gap> gaps;  // silent days, then by file and line
};

// By system code.
std::map<std::string, SystemCoverage> coverage_of(const review::Context& context,
                                                  const review::Review& review);

// coverage.json (docs/formats/coverage.md): for each system and day what was received, the gaps,
// the systems without any log, and for each file that its lines add up.
std::string coverage_json(const review::Context& context, const review::Review& review,
                          const review::Scope& scope, const std::vector<std::string>& unclaimed);

}  // namespace sekisho::service
