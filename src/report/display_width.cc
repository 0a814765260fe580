#include "report/display_width.h"

#include "text/encoding.h"

namespace sekisho::report {
namespace {

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || c >= 0x1F300;
}

}  // namespace

size_t display_width(std::string_view utf8) {
  size_t width = 0;
  size_t i = 0;
  while (i < utf8.size()) {
    width += is_wide(text::next_code_point(utf8, i).value_or(0xFFFD)) ? 2 : 1;
  }
  return width;
}

}  // namespace sekisho::report
