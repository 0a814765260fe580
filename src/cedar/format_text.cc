#include "cedar/format_text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "cedar/lexer.h"
#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

constexpr size_t kIndent = 2;

bool is_one_of(const Token& token, std::initializer_list<std::string_view> texts) {
  return token.kind != TokenKind::kString && std::ranges::find(texts, token.text) != texts.end();
}

bool opens(const Token& token) {
  return is_one_of(token, {"(", "[", "{"});
}
bool closes(const Token& token) {
  return is_one_of(token, {")", "]", "}"});
}

// After these a `(`, `[`, `-` or `!` starts something new.
bool expects_operand(const Token& token) {
  return opens(token) ||
         is_one_of(token,
                   {",", ":", "&&", "||",  "==",   "!=", "<",  "<=",   ">",    ">=",   "+",     "-",
                    "*", "!", "in", "has", "like", "is", "if", "then", "else", "when", "unless"});
}

// Works on tokens: the text is known to parse, so that brackets match and every construct is
// where the grammar has it.
class Layout {
 public:
  Layout(const Lexed& lexed, const FormatOptions& options)
      : tokens_(lexed.tokens), comments_(lexed.comments), width_(options.width) {
    find_matches();
  }

  std::string run() {
    size_t at = 0;
    while (tokens_[at].kind != TokenKind::kEnd) {
      if (at != 0) blank_line_ = true;
      at = policy(at);
      new_line();
    }
    between_policies_ = true;
    comments_before(at, 0);
    return std::move(out_);
  }

 private:
  // Half-open range of tokens.
  struct Range {
    size_t begin;
    size_t end;
    bool empty() const { return begin == end; }
  };

