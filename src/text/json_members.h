#pragma once

#include <string>
#include <string_view>

#include "text/json.h"

// Members that may be missing or of another kind, for files that this program wrote itself and
// requests that were held to a schema before.
namespace sekisho::text {

// Empty where there is no text of that name.
inline std::string text_member(const JsonValue& object, std::string_view key) {
  const JsonValue* const value = object.find(key);
  return value == nullptr ? "" : std::string(value->as_string().value_or(""));
}

// Whether there is `true` of that name.
inline bool flag_member(const JsonValue& object, std::string_view key) {
  const JsonValue* const value = object.find(key);
  return value != nullptr && value->as_bool().value_or(false);
}

}  // namespace sekisho::text
