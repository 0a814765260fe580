#pragma once

#include <string>
#include <string_view>

namespace sekisho::text {

// `& < > " '` as entities, for element content and for attribute values in quotes; control
// characters that HTML forbids become U+FFFD.
std::string html_escape(std::string_view utf8);
void append_html_escaped(std::string& out, std::string_view utf8);

}  // namespace sekisho::text