  void find_matches() {
    match_.resize(tokens_.size());
    std::vector<size_t> open;
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (opens(tokens_[i])) open.push_back(i);
      if (!closes(tokens_[i]) || open.empty()) continue;
      match_[open.back()] = i;
      open.pop_back();
    }
  }

  // Output.

  bool at_line_start() const { return out_.empty() || out_.back() == '\n'; }

  void new_line() {
    if (!at_line_start()) out_ += '\n';
  }

  size_t column() const {
    const size_t line = out_.rfind('\n');
    return out_.size() - (line == std::string::npos ? 0 : line + 1);
  }

  // The comments that stand before a token and were not written yet, each as it was: behind
  // something, or on its own line.
  void comments_before(size_t token, size_t indent) {
    for (; next_comment_ < comments_.size(); ++next_comment_) {
      const Comment& comment = comments_[next_comment_];
      if (comment.next_token > token) return;
      if (comment.starts_line || out_.empty()) {
        new_line();
        separate(comment.span.line);
        out_ += std::string(indent, ' ');
      } else if (at_line_start()) {
        out_.back() = ' ';  // it stood behind what the line before ended with
      } else {
        out_ += ' ';
      }
      const size_t end = comment.text.find_last_not_of(" \t");
      out_ += comment.text.substr(0, end + 1);
      out_ += '\n';
      last_line_ = comment.span.line;
    }
  }

  // Between policies an empty line is kept where there was one.
  void separate(uint32_t line) {
    const bool was_empty = last_line_ != 0 && line > last_line_ + 1;
    if (between_policies_ && !out_.empty() && (blank_line_ || was_empty)) out_ += '\n';
    blank_line_ = false;
  }

  void put(size_t token, size_t indent) {
    comments_before(token, indent);
    if (at_line_start()) {
      separate(tokens_[token].span.line);
      out_ += std::string(indent, ' ');
    } else if (space_before(token)) {
      out_ += ' ';
    }
    between_policies_ = false;
    out_ += tokens_[token].text;
    last_line_ = tokens_[token].span.line;
  }

  bool space_before(size_t token) const {
    const Token& next = tokens_[token];
    const Token& last = tokens_[token - 1];
    if (is_one_of(last, {"(", "[", "{", ".", "::", "@"}) || is_sign_of_operand(token - 1)) {
      return false;
    }
    if (is_one_of(next, {")", "]", "}", ",", ".", "::", ";", ":"})) return false;
    if (is_one_of(next, {"(", "["})) return expects_operand(last);
    return true;
  }

  // `-` and `!` that belong to what follows.
  bool is_sign_of_operand(size_t token) const {
    if (is_one_of(tokens_[token], {"!"})) return true;
    return is_one_of(tokens_[token], {"-"}) && token > 0 && expects_operand(tokens_[token - 1]);
  }

  // Measures.

  // Width on one line, with the space before it.
  size_t flat_width(Range range) const {
    size_t width = 0;
    for (size_t i = range.begin; i < range.end; ++i) {
      width += tokens_[i].text.size() + (i > 0 && space_before(i) ? 1 : 0);
    }
    return width;
  }

  bool has_comment(Range range) const {
    const auto found = std::ranges::lower_bound(comments_, range.begin, {}, &Comment::next_token);
    return found != comments_.end() && found->next_token < range.end;
  }

  bool fits(Range range, size_t indent) const {
    const size_t start = at_line_start() ? indent : column();
    return !has_comment(range) && start + flat_width(range) <= width_;
  }

  // Constructs.

  size_t policy(size_t at) {
    between_policies_ = true;
    while (is_one_of(tokens_[at], {"@"})) {
      const size_t end = is_one_of(tokens_[at + 2], {"("}) ? match_[at + 2] + 1 : at + 2;
      flat({at, end}, 0);
      new_line();
      at = end;
    }
    put(at, 0);
    bracket(at + 1, 0);
    at = match_[at + 1] + 1;
    while (!is_one_of(tokens_[at], {";"})) {
      new_line();
      put(at, 0);
      put(at + 1, 0);
      clause({at + 2, match_[at + 1]});
      put(match_[at + 1], 0);
      at = match_[at + 1] + 1;
    }
    put(at, 0);
    return at + 1;
  }

  void clause(Range body) {
    new_line();
    expression(body, kIndent);
    // A comment may stand between the last token and the brace.
    comments_before(body.end, kIndent);
    new_line();
  }

  void flat(Range range, size_t indent) {
    for (size_t i = range.begin; i < range.end; ++i) put(i, indent);
  }

  // The places of `sign` in the range that are in no bracket and no `if`.
  std::vector<size_t> splits(Range range, std::string_view sign) const {
    std::vector<size_t> out;
    for (size_t i = range.begin; i < range.end; ++i) {
      if (opens(tokens_[i])) {
        i = match_[i];
      } else if (is_one_of(tokens_[i], {sign})) {
        out.push_back(i);
      }
    }
    return out;
  }

  void expression(Range range, size_t indent) {
    if (fits(range, indent)) return flat(range, indent);
    if (is_one_of(tokens_[range.begin], {"if"})) return if_then_else(range, indent);
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
      if (opens(tokens_[i])) {
        i = match_[i];
      } else if (is_one_of(tokens_[i], {"if"})) {
        ++depth;
      } else if (is_one_of(tokens_[i], {"then"})) {
        if (depth == 1) then_at = i;
      } else if (is_one_of(tokens_[i], {"else"}) && depth-- == 1) {
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
      if (!opens(tokens_[i])) {
        put(i, indent);
        continue;
      }
      bracket(i, indent);
      i = match_[i];
    }
  }

  // The bracket at `open` with what it holds: on this line, or one item a line.
  void bracket(size_t open, size_t indent) {
    const size_t close = match_[open];
    if (fits({open, close + 1}, indent)) return flat({open, close + 1}, indent);
    put(open, indent);
    if (open + 1 == close) return put(close, indent);
    new_line();
    size_t begin = open + 1;
    for (const size_t comma : splits({begin, close}, ",")) {
      item({begin, comma}, indent + kIndent);
      put(comma, indent + kIndent);
      new_line();
      begin = comma + 1;
    }
    if (begin != close) item({begin, close}, indent + kIndent);
    comments_before(close, indent + kIndent);
    new_line();
    put(close, indent);
  }

  // An element, an argument, a part of the scope, or a field `name: value`.
  void item(Range range, size_t indent) {
    const bool field = range.end - range.begin > 2 && is_one_of(tokens_[range.begin + 1], {":"});
    if (!field) return expression(range, indent);
    put(range.begin, indent);
    put(range.begin + 1, indent);
    expression({range.begin + 2, range.end}, indent + kIndent);
  }

  const std::vector<Token>& tokens_;
  const std::vector<Comment>& comments_;
  size_t width_;
  std::vector<size_t> match_;
  std::string out_;
  uint32_t last_line_ = 0;   // in the source, of what was written last
  bool blank_line_ = false;  // an empty line is due before what comes
  size_t next_comment_ = 0;  // the first that was not written yet
  bool between_policies_ = true;
};

}  // namespace

Result<std::string> format_policies(std::string_view text, const FormatOptions& options,
                                    std::string_view file) {
  const auto parsed = parse_policies(text, {.file = std::string(file)});
  if (!parsed) return std::unexpected(parsed.error());
  const Lexed lexed = lex(text);
  return Layout(lexed, options).run();
}

}  // namespace sekisho::cedar
