#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::cedar {

struct FormatOptions {
  size_t width = 80;  // bytes a line, where it can be kept
};

// Lays out the text of a policy file: one clause below the other, long expressions broken behind
// `&&` and `||` and inside brackets. Comments stay where they are, and one empty line around a
// comment between policies is kept. The meaning does not change, and laying out twice changes
// nothing. An error when the text does not parse.
Result<std::string> format_policies(std::string_view text, const FormatOptions& options = {},
                                    std::string_view file = {});

// The same for a schema in the human syntax: one attribute below the other, comments behind
// consecutive lines aligned.
Result<std::string> format_schema(std::string_view text, const FormatOptions& options = {},
                                  std::string_view file = {});

}  // namespace sekisho::cedar
