#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "casework/watched_look.h"
#include "service/knowledge.h"

namespace sekisho::service {

// What the rules say today of a look that a gate let through while nobody confirmed its facts: by
// what is known now of the time at which it was made.
struct JudgedAgain {
  bool allowed = false;  // all of its records
  std::vector<std::string> reasons;
};
// Errors as of judge.
Result<JudgedAgain> judge_again(const Knowledge& knowledge, const casework::WatchedLook& look);

}  // namespace sekisho::service
