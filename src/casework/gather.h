#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "casework/case.h"
#include "casework/journal.h"

namespace sekisho::casework {

// A finding of a review, as it is gathered.
struct Finding {
  CaseFinding says;
  std::string reason;  // `doubt/NAME` stands for the route of what has none
};

// The case that a finding belongs to, whatever else was found.
CaseKey key_of(const Finding& finding);

// What a gathering did.
struct Gathered {
  int64_t opened = 0;   // cases that are new
  int64_t changed = 0;  // to which findings were added, or from which some were taken
  int64_t unchanged = 0;
  int64_t added = 0, taken = 0;  // findings
  std::vector<int64_t> cases;    // those that were opened or changed
};

// Makes the cases of a scope be those of a review, within a transaction. The same findings make the
// same cases, in whatever order they come, and doing it again changes nothing. A later review of
// the scope adds findings to cases and takes findings from them; each case says so in a step.
// What was triaged or closed is open again when findings are added to it; a case that loses its
// last one is withdrawn. kBadInput beyond kMaxFindingsGathered.
Result<Gathered> gather(Journal& journal, const std::string& scope, const std::string& review,
                        const std::vector<Finding>& findings);

}  // namespace sekisho::casework
