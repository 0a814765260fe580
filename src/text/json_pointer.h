#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sekisho::text {

// One reference token of a JSON pointer (RFC 6901) without its escapes; nothing when a `~` is
// followed by anything but 0 or 1. An internal part of `text`.
std::optional<std::string> json_pointer_token(std::string_view escaped);

// The other way: a key as it stands in a pointer.
std::string json_pointer_escaped(std::string_view token);

// The array index that a token stands for: digits without a leading zero.
std::optional<size_t> json_pointer_index(std::string_view token);

}  // namespace sekisho::text
