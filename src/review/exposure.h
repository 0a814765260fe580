#pragma once

#include <vector>

#include "barrier/fact_base.h"
#include "review/judge.h"
#include "review/run.h"

namespace sekisho::review {

// A period over which an account stood open though nobody was permitted to use it, wherever they
// sat (権限開放期間). `until` kForever: it still stands open.
struct Exposure {
  AccountId account;
  Period period;
};

// The exposures of the accounts that findings name, around the findings; by account and time. An ID
// that was lent while its holder was entitled has none: registers cannot know when it was lent.
std::vector<Exposure> exposures_of(const Context& context, const std::vector<Finding>& findings);

}  // namespace sekisho::review
