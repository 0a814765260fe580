#include "cedar/annotation_parser.h"

#include <fmt/format.h>

#include <utility>

#include "cedar/expr_parser.h"

namespace sekisho::cedar {

bool read_annotations(TokenCursor& cursor, Annotations& out,
                      std::set<std::string, std::less<>>* bare) {
  ExprParser literals(cursor);
  while (cursor.accept("@")) {
    const Token name = cursor.peek();
    if (name.kind != TokenKind::kIdentifier) {
      return cursor.unexpected_token("the name of an annotation after `@`");
    }
    cursor.take();
    std::string value;
    if (cursor.accept("(")) {
      auto text = literals.string_literal();
      if (!text || !cursor.expect(")", "after the annotation's value")) return false;
      value = std::move(*text);
    } else if (bare != nullptr) {
      bare->emplace(name.text);
    }
    if (!out.emplace(std::string(name.text), std::move(value)).second) {
      return cursor.fail_at(name.span,
                            fmt::format("the annotation `@{}` is given twice", name.text),
                            "Keep one of them.");
    }
  }
  return true;
}

}  // namespace sekisho::cedar
