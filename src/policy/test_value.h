#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "cedar/schema_type.h"
#include "cedar/value.h"
#include "text/toml.h"

namespace sekisho::policy {

// The Cedar value that a key of a TOML table stands for, by its declared type:
//   Bool, Long, String    a boolean, an integer, a string
//   an entity             a string: 'Person::"hana"'
//   ipaddr, decimal, …    a string: "10.0.0.1"
//   a record              a table
//   a set                 an array of such strings or tables; of others, Cedar's own text: "[1, 2]"
// Errors point at the key. Internal to this folder.
Result<cedar::Value> read_value(const text::TomlTable& table, const std::string& key,
                                const cedar::SchemaType& type);

// A record's fields over those that `fields` has already. `what` names the record in errors; the
// key `but` is not a field.
Result<void> read_fields(const text::TomlTable& table, const cedar::SchemaType& type,
                         const std::string& what, cedar::Value::Fields& fields,
                         std::string_view but = {});

}  // namespace sekisho::policy
