#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cedar/expr.h"
#include "cedar/token_cursor.h"

namespace sekisho::cedar {

// Recursive descent over the expression grammar of the standard. Every function returns null
// after the cursor has recorded an error. Internal to this folder.
class ExprParser {
 public:
  explicit ExprParser(TokenCursor& cursor) : cursor_(cursor) {}

  ExprPtr expression();

  // `A::B`, checked for reserved words.
  std::optional<std::string> type_name();
  // `A::B::"id"`.
  std::optional<EntityUid> entity_uid();
  // The text that a string token means.
  std::optional<std::string> string_literal();

 private:
  ExprPtr if_then_else();
  ExprPtr disjunction();
  ExprPtr conjunction();
  ExprPtr relation();
  ExprPtr has(ExprPtr object, const Span& start);
  ExprPtr like(ExprPtr object, const Span& start);
  ExprPtr is(ExprPtr object, const Span& start);
  ExprPtr sum();
  ExprPtr product();
  ExprPtr unary();
  ExprPtr negative_literal();
  ExprPtr member();
  ExprPtr method(ExprPtr object, const Token& name, const Span& start);
  ExprPtr primary();
  ExprPtr number();
  ExprPtr named();
  ExprPtr function(const std::string& name, const Span& start);
  ExprPtr set();
  ExprPtr record();
  std::optional<std::string> field_name();
  std::optional<std::string> identifier(std::string_view expected);
  // Expressions up to `close`, which is taken; a comma may stand before it.
  bool expressions_until(std::string_view close, std::vector<ExprPtr>& out);
  // Makes a node from `start` to here, unless the tree would become too high.
  ExprPtr make(Expr::Node node, const Span& start);

  TokenCursor& cursor_;
  int nesting_ = 0;
};

}  // namespace sekisho::cedar
