#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "cedar/schema_ast.h"

namespace sekisho::cedar {

// Reads a schema in its JSON form. What names mean is not looked at: see `resolve_schema`. Errors
// name the declaration.
Result<SchemaFragment> parse_schema_json(std::string_view json, std::string_view file = {});

// Writes the JSON form; reading it gives the same schema.
std::string to_schema_json(const SchemaFragment& fragment);

}  // namespace sekisho::cedar
