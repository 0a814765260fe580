#pragma once

#include <cstdint>

#include "cedar/validator.h"

namespace sekisho::cedar {

// Level validation on top of `validate` (strict): no policy follows more than `max_level` entities
// from the request. `principal.manager.name` needs level 2, `principal in Team::"t"` level 1, and
// `principal == User::"a"` none; an entity that is written literally is never followed. At a
// known level, the entities that a decision needs can be fetched in advance. Policies that do not
// validate are reported as `validate` reports them.
ValidationReport validate_with_level(const PolicySet& policies, const Schema& schema,
                                     uint32_t max_level);

}  // namespace sekisho::cedar
