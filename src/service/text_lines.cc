#include "service/text_lines.h"

#include "report/display_width.h"

namespace sekisho::service {

void TextLines::line(size_t indent, std::string_view text) {
  out_.append(indent, ' ');
  out_ += text;
  out_ += '\n';
}

void TextLines::heading(const report::Bilingual& text) {
  empty_line();
  line(0, in(text));
}

std::string padded(std::string text, size_t columns) {
  const size_t width = report::display_width(text);
  text.append(width < columns ? columns - width : 1, ' ');
  return text;
}

}  // namespace sekisho::service
