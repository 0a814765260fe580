#include "text/json_writer.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"
#include "text/encoding.h"
#include "text/number.h"

namespace sekisho::text {
namespace {

// Bytes that stand for themselves: ASCII but for controls, `"`, `\`, and what HTML would read.
constexpr auto kPlain = [] {
  struct Table {
    bool plain[256] = {};
  } table;
  for (int c = 0x20; c < 0x7F; ++c) {
    table.plain[c] = c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
  }
  return table;
}();

// Where the characters end that stand for themselves.
size_t end_of_plain(std::string_view text, size_t at) {
  while (at < text.size()) {
    if (kPlain.plain[static_cast<unsigned char>(text[at])]) {
      ++at;
      continue;
    }
    size_t behind = at;
    const auto code = next_code_point(text, behind);
    if (!code || *code < 0x80 || *code == 0x2028 || *code == 0x2029) break;
    at = behind;
  }
  return at;
}

void append_escaped(char32_t code, std::string& out) {
  switch (code) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      if (code < 0x80 || code == 0x2028 || code == 0x2029) {
        fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<uint32_t>(code));
      } else {
        append_code_point(code, out);
      }
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  size_t at = 0;
  while (at < text.size()) {
    const size_t stop = end_of_plain(text, at);
    out.append(text, at, stop - at);
    at = stop;
    if (at < text.size()) append_escaped(next_code_point(text, at).value_or(0xFFFD), out);
  }
  out += '"';
}

JsonWriter::JsonWriter(std::string& out, Style style) : out_(out), style_(style) {}

void JsonWriter::new_line() {
  if (style_ == Style::kCompact) return;
  out_ += '\n';
  out_.append(levels_.size() * 2, ' ');
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  SEKISHO_INVARIANT(!levels_.back().object);
  if (!levels_.back().empty) out_ += ',';
  levels_.back().empty = false;
  new_line();
}

JsonWriter& JsonWriter::key(std::string_view text) {
  SEKISHO_INVARIANT(!levels_.empty() && levels_.back().object && !after_key_);
  if (!levels_.back().empty) out_ += ',';
  levels_.back().empty = false;
  new_line();
  append_json_string(out_, text);
  out_ += style_ == Style::kCompact ? ":" : ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin(bool object, char bracket) {
  before_value();
  out_ += bracket;
  levels_.push_back({object, true});
  return *this;
}

JsonWriter& JsonWriter::end(bool object, char bracket) {
  SEKISHO_INVARIANT(!levels_.empty() && levels_.back().object == object && !after_key_);
  const bool empty = levels_.back().empty;
  levels_.pop_back();
  if (!empty) new_line();
  out_ += bracket;
  return *this;
}

JsonWriter& JsonWriter::begin_object() {
  return begin(true, '{');
}
JsonWriter& JsonWriter::end_object() {
  return end(true, '}');
}
JsonWriter& JsonWriter::begin_array() {
  return begin(false, '[');
}
JsonWriter& JsonWriter::end_array() {
  return end(false, ']');
}

JsonWriter& JsonWriter::value(std::string_view text) {
  before_value();
  append_json_string(out_, text);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  before_value();
  out_ += json;
  return *this;
}

JsonWriter& JsonWriter::null() {
  return raw("null");
}
JsonWriter& JsonWriter::boolean(bool flag) {
  return raw(flag ? "true" : "false");
}

JsonWriter& JsonWriter::integer(int64_t number) {
  before_value();
  append_i64(out_, number);
  return *this;
}

JsonWriter& JsonWriter::natural(uint64_t number) {
  before_value();
  append_u64(out_, number);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  before_value();
  const size_t begin = out_.size();
  fmt::format_to(std::back_inserter(out_), "{}", number);
  // A reader must see that it was no integer.
  if (out_.find_first_of(".e", begin) == std::string::npos) out_ += ".0";
  return *this;
}

}  // namespace sekisho::text
