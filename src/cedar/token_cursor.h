#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cedar/lexer.h"

namespace sekisho::cedar {

// Walks over tokens and keeps the first error: what the parsers of policies and of schemas share.
// A parse function that fails records an error and returns an empty result; callers return at
// once, so that no error is ever covered by a later one. Internal to this folder.
class TokenCursor {
 public:
  // The tokens must outlive the cursor, and so must their text.
  TokenCursor(const std::vector<Token>& tokens, std::string_view text, std::string file)
      : tokens_(tokens), text_(text), file_(std::move(file)) {}

  const Token& peek(size_t ahead = 0) const;
  Token take();
  bool at_end() const { return peek().kind == TokenKind::kEnd; }
  size_t position() const { return next_; }

  bool next_is(std::string_view text) const { return peek().is(text); }
  // Takes the token when it is `text`.
  bool accept(std::string_view text);
  // The same, with an error when it is not; `where` says in which construct ("after the scope").
  bool expect(std::string_view text, std::string_view where);

  // From the start of `first` to the end of the last token taken.
  Span span_from(const Span& first) const;
  std::string_view text_of(const Span& span) const {
    return text_.substr(span.offset, span.length);
  }
  Place place_of(const Span& span) const { return to_place(span, file_); }

  // Records the error unless there is one already. Returns false, so that callers may return it.
  bool fail_at(const Span& span, std::string message, std::string help = {},
               ErrorCode code = ErrorCode::kBadInput);
  // "unexpected `x`, expected …" at the next token.
  bool unexpected_token(std::string_view expected, std::string help = {});

  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }
  Error take_error();

  // After an error: moves behind the next `sign` or to the end.
  void skip_past(std::string_view sign);

 private:
  const std::vector<Token>& tokens_;
  std::string_view text_;
  std::string file_;
  size_t next_ = 0;
  std::optional<Error> error_;
};

// A token as messages show it: bounded, on one line, `end of the text` for the end.
std::string shown(const Token& token);

}  // namespace sekisho::cedar
