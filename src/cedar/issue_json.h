#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace sekisho::cedar {

// Bytes of the offending text that the JSON form shows at most.
inline constexpr size_t kMaxOffendingBytes = 1000;

enum class Severity : uint8_t { kError, kWarning };

// What the offending text is within `source`, the text that the place counts in: empty when the
// extent is not known, cut to kMaxOffendingBytes at the end of a character.
std::string_view offending_text(const Place& place, std::string_view source);

// An error or a warning as one compact JSON object, for editors and other programs:
// `{"severity", "code", "policy", "message", "file", "line", "column", "offset", "length", "text",
// "help"}`. Lines and columns (characters) count from 1, offset and length are bytes; what is not
// known is left out. Pure; any number of threads.
std::string to_json(const Error& error, std::string_view source,
                    Severity severity = Severity::kError, std::string_view policy = {});

}  // namespace sekisho::cedar
