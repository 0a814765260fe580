#include "cedar/format_text.h"

#include <array>
#include <utility>
#include <vector>

#include "cedar/lexer.h"
#include "cedar/parser.h"
#include "cedar/token_writer.h"

namespace sekisho::cedar {
namespace {

// After these a `(`, `[`, `-` or `!` starts something new.
bool expects_operand(const Token& token) {
  return opens(token) ||
         is_one_of(token,
                   {",", ":", "&&", "||",  "==",   "!=", "<",  "<=",   ">",    ">=",   "+",     "-",
                    "*", "!", "in", "has", "like", "is", "if", "then", "else", "when", "unless"});
}

class PolicyLayout final : public TokenWriter {
 public:
  PolicyLayout(const Lexed& lexed, const FormatOptions& options)
      : TokenWriter(lexed, options.width) {}

  std::string run() {
    size_t at = 0;
    while (token(at).kind != TokenKind::kEnd) {
      if (at != 0) want_empty_line();
      at = policy(at);
      new_line();
    }
    allow_empty_line();
    comments_before(at, 0);
    return take();
  }

 private:
  bool space_before(size_t index) const override {
    const Token& next = token(index);
    const Token& last = token(index - 1);
    if (is_one_of(last, {"(", "[", ".", "::", "@"}) || is_sign_of_operand(index - 1)) return false;
    if (is_one_of(next, {")", "]", ",", ".", "::", ";", ":"})) return false;
    if (is_one_of(last, {"{"}) && is_one_of(next, {"}"})) return false;
    if (is_one_of(next, {"(", "["})) return expects_operand(last) || starts_scope(index);
    return true;
  }

  // The bracket of `permit (…)`; a field or an annotation may have the same name.
  bool starts_scope(size_t index) const {
    return is_one_of(token(index - 1), {"permit", "forbid"}) &&
           (index < 2 || !is_one_of(token(index - 2), {".", "@"}));
  }

  // `-` and `!` that belong to what follows.
  bool is_sign_of_operand(size_t index) const {
    if (is(index, "!")) return true;
    return is(index, "-") && index > 0 && expects_operand(token(index - 1));
  }

  size_t policy(size_t at) {
    allow_empty_line();
    while (is(at, "@")) {
      const size_t end = is(at + 2, "(") ? match(at + 2) + 1 : at + 2;
      flat({at, end}, 0);
      new_line();
      at = end;
    }
    put(at, 0);
    bracket(at + 1, 0);
    at = match(at + 1) + 1;
    while (!is(at, ";")) {
      new_line();
      clause(at);
      at = match(at + 1) + 1;
    }
    put(at, 0);
    return at + 1;
  }

  // `when { … }` on one line where it fits with the `;`, else with its condition below it.
  void clause(size_t at) {
    const size_t close = match(at + 1);
    comments_before(at, 0);
    const size_t end = is(close + 1, ";") ? close + 2 : close + 1;
    if (fits({at, end}, 0)) return flat({at, close + 1}, 0);
    put(at, 0);
    put(at + 1, 0);
    new_line();
    expression({at + 2, close}, kIndent);
    // A comment may stand between the last token and the brace.
    comments_before(close, kIndent);
    new_line();
    put(close, 0);
  }

  void expression(Range range, size_t indent) {
    if (fits(range, indent)) return flat(range, indent);
    if (is(range.begin, "if")) return if_then_else(range, indent);
    for (const std::string_view sign : {"||", "&&"}) {
      const std::vector<size_t> at = splits(range, sign);
      if (at.empty()) continue;
      size_t begin = range.begin;
      for (const size_t split : at) {
        expression({begin, split}, indent);
        // Signs end a line, so that the operands stand below each other.
        put(split, indent);
        new_line();
        begin = split + 1;
      }
      return expression({begin, range.end}, indent);
    }
    operand(range, indent);
  }

  // The `then` and `else` that belong to the `if` that starts the range.
  std::pair<size_t, size_t> branches(Range range) const {
    size_t depth = 0;
    size_t then_at = range.begin;
    for (size_t i = range.begin; i < range.end; ++i) {
      if (opens(token(i))) {
        i = match(i);
      } else if (is(i, "if")) {
        ++depth;
      } else if (is(i, "then")) {
        if (depth == 1) then_at = i;
      } else if (is(i, "else") && depth-- == 1) {
        return {then_at, i};
      }
    }
    return {range.begin, range.begin};
  }

  void if_then_else(Range range, size_t indent) {
    const auto [then_at, else_at] = branches(range);
    put(range.begin, indent);
    expression({range.begin + 1, then_at}, indent + kIndent);
    new_line();
    put(then_at, indent);
    expression({then_at + 1, else_at}, indent + kIndent);
    new_line();
    put(else_at, indent);
    expression({else_at + 1, range.end}, indent + kIndent);
  }

  // Neither `||` nor `&&`: only brackets can be broken.
  void operand(Range range, size_t indent) {
    for (size_t i = range.begin; i < range.end; ++i) {
      if (!opens(token(i))) {
        put(i, indent);
        continue;
      }
      bracket(i, indent);
      i = match(i);
    }
  }

  // An element, an argument, a part of the scope, or a field `name: value`.
  void item(Range range, size_t indent) override {
    const bool field = range.end - range.begin > 2 && is(range.begin + 1, ":");
    if (!field) return expression(range, indent);
    put(range.begin, indent);
    put(range.begin + 1, indent);
    expression({range.begin + 2, range.end}, indent + kIndent);
  }
};

}  // namespace

Result<std::string> format_policies(std::string_view text, const FormatOptions& options,
                                    std::string_view file) {
  const auto parsed = parse_policies(text, {.file = std::string(file)});
  if (!parsed) return std::unexpected(parsed.error());
  const Lexed lexed = lex(text);
  return PolicyLayout(lexed, options).run();
}

}  // namespace sekisho::cedar
