#pragma once

#include "mask/json_gaps.h"
#include "mask/json_levels.h"
#include "mask/plan.h"

namespace sekisho::mask {

// What maskers of one plan remember of how its documents are written; nothing of a value. Not
// thread-safe: for one thread.
struct JsonMemory {
  explicit JsonMemory(const Plan& made_for);

  Plan plan;  // of which the levels speak
  JsonLevels levels;
  JsonGaps gaps;
};

}  // namespace sekisho::mask
