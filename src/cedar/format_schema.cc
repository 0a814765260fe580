#include <algorithm>
#include <vector>

#include "cedar/format_text.h"
#include "cedar/lexer.h"
#include "cedar/schema_text.h"
#include "cedar/token_writer.h"

namespace sekisho::cedar {
namespace {

class SchemaLayout final : public TokenWriter {
 public:
  SchemaLayout(const Lexed& lexed, const FormatOptions& options)
      : TokenWriter(lexed, options.width) {}

  std::string run() {
    const size_t at = declarations(0, 0);
    allow_empty_line();
    comments_before(at, 0);
    return take();
  }

 private:
  bool space_before(size_t index) const override {
    const Token& next = token(index);
    const Token& last = token(index - 1);
    if (is_one_of(last, {"(", "[", "<", "::", "@"})) return false;
    if (is_one_of(next, {")", "]", ",", "::", ";", ":", "?", "<", ">", "("})) return false;
    if (is_one_of(next, {"["})) return !is_one_of(last, {"<"});
    return !(is_one_of(last, {"{"}) && is_one_of(next, {"}"}));
  }

  // Declarations up to a `}` or the end, whose place it returns.
  size_t declarations(size_t at, size_t indent) {
    while (token(at).kind != TokenKind::kEnd && !is(at, "}")) {
      allow_empty_line();
      at = annotations(at, indent);
      at = is(at, "namespace") ? name_space(at, indent) : declaration(at, indent);
      new_line();
    }
    return at;
  }

  size_t annotations(size_t at, size_t indent) {
    while (is(at, "@")) {
      const size_t end = is(at + 2, "(") ? match(at + 2) + 1 : at + 2;
      flat({at, end}, indent);
      new_line();
      at = end;
    }
    return at;
  }

  size_t name_space(size_t at, size_t indent) {
    while (!is(at, "{")) put(at++, indent);
    put(at, indent);
    new_line();
    const size_t close = declarations(at + 1, indent + kIndent);
    comments_before(close, indent + kIndent);
    put(close, indent);
    return close + 1;
  }

  size_t declaration(size_t at, size_t indent) {
    size_t end = at;
    while (!is(end, ";")) end = opens(token(end)) ? match(end) + 1 : end + 1;
    const std::vector<size_t> applies = splits({at, end}, "appliesTo");
    comments_before(at, indent);
    if (!is(at, "action") || applies.empty() || fits({at, end + 1}, indent)) {
      parts({at, end}, indent, !is(at, "action"));
    } else {
      names({at, applies.front()}, indent);
      new_line();
      parts({applies.front(), end}, indent + kIndent, false);
    }
    put(end, indent);
    return end + 1;
  }

  // `"a", "b" in ["c"]`, as many on a line as there is room for.
  void names(Range range, size_t indent) {
    for (size_t i = range.begin; i < range.end; ++i) {
      if (opens(token(i))) {
        bracket(i, indent);
        i = match(i);
        continue;
      }
      const bool name = i > range.begin && is(i - 1, ",");
      const size_t end = is(i, "in") ? range.end : std::min(i + 2, range.end);
      if ((name || is(i, "in")) && !fits({i, end}, indent)) new_line();
      put(i, i == range.begin ? indent : indent + kIndent);
    }
  }

  // Words and brackets; the record of an entity or a type stands with one attribute a line.
  void parts(Range range, size_t indent, bool break_record) {
    for (size_t i = range.begin; i < range.end; ++i) {
      if (!opens(token(i))) {
        put(i, indent);
        continue;
      }
      if (break_record && is(i, "{") && match(i) > i + 1) {
        broken_bracket(i, indent);
      } else {
        bracket(i, indent);
      }
      i = match(i);
    }
  }

  // An attribute with its annotations, or a name in a list.
  void item(Range range, size_t indent) override {
    if (!is(range.begin - 1, "{") && !is(range.begin - 1, "[")) allow_empty_line();
    parts({annotations(range.begin, indent), range.end}, indent, false);
  }
};

// Where a comment stands behind something on its line; npos where there is none. A string may go on
// from line to line: `in_text` says that one does.
size_t trailing_comment(std::string_view line, bool& in_text) {
  bool anything = in_text;
  for (size_t i = 0; i < line.size(); ++i) {
    if (in_text && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      in_text = !in_text;
    } else if (!in_text && line.substr(i, 2) == "//") {
      return anything ? i : std::string_view::npos;
    }
    anything = anything || line[i] != ' ';
  }
  return std::string_view::npos;
}

// Gives the comments behind consecutive lines one column, two spaces behind the longest of them.
std::string with_aligned_comments(std::string_view text) {
  struct Line {
    std::string_view code, comment;
  };
  std::vector<Line> lines;
  bool in_text = false;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const size_t at = trailing_comment(line, in_text);
    if (at == std::string_view::npos) {
      lines.push_back({line, {}});
    } else {
      lines.push_back({line.substr(0, line.find_last_not_of(' ', at - 1) + 1), line.substr(at)});
    }
    text.remove_prefix(end + 1);
  }
  std::string out;
  for (size_t i = 0; i < lines.size();) {
    size_t end = i;
    size_t widest = 0;
    for (; end < lines.size() && !lines[end].comment.empty(); ++end)
      widest = std::max(widest, lines[end].code.size());
    for (; i < end; ++i) {
      out += lines[i].code;
      out += std::string(widest - lines[i].code.size() + 2, ' ');
      out += lines[i].comment;
      out += '\n';
    }
    if (i == lines.size()) break;
    out += lines[i++].code;
    out += '\n';
  }
  return out;
}

}  // namespace

Result<std::string> format_schema(std::string_view text, const FormatOptions& options,
                                  std::string_view file) {
  const auto parsed = parse_schema_text(text, file);
  if (!parsed) return std::unexpected(parsed.error());
  const Lexed lexed = lex(text);
  return with_aligned_comments(SchemaLayout(lexed, options).run());
}

}  // namespace sekisho::cedar
