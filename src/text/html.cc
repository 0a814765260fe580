#include "text/html.h"

namespace sekisho::text {

void append_html_escaped(std::string& out, std::string_view utf8) {
  for (const char c : utf8) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\t':
      case '\n':
      case '\r':
        out += c;
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
          out += "\uFFFD";
        } else {
          out += c;
        }
    }
  }
}

std::string html_escape(std::string_view utf8) {
  std::string out;
  append_html_escaped(out, utf8);
  return out;
}

}  // namespace sekisho::text
