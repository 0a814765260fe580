#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "register/profile.h"
#include "store/change.h"
#include "store/fact.h"

// What the rows of an import would change. Pure: neither reads nor writes anything.
namespace sekisho::store {

// A row that was read.
struct NewRow {
  Statement says;
  uint32_t file = 0;  // from 1, of the import
  uint32_t line = 0;
};

struct ImportPlan {
  std::vector<Step> steps;  // in an order that depends on what they say alone
  Counts counts;            // without contradicted and rejected
};

// Compares the facts of a profile that are known now with all the rows that it read. Facts and rows
// of one key belong together: equal ones are unchanged, then the remaining ones are paired in order
// of what they say, and a pair is a correction. A row that is left over is added. A fact that is
// left over is, in a full import, absent: withdrawn or ended at `effective`, by the rule; one that
// begins at `effective` or later never came to hold and is withdrawn, and one that ended before
// stays. In a delta it stays, and a row whose period is empty withdraws the facts of its key.
//
// kBadInput where a fact cannot be read.
Result<ImportPlan> plan_import(const reg::RegisterProfile& profile, std::vector<Fact> facts,
                               std::vector<NewRow> rows, Instant effective);

}  // namespace sekisho::store
