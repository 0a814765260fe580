#include "cedar/entity_uid.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cedar/lexer.h"

namespace sekisho::cedar {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) append_escaped(out, c);
  out += '"';
  return out;
}

std::string to_string(const EntityUid& uid) {
  return uid.type + "::" + quoted(uid.id);
}

bool is_identifier(std::string_view text) {
  if (text.empty() || !starts_identifier(text.front())) return false;
  return std::ranges::all_of(text, continues_identifier) && !is_reserved_word(text);
}

bool is_type_name(std::string_view text) {
  while (true) {
    const size_t separator = text.find("::");
    if (!is_identifier(text.substr(0, separator))) return false;
    if (separator == std::string_view::npos) return true;
    text.remove_prefix(separator + 2);
  }
}

}  // namespace sekisho::cedar
