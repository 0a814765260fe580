#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cedar/policy.h"
#include "cedar/trace.h"

namespace sekisho::policy {

// The reason of a denial that no permit's scope is about.
inline constexpr std::string_view kNoPermit = "no-permit/scope";

// A permit whose scope matches a request that it does not allow.
struct NearestPermit {
  cedar::PolicyTrace trace;  // points into the set
  size_t failed = 0;         // the first clause that does not hold

  // `POLICY/CLAUSE`
  std::string reason() const;
};

// The first clause that does not hold; the number of clauses where all hold.
size_t first_failure(const cedar::PolicyTrace& trace);

// Of a request that is denied, though no forbid holds: the permit that gets furthest, of which most
// clauses hold before the first that fails; of several, the first. Nothing where no permit's scope
// matches. Pure.
std::optional<NearestPermit> nearest_permit(const cedar::PolicySet& policies,
                                            const cedar::Request& request,
                                            const cedar::Entities& entities);

}  // namespace sekisho::policy
