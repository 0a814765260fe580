#include "cedar/token_cursor.h"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::cedar {
namespace {

constexpr size_t kMaxShownBytes = 60;

}  // namespace

const Token& TokenCursor::peek(size_t ahead) const {
  return tokens_[std::min(next_ + ahead, tokens_.size() - 1)];
}

Token TokenCursor::take() {
  const Token& token = peek();
  if (next_ + 1 < tokens_.size()) ++next_;
  return token;
}

bool TokenCursor::accept(std::string_view text) {
  if (!next_is(text)) return false;
  take();
  return true;
}

bool TokenCursor::expect(std::string_view text, std::string_view where) {
  return accept(text) || unexpected_token(fmt::format("`{}` {}", text, where));
}

Span TokenCursor::span_from(const Span& first) const {
  if (next_ == 0) return first;
  const Span& last = tokens_[next_ - 1].span;
  Span out = first;
  out.length = std::max(first.offset + first.length, last.offset + last.length) - first.offset;
  return out;
}

bool TokenCursor::fail_at(const Span& span, std::string message, std::string help, ErrorCode code) {
  if (!error_) error_ = Error{code, std::move(message), place_of(span), std::move(help)};
  return false;
}

bool TokenCursor::unexpected_token(std::string_view expected, std::string help) {
  const Token& token = peek();
  if (token.kind == TokenKind::kInvalid && token.text.starts_with('"')) {
    return fail_at(token.span, fmt::format("the text {} has no end", shown(token)),
                   "Close it with a double quote on the same line.");
  }
  return fail_at(token.span, fmt::format("unexpected {}, expected {}", shown(token), expected),
                 std::move(help));
}

Error TokenCursor::take_error() {
  Error out = std::move(*error_);
  error_.reset();
  return out;
}

void TokenCursor::skip_past(std::string_view sign) {
  while (!at_end() && !next_is(sign)) take();
  if (!at_end()) take();
}

std::string shown(const Token& token) {
  if (token.kind == TokenKind::kEnd) return "end of the text";
  if (token.text.size() <= kMaxShownBytes) return fmt::format("`{}`", token.text);
  // Never cut within a character.
  size_t length = kMaxShownBytes;
  while ((static_cast<unsigned char>(token.text[length]) & 0xC0u) == 0x80u) --length;
  return fmt::format("`{}…`", token.text.substr(0, length));
}

}  // namespace sekisho::cedar
