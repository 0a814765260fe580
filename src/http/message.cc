#include "http/message.h"

#include <algorithm>

namespace sekisho::http {

const std::string* Request::header(std::string_view name) const {
  const auto named = [&](const Header& one) { return one.name == name; };
  const auto first = std::ranges::find_if(headers, named);
  if (first == headers.end()) return nullptr;
  return std::find_if(first + 1, headers.end(), named) == headers.end() ? &first->value : nullptr;
}

bool Request::has_header(std::string_view name) const {
  return std::ranges::any_of(headers, [&](const Header& one) { return one.name == name; });
}

Response not_found() {
  return {.status = 404, .body = "there is nothing here\n"};
}

Response method_not_allowed(std::string allow) {
  return {.status = 405, .body = "this is asked for in another way\n", .allow = std::move(allow)};
}

bool names_tag(std::string_view list, std::string_view tag) {
  while (!list.empty()) {
    const size_t comma = list.find(',');
    std::string_view one = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    while (one.starts_with(' ') || one.starts_with('\t')) one.remove_prefix(1);
    while (one.ends_with(' ') || one.ends_with('\t')) one.remove_suffix(1);
    if (one.starts_with("W/")) one.remove_prefix(2);
    if (one == tag || one == "*") return true;
  }
  return false;
}

}  // namespace sekisho::http
