#pragma once

#include <string_view>

#include "base/error.h"
#include "cedar/entity.h"

namespace sekisho::cedar {

// Entities as the standard's JSON: an array of `{"uid", "attrs", "parents", "tags"}`. Values may
// use `{"__entity": {"type", "id"}}` and `{"__extn": {"fn", "arg"}}`. Errors name the entity and
// the attribute. Cycles are an error.
Result<Entities> parse_entities_json(std::string_view json, std::string_view file = {});

// A context: one JSON object.
Result<Value> parse_context_json(std::string_view json, std::string_view file = {});

// `{"type": …, "id": …}`, also within `__entity`.
Result<EntityUid> parse_uid_json(std::string_view json, std::string_view file = {});

}  // namespace sekisho::cedar
