#pragma once

#include <optional>
#include <span>
#include <string>

#include "cedar/decision_snapshot.h"
#include "cedar/entity.h"
#include "cedar/policy.h"

namespace sekisho::cedar {

// Decides the request with the interpreter and in every way in which the compiled engine can be
// asked; says what differs, if anything. The snapshot must be of these policies and entities.
std::optional<std::string> engine_difference(const PolicySet& policies, const Entities& entities,
                                             const DecisionSnapshot& snapshot,
                                             const Request& request);

// Whether many requests decided at once, mixed, get what each gets alone. Requests that name
// somebody without a number are left out.
std::optional<std::string> bulk_difference(const DecisionSnapshot& snapshot,
                                           std::span<const Request> requests);

}  // namespace sekisho::cedar
