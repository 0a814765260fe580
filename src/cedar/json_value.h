#pragma once

#include <string>

#include "base/error.h"
#include "cedar/schema_type.h"
#include "cedar/value.h"
#include "text/json.h"

namespace sekisho::cedar {

// A Cedar value from its JSON form. With an `expected` type the implicit forms are understood, too:
// `{"type", "id"}` for an entity, `"10.0.0.1"` for an ipaddr. The type guides reading; it is
// checked by validation. `where` names the value in errors ("attribute `age` of `User::"a"`").
// Internal to this folder.
Result<Value> value_from_json(const text::JsonValue& json, const SchemaType* expected,
                              const std::string& where);

// `{"type", "id"}` or `{"__entity": {"type", "id"}}`.
Result<EntityUid> uid_from_json(const text::JsonValue& json, const std::string& where);

}  // namespace sekisho::cedar
