#pragma once

#include <string_view>

#include "base/error.h"
#include "cedar/entity.h"
#include "cedar/schema.h"

namespace sekisho::cedar {

// Entities as the standard's JSON: an array of `{"uid", "attrs", "parents", "tags"}`. Values may
// use `{"__entity": {"type", "id"}}` and `{"__extn": {"fn", "arg"}}`. Errors name the entity and
// the attribute. Cycles are an error. With a schema the shorter forms are understood, too
// (`"10.0.0.1"` where an ipaddr is declared), and the schema's actions are among the entities;
// whether the entities conform to it is the business of `validate_entities`.
Result<Entities> parse_entities_json(std::string_view json, std::string_view file = {},
                                     const Schema* schema = nullptr);

// A context: one JSON object. With a schema, `action` says which context is declared.
Result<Value> parse_context_json(std::string_view json, std::string_view file = {},
                                 const Schema* schema = nullptr, const EntityUid& action = {});

// `{"type": …, "id": …}`, also within `__entity`.
Result<EntityUid> parse_uid_json(std::string_view json, std::string_view file = {});

}  // namespace sekisho::cedar
