#include "cedar/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace sekisho::cedar {
namespace {

// Longest first, so that `==` is never read as `=` twice.
constexpr std::array<std::string_view, 30> kSigns = {
    "::", "==", "!=", "<=", ">=", "||", "&&", "@", ".", ",", ";", ":", "(", ")", "{",
    "}",  "[",  "]",  "<",  ">",  "+",  "-",  "*", "/", "%", "!", "=", "?", "&", "|"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

// Bytes of the white space character that `text` starts with, 0 when there is none. The language
// takes every character that Unicode calls white space, the ideographic space among them.
size_t white_space_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) == ' ' || (byte(0) >= '\t' && byte(0) <= '\r')) return 1;
  if (byte(0) < 0x80) return 0;
  if (text.size() >= 2 && byte(0) == 0xC2 && (byte(1) == 0x85 || byte(1) == 0xA0)) return 2;
  if (text.size() < 3) return 0;
  const unsigned code = (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
  const bool three_bytes = (byte(0) & 0xF0u) == 0xE0u;
  const bool white = code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
                     code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
  return three_bytes && white ? 3 : 0;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Lexed run() {
    Lexed out;
    while (true) {
      skip_white_space();
      if (offset_ == text_.size()) break;
      if (rest().starts_with("//")) {
        out.comments.push_back(comment(out.tokens.size()));
      } else {
        out.tokens.push_back(token());
      }
    }
    out.tokens.push_back(take(TokenKind::kEnd, 0));
    return out;
  }

 private:
  std::string_view rest() const { return text_.substr(offset_); }

  // Moves on, keeping count of lines and characters.
  void advance(size_t bytes) {
    for (const char c : text_.substr(offset_, bytes)) {
      if (c == '\n') {
        ++line_;
        column_ = 1;
      } else if (!continues_character(c)) {
        ++column_;
      }
    }
    offset_ += bytes;
  }

  void skip_white_space() {
    while (const size_t bytes = white_space_length(rest())) {
      if (text_[offset_] == '\n' || text_[offset_] == '\r') line_has_token_ = false;
      advance(bytes);
    }
  }

  Token take(TokenKind kind, size_t bytes) {
    Token token{kind, text_.substr(offset_, bytes),
                Span{static_cast<uint32_t>(offset_), static_cast<uint32_t>(bytes), line_, column_}};
    advance(bytes);
    line_has_token_ = true;
    return token;
  }

  Comment comment(size_t next_token) {
    const bool starts_line = !line_has_token_;
    const size_t length = std::min(rest().find_first_of("\r\n"), rest().size());
    const Token token = take(TokenKind::kPunctuation, length);
    return Comment{token.text, token.span, next_token, starts_line};
  }

  size_t identifier_length(size_t from) const {
    size_t end = from;
    while (end < rest().size() && continues_identifier(rest()[end])) ++end;
    return end;
  }

  Token token() {
    const std::string_view text = rest();
    const char first = text.front();
    if (starts_identifier(first)) return take(TokenKind::kIdentifier, identifier_length(1));
    if (is_digit(first)) {
      const auto end = std::ranges::find_if_not(text, is_digit);
      return take(TokenKind::kNumber, static_cast<size_t>(end - text.begin()));
    }
    if (first == '"') return string();
    if (first == '?' && text.size() > 1 && starts_identifier(text[1])) {
      return take(TokenKind::kSlot, identifier_length(1));
    }
    for (const std::string_view sign : kSigns) {
      if (text.starts_with(sign)) return take(TokenKind::kPunctuation, sign.size());
    }
    size_t bytes = 1;
    while (bytes < text.size() && continues_character(text[bytes])) ++bytes;
    return take(TokenKind::kInvalid, bytes);
  }

  Token string() {
    const std::string_view text = rest();
    size_t end = 1;
    while (end < text.size() && text[end] != '"') {
      // A backslash takes the next character with it, whatever it is, but never the line's end.
      if (text[end] == '\\' && (end + 1 >= text.size() || text[end + 1] == '\n')) break;
      end += text[end] == '\\' ? 2 : 1;
    }
    if (end < text.size() && text[end] == '"') return take(TokenKind::kString, end + 1);
    return take(TokenKind::kInvalid, std::min(text.find('\n'), text.size()));
  }

  std::string_view text_;
  size_t offset_ = 0;
  uint32_t line_ = 1;
  uint32_t column_ = 1;
  bool line_has_token_ = false;
};

}  // namespace

Lexed lex(std::string_view text) {
  return Lexer(text).run();
}

bool starts_identifier(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool continues_identifier(char c) {
  return starts_identifier(c) || is_digit(c);
}

bool is_reserved_word(std::string_view text) {
  static constexpr std::array<std::string_view, 10> kReserved = {
      "true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar"};
  return std::ranges::find(kReserved, text) != kReserved.end();
}

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '\\':
      out += "\\\\";
      return;
    case '"':
      out += "\\\"";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\0':
      out += "\\0";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x20 || byte == 0x7F) {
    out += fmt::format("\\u{{{:x}}}", byte);
  } else {
    out += c;
  }
}

}  // namespace sekisho::cedar
