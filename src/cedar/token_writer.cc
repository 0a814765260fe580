#include "cedar/token_writer.h"

#include <algorithm>

namespace sekisho::cedar {

bool is_one_of(const Token& token, std::initializer_list<std::string_view> texts) {
  return token.kind != TokenKind::kString && std::ranges::find(texts, token.text) != texts.end();
}

bool opens(const Token& token) {
  return is_one_of(token, {"(", "[", "{"});
}

bool closes(const Token& token) {
  return is_one_of(token, {")", "]", "}"});
}

TokenWriter::TokenWriter(const Lexed& lexed, size_t width)
    : tokens_(lexed.tokens), comments_(lexed.comments), width_(width) {
  find_matches();
}

void TokenWriter::find_matches() {
  match_.resize(tokens_.size());
  std::vector<size_t> open;
  for (size_t i = 0; i < tokens_.size(); ++i) {
    if (opens(tokens_[i])) open.push_back(i);
    if (!closes(tokens_[i]) || open.empty()) continue;
    match_[open.back()] = i;
    open.pop_back();
  }
}

void TokenWriter::new_line() {
  if (!at_line_start()) out_ += '\n';
}

size_t TokenWriter::column() const {
  const size_t line = out_.rfind('\n');
  return out_.size() - (line == std::string::npos ? 0 : line + 1);
}

void TokenWriter::comments_before(size_t token, size_t indent) {
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
    const size_t end = comment.text.find_last_not_of(" \t\r");
    out_ += comment.text.substr(0, end + 1);
    out_ += '\n';
    last_line_ = comment.span.line;
  }
}

void TokenWriter::separate(uint32_t line) {
  const bool was_empty = last_line_ != 0 && line > last_line_ + 1;
  if (empty_line_allowed_ && !out_.empty() && (empty_line_wanted_ || was_empty)) out_ += '\n';
  empty_line_wanted_ = false;
}

void TokenWriter::put(size_t token, size_t indent) {
  comments_before(token, indent);
  if (at_line_start()) {
    separate(tokens_[token].span.line);
    out_ += std::string(indent, ' ');
  } else if (space_before(token)) {
    out_ += ' ';
  }
  empty_line_allowed_ = false;
  out_ += tokens_[token].text;
  last_line_ = tokens_[token].span.line;
}

void TokenWriter::flat(Range range, size_t indent) {
  for (size_t i = range.begin; i < range.end; ++i) {
    // On one line nothing is gained by a comma before the end.
    const bool last = i + 1 < range.end && is(i, ",") && closes(tokens_[i + 1]);
    if (!last || has_comment({i, i + 2})) put(i, indent);
  }
}

void TokenWriter::bracket(size_t open, size_t indent) {
  const size_t close = match_[open];
  if (fits({open, close + 1}, indent)) return flat({open, close + 1}, indent);
  broken_bracket(open, indent);
}

void TokenWriter::broken_bracket(size_t open, size_t indent) {
  const size_t close = match_[open];
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

size_t TokenWriter::flat_width(Range range) const {
  size_t width = 0;
  for (size_t i = range.begin; i < range.end; ++i) {
    width += tokens_[i].text.size() + (i > 0 && space_before(i) ? 1 : 0);
  }
  return width;
}

bool TokenWriter::has_comment(Range range) const {
  const auto unwritten = comments_.begin() + static_cast<std::ptrdiff_t>(next_comment_);
  const auto found =
      std::ranges::lower_bound(unwritten, comments_.end(), range.begin, {}, &Comment::next_token);
  return found != comments_.end() && found->next_token < range.end;
}

bool TokenWriter::fits(Range range, size_t indent) const {
  const size_t start = at_line_start() ? indent : column();
  return !has_comment(range) && start + flat_width(range) <= width_;
}

std::vector<size_t> TokenWriter::splits(Range range, std::string_view sign) const {
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

}  // namespace sekisho::cedar
