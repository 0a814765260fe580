#pragma once

#include <string_view>

namespace sekisho::text {

// True when `path` (separators `/`) fits `pattern` as a whole: `*` any characters but `/`, `**` any
// characters (`a/**/b` also fits `a/b`), `?` one character but `/`, `[a-c]` and `[!a-c]` one of or
// none of a set, `{x,y*}` alternatives (may nest), `\` takes the next character literally. Works on
// bytes, except that `?` and sets take one UTF-8 character. A pattern that is malformed (see
// `glob_valid`) fits nothing. Time is bounded by pattern times path for each alternative.
bool glob_match(std::string_view pattern, std::string_view path);

// Brackets and braces close, it ends in no lone `\`, and it is within the limits.
bool glob_valid(std::string_view pattern);

}  // namespace sekisho::text
