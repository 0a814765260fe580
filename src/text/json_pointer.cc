#include "text/json_pointer.h"

#include "text/number.h"

namespace sekisho::text {

std::optional<std::string> json_pointer_token(std::string_view escaped) {
  std::string out;
  for (size_t i = 0; i < escaped.size(); ++i) {
    if (escaped[i] != '~') {
      out += escaped[i];
      continue;
    }
    if (++i == escaped.size() || (escaped[i] != '0' && escaped[i] != '1')) return std::nullopt;
    out += escaped[i] == '0' ? '~' : '/';
  }
  return out;
}

std::string json_pointer_escaped(std::string_view token) {
  std::string out;
  for (const char c : token) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::optional<size_t> json_pointer_index(std::string_view token) {
  if (token.size() > 1 && token.front() == '0') return std::nullopt;
  return parse_u64(token);
}

}  // namespace sekisho::text
