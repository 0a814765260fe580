#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cedar/expr.h"

// Splits policy and schema text into tokens. Internal to this folder.
namespace sekisho::cedar {

enum class TokenKind : uint8_t {
  kIdentifier,   // also the reserved words
  kNumber,       // digits
  kString,       // with its quotes, escapes untouched
  kSlot,         // ?principal
  kPunctuation,  // one of the language's signs, longest first
  kInvalid,      // a character that starts nothing, or a string without its end
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string_view text;  // into the lexed text
  Span span;

  bool is(std::string_view expected) const {
    return text == expected && (kind == TokenKind::kIdentifier || kind == TokenKind::kPunctuation);
  }
};

// A `//` comment, without the end of its line.
struct Comment {
  std::string_view text;
  Span span;
  size_t next_token = 0;     // index of the token that follows
  bool starts_line = false;  // nothing but space stands before it on its line
};

struct Lexed {
  std::vector<Token> tokens;  // the last one is kEnd
  std::vector<Comment> comments;
};

// `text` must be UTF-8 and outlive the tokens. Never fails: what is wrong is a kInvalid token.
Lexed lex(std::string_view text);

bool starts_identifier(char c);
bool continues_identifier(char c);

// `if`, `true`, … and `__cedar`: what no name may be.
bool is_reserved_word(std::string_view text);

// Appends one byte of a text with the escapes that a string literal needs.
void append_escaped(std::string& out, char c);

}  // namespace sekisho::cedar
