#include "cedar/unescape.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace sekisho::cedar {
namespace {

constexpr uint32_t kLastCodePoint = 0x10FFFF;

void append_code_point(std::string& out, uint32_t code) {
  const auto put = [&](uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | code >> 18);
    put(0x80 | (code >> 12 & 0x3F));
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

std::optional<uint32_t> hexadecimal(std::string_view digits) {
  uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

struct Escape {
  uint32_t code;
  size_t length;  // bytes, with the backslash
};

// `\x41`: two digits, ASCII only.
std::optional<Escape> byte_escape(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  const auto code = hexadecimal(text.substr(2, 2));
  if (!code || *code > 0x7F) return std::nullopt;
  return Escape{*code, 4};
}

// `\u{1F600}`: one to six digits, underscores between them, no surrogates.
std::optional<Escape> unicode_escape(std::string_view text) {
  const size_t close = text.find('}');
  if (text.size() < 4 || text[2] != '{' || close == std::string_view::npos) return std::nullopt;
  if (text[3] == '_') return std::nullopt;
  std::string digits;
  for (const char c : text.substr(3, close - 3)) {
    if (c != '_') digits += c;
    if (digits.size() > 6) return std::nullopt;
  }
  const auto code = hexadecimal(digits);
  if (!code || *code > kLastCodePoint || (*code >= 0xD800 && *code <= 0xDFFF)) return std::nullopt;
  return Escape{*code, close + 1};
}

// The escape that `text` starts with.
std::optional<Escape> read_escape(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  switch (text[1]) {
    case 'n':
      return Escape{'\n', 2};
    case 'r':
      return Escape{'\r', 2};
    case 't':
      return Escape{'\t', 2};
    case '0':
      return Escape{'\0', 2};
    case '\\':
    case '\'':
    case '"':
      return Escape{static_cast<uint32_t>(text[1]), 2};
    case 'x':
      return byte_escape(text);
    case 'u':
      return unicode_escape(text);
    default:
      return std::nullopt;
  }
}

// Calls `character(code, text)` for each character, `text` being its bytes when it was written
// plainly; `star()` for an escaped star. Without `star`, `\*` is wrong.
template <class OnPlain, class OnEscape, class OnStar>
std::optional<BadEscape> walk(std::string_view literal, bool stars, OnPlain on_plain,
                              OnEscape on_escape, OnStar on_star) {
  std::string_view rest = literal.substr(1, literal.size() - 2);
  while (!rest.empty()) {
    if (rest.front() != '\\') {
      // A carriage return in a literal would be lost in many editors: the standard refuses it.
      if (rest.front() == '\r') return BadEscape{"\\r"};
      on_plain(rest.front());
      rest.remove_prefix(1);
    } else if (stars && rest.starts_with("\\*")) {
      on_star();
      rest.remove_prefix(2);
    } else if (const auto escape = read_escape(rest)) {
      on_escape(escape->code);
      rest.remove_prefix(escape->length);
    } else {
      return BadEscape{
          std::string(rest.substr(0, rest.starts_with("\\u{") ? rest.find('}') + 1 : 2))};
    }
  }
  return std::nullopt;
}

}  // namespace

std::expected<std::string, BadEscape> unescape(std::string_view literal) {
  std::string out;
  auto bad = walk(
      literal, false, [&](char c) { out += c; },
      [&](uint32_t code) { append_code_point(out, code); }, [] {});
  if (bad) return std::unexpected(std::move(*bad));
  return out;
}

std::expected<LikePattern, BadEscape> unescape_pattern(std::string_view literal) {
  LikePattern out{{""}};
  const auto wildcard_or = [&](uint32_t code) {
    if (code == '*') {
      out.pieces.emplace_back();
    } else {
      append_code_point(out.pieces.back(), code);
    }
  };
  auto bad = walk(
      literal, true,
      [&](char c) {
        if (c == '*') {
          out.pieces.emplace_back();
        } else {
          out.pieces.back() += c;
        }
      },
      wildcard_or, [&] { out.pieces.back() += '*'; });
  if (bad) return std::unexpected(std::move(*bad));
  return out;
}

}  // namespace sekisho::cedar
