#include "report/html.h"

#include <fmt/format.h>

#include <iterator>

#include "text/encoding.h"
#include "text/html.h"
#include "text/number.h"

namespace sekisho::report {
namespace {

// Characters that would change how their neighbours are read, or that nobody can see.
bool is_deceptive(char32_t c) {
  return (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFFF9 && c <= 0xFFFB) || c >= 0xE0000;
}

bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

void append_visible(std::string& out, char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') {
    out += ' ';
  } else if (c < 0x20) {
    text::append_code_point(0x2400 + c, out);
  } else if (is_deceptive(c)) {
    fmt::format_to(std::back_inserter(out), "[U+{:04X}]", static_cast<uint32_t>(c));
  } else if ((c & 0xFFFE) == 0xFFFE) {
    text::append_code_point(0xFFFD, out);
  } else if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    text::append_html_escaped(out, std::string_view(&ascii, 1));
  } else {
    text::append_code_point(c, out);
  }
}

// The longest prefix of at most `limit` bytes that does not cut a character.
size_t whole_prefix(std::string_view utf8, size_t limit) {
  if (utf8.size() <= limit) return utf8.size();
  size_t end = limit;
  for (int back = 0; back < 3 && end > 0 && (utf8[end] & 0xC0) == 0x80; ++back) --end;
  return end;
}

}  // namespace

Html& Html::raw(Markup markup) {
  out_ += markup.text;
  return *this;
}

Html& Html::text(std::string_view utf8) {
  size_t i = 0;
  while (i < utf8.size()) {
    size_t run = i;
    while (run < utf8.size() && is_plain(static_cast<unsigned char>(utf8[run]))) ++run;
    out_ += utf8.substr(i, run - i);
    i = run;
    if (i < utf8.size()) append_visible(out_, text::next_code_point(utf8, i).value_or(0xFFFD));
  }
  return *this;
}

Html& Html::data(std::string_view utf8, size_t limit) {
  const size_t end = whole_prefix(utf8, limit);
  raw("<bdi>").text(utf8.substr(0, end)).raw("</bdi>");
  cut_note(utf8.size() - end);
  return *this;
}

Html& Html::bytes(std::string_view bytes_in, size_t limit) {
  const std::string_view shown = bytes_in.substr(0, limit);
  raw("<bdi>");
  for (const char byte : shown) {
    const auto value = static_cast<unsigned char>(byte);
    if (value >= 0x20 && value < 0x7F && byte != '\\') {
      text::append_html_escaped(out_, std::string_view(&byte, 1));
    } else if (byte == '\\') {
      out_ += "\\\\";
    } else {
      fmt::format_to(std::back_inserter(out_), "\\x{:02X}", value);
    }
  }
  raw("</bdi>");
  cut_note(bytes_in.size() - shown.size());
  return *this;
}

void Html::cut_note(size_t left_out) {
  if (left_out == 0) return;
  raw("<span class=\"cut\">");
  both(fmt::format("…（以下{}バイト省略）", text::with_thousands(left_out)),
       fmt::format("… ({} more bytes)", text::with_thousands(left_out)), "span");
  raw("</span>");
}

Html& Html::both(std::string_view ja, std::string_view en, Markup element) {
  if (ja.empty() || en.empty() || ja == en) return text(ja.empty() ? en : ja);
  raw("<").raw(element).raw(" lang=\"ja\">").text(ja).raw("</").raw(element).raw(">");
  raw("<").raw(element).raw(" lang=\"en\">").text(en).raw("</").raw(element).raw(">");
  return *this;
}

Html& Html::number(uint64_t value) {
  out_ += text::with_thousands(value);
  return *this;
}

Html& Html::coordinate(double value) {
  std::string digits = fmt::format("{:.2f}", value);
  while (digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  out_ += digits == "-0" ? "0" : digits;
  return *this;
}

}  // namespace sekisho::report
