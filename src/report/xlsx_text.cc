#include "report/xlsx_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/limits.h"
#include "text/encoding.h"
#include "text/fold.h"

namespace sekisho::report {
namespace {

constexpr std::string_view kCutMark = "…[cut]";
constexpr size_t kCutMarkUnits = 6;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// `_xHHHH_` at the beginning.
bool looks_escaped(std::string_view text) {
  return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
         std::all_of(text.begin() + 2, text.begin() + 6, is_hex);
}

bool xml_allows(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && (c & 0xFFFE) != 0xFFFE);
}

size_t units_of(char32_t c) {
  return c > 0xFFFF ? 2 : 1;
}

// The bytes of the longest prefix of at most `units` units.
size_t prefix_of_units(std::string_view utf8, size_t units) {
  size_t at = 0;
  while (at < utf8.size()) {
    size_t next = at;
    const size_t needed = units_of(text::next_code_point(utf8, next).value_or(0xFFFD));
    if (needed > units) break;
    units -= needed;
    at = next;
  }
  return at;
}

}  // namespace

std::string xml_text(std::string_view utf8) {
  // Most cells are codes and dates, of which nothing changes.
  const auto stays = [](char c) { return c >= ' ' && c <= '~' && c != '_'; };
  if (std::ranges::all_of(utf8, stays)) return std::string(utf8);
  std::string out;
  out.reserve(utf8.size());
  size_t i = 0;
  while (i < utf8.size()) {
    if (looks_escaped(utf8.substr(i))) {
      out += "_x005F_";
      ++i;
      continue;
    }
    const char32_t c = text::next_code_point(utf8, i).value_or(0xFFFD);
    text::append_code_point(xml_allows(c) ? c : char32_t{0xFFFD}, out);
  }
  return out;
}

CutText cut_units(std::string utf8, size_t units) {
  if (utf8.size() <= units || prefix_of_units(utf8, units) == utf8.size()) {
    return {std::move(utf8), false};
  }
  utf8.resize(prefix_of_units(utf8, units - std::min(units, kCutMarkUnits)));
  utf8 += kCutMark;
  return {std::move(utf8), true};
}

std::string sheet_name(std::string_view wanted, uint32_t part) {
  std::string name = xml_text(wanted);
  for (char& c : name) {
    if (std::string_view("[]:*?/\\\t\n\r").contains(c)) c = '_';
  }
  if (name.empty()) name = "Sheet";
  if (name.front() == '\'') name.front() = '_';
  const std::string suffix = part > 1 ? fmt::format(" ({})", part) : "";
  name.resize(prefix_of_units(name, kMaxSheetNameUnits - suffix.size()));
  if (name.back() == '\'') name.back() = '_';
  return name + suffix;
}

std::string folded_sheet_name(std::string_view name) {
  return text::fold_case(name);
}

}  // namespace sekisho::report
