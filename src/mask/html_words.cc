#include "mask/html_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "text/encoding.h"

namespace sekisho::mask {
namespace {

bool among(std::span<const std::string_view> sorted, std::string_view name) {
  return std::ranges::binary_search(sorted, name);
}

constexpr auto kVoid =
    std::to_array<std::string_view>({"area", "base", "br", "col", "embed", "hr", "img", "input",
                                     "link", "meta", "param", "source", "track", "wbr"});
constexpr auto kForeignText = std::to_array<std::string_view>(
    {"iframe", "noembed", "noframes", "noscript", "script", "style", "xmp"});
constexpr auto kLeftOpen =
    std::to_array<std::string_view>({"colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rp",
                                     "rt", "tbody", "td", "tfoot", "th", "thead", "tr"});
constexpr auto kEndsParagraph = std::to_array<std::string_view>(
    {"address", "article", "aside", "blockquote", "details", "div", "dl",  "fieldset", "figure",
     "footer",  "form",    "h1",    "h2",         "h3",      "h4",  "h5",  "h6",       "header",
     "hr",      "main",    "menu",  "nav",        "ol",      "p",   "pre", "section",  "ul"});
constexpr auto kStructural = std::to_array<std::string_view>(
    {"align",    "border", "cellpadding", "cellspacing", "charset", "class",    "colspan",
     "cols",     "dir",    "disabled",    "enctype",     "for",     "headers",  "height",
     "hidden",   "id",     "lang",        "media",       "method",  "multiple", "name",
     "readonly", "rel",    "required",    "role",        "rows",    "rowspan",  "scope",
     "size",     "span",   "tabindex",    "type",        "valign",  "width"});
constexpr auto kWithValue =
    std::to_array<std::string_view>({"button", "data", "input", "li", "meter", "option", "output",
                                     "param", "progress", "select", "textarea"});

using Named = std::pair<std::string_view, char32_t>;
constexpr auto kReferences = std::to_array<Named>(
    {{"amp", U'&'},         {"lt", U'<'},         {"gt", U'>'},         {"quot", U'"'},
     {"apos", U'\''},       {"nbsp", U'\u00A0'},  {"ensp", U'\u2002'},  {"emsp", U'\u2003'},
     {"thinsp", U'\u2009'}, {"shy", U'\u00AD'},   {"zwj", U'\u200D'},   {"zwnj", U'\u200C'},
     {"hyphen", U'\u2010'}, {"dash", U'\u2010'},  {"ndash", U'\u2013'}, {"mdash", U'\u2014'},
     {"horbar", U'\u2015'}, {"minus", U'\u2212'}, {"commat", U'@'},     {"period", U'.'},
     {"lpar", U'('},        {"rpar", U')'},       {"plus", U'+'},       {"middot", U'\u00B7'},
     {"sol", U'/'},         {"lowbar", U'_'},     {"num", U'#'},        {"Tab", U'\t'},
     {"NewLine", U'\n'},    {"comma", U','},      {"colon", U':'},      {"percnt", U'%'}});

std::optional<char32_t> numeric(std::string_view digits) {
  const bool hex = digits.starts_with('x') || digits.starts_with('X');
  if (hex) digits.remove_prefix(1);
  if (digits.empty() || digits.size() > 8) return std::nullopt;
  char32_t value = 0;
  for (const char c : digits) {
    const bool decimal = c >= '0' && c <= '9';
    const char low = static_cast<char>(c | 0x20);
    if (!decimal && !(hex && low >= 'a' && low <= 'f')) return std::nullopt;
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(decimal ? c - '0' : low - 'a' + 10);
  }
  const bool none = value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF);
  return none ? U'\uFFFD' : value;
}

// The reference behind an `&`, and how many bytes it takes with its semicolon.
std::optional<std::pair<char32_t, size_t>> reference(std::string_view rest) {
  const auto part = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  size_t size = rest.starts_with('#') ? 1 : 0;
  while (size < rest.size() && part(rest[size])) ++size;
  const std::string_view name = rest.substr(0, size);
  const size_t whole = size + (size < rest.size() && rest[size] == ';' ? 1 : 0);
  if (name.starts_with('#')) {
    // Without a semicolon it ends with its digits.
    for (size_t digits = name.size(); digits > 1; --digits) {
      const auto code = numeric(name.substr(1, digits - 1));
      if (code) return std::pair(*code, digits == name.size() ? whole : digits);
    }
    return std::nullopt;
  }
  const auto* const found = std::ranges::find(kReferences, name, &Named::first);
  if (found == kReferences.end() || whole == size) return std::nullopt;
  return std::pair(found->second, whole);
}

}  // namespace

bool is_void_element(std::string_view tag) {
  return among(kVoid, tag);
}

bool holds_text_only(std::string_view tag) {
  return tag == "title" || tag == "textarea";
}

bool holds_foreign_text(std::string_view tag) {
  return among(kForeignText, tag);
}

bool may_be_left_open(std::string_view tag) {
  return among(kLeftOpen, tag);
}

bool has_value(std::string_view tag) {
  return among(kWithValue, tag);
}

bool ends_before(std::string_view open, std::string_view next) {
  const bool row_group = next == "tbody" || next == "thead" || next == "tfoot";
  if (open == "td" || open == "th")
    return next == "td" || next == "th" || next == "tr" || row_group;
  if (open == "tr") return next == "tr" || row_group;
  if (open == "tbody" || open == "thead" || open == "tfoot") return row_group;
  if (open == "dt" || open == "dd") return next == "dt" || next == "dd";
  if (open == "option") return next == "option" || next == "optgroup";
  if (open == "p") return among(kEndsParagraph, next);
  if (open == "li" || open == "optgroup") return next == open;
  return false;
}

bool is_structural_attribute(std::string_view name) {
  return among(kStructural, name);
}

bool is_programs_attribute(std::string_view name) {
  return name.starts_with("data-") || name.starts_with("on") || name == "srcdoc";
}

std::string html_unescaped(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t found = std::min(text.find('&', at), text.size());
    out += text.substr(at, found - at);
    at = found;
    if (found == text.size()) break;
    if (const auto code = reference(text.substr(found + 1))) {
      text::append_code_point(code->first, out);
      at = found + 1 + code->second;
    } else {
      out += '&';
      ++at;
    }
  }
  return out;
}

std::vector<std::string_view> class_names(std::string_view value) {
  constexpr std::string_view kBlanks = " \t\r\n\f";
  std::vector<std::string_view> out;
  while (true) {
    const size_t begin = std::min(value.find_first_not_of(kBlanks), value.size());
    value.remove_prefix(begin);
    if (value.empty()) return out;
    out.push_back(value.substr(0, value.find_first_of(kBlanks)));
    value.remove_prefix(out.back().size());
  }
}

}  // namespace sekisho::mask
