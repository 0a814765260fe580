#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "cedar/schema_ast.h"

namespace sekisho::cedar {

// Reads a schema in the human syntax. What names mean is not looked at: see `resolve_schema`.
Result<SchemaFragment> parse_schema_text(std::string_view text, std::string_view file = {});

// Writes the human syntax; reading it gives the same fragment.
std::string to_schema_text(const SchemaFragment& fragment);

}  // namespace sekisho::cedar
