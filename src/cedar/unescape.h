#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "cedar/expr.h"

// String literals: escapes to characters. Internal to this folder.
namespace sekisho::cedar {

// The escape that is wrong, as written.
struct BadEscape {
  std::string text;
};

// `literal` with its quotes, to the text that it means.
std::expected<std::string, BadEscape> unescape(std::string_view literal);

// The same for the literal after `like`, where `*` is a wildcard and `\*` a star.
std::expected<LikePattern, BadEscape> unescape_pattern(std::string_view literal);

}  // namespace sekisho::cedar
