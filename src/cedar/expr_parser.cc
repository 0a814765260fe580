#include "cedar/expr_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <set>

#include "cedar/limits.h"
#include "cedar/unescape.h"
#include "text/nearest.h"

namespace sekisho::cedar {
namespace {

constexpr uint64_t kMaxLong = std::numeric_limits<int64_t>::max();

std::optional<BinaryOp> relation_sign(const Token& token) {
  static constexpr std::array kRelations = {
      BinaryOp::kEqual,   BinaryOp::kNotEqual,     BinaryOp::kLess, BinaryOp::kLessEqual,
      BinaryOp::kGreater, BinaryOp::kGreaterEqual, BinaryOp::kIn};
  for (const BinaryOp op : kRelations) {
    if (token.is(spelling_of(op))) return op;
  }
  return std::nullopt;
}

bool starts_relation(const Token& token) {
  return relation_sign(token) || token.is("has") || token.is("like") || token.is("is");
}

// The built-in methods that take one argument.
std::optional<BinaryOp> method_operator(std::string_view name) {
  for (const BinaryOp op : {BinaryOp::kContains, BinaryOp::kContainsAll, BinaryOp::kContainsAny,
                            BinaryOp::kGetTag, BinaryOp::kHasTag}) {
    if (spelling_of(op) == name) return op;
  }
  return std::nullopt;
}

std::string suggestion(std::string_view name, bool methods) {
  std::vector<std::string_view> known;
  if (methods) known = {"contains", "containsAll", "containsAny", "isEmpty", "getTag", "hasTag"};
  for (int i = 0; i < kFunctionCount; ++i) {
    const FunctionInfo& info = info_of(static_cast<Function>(i));
    if (info.is_method == methods) known.push_back(info.name);
  }
  return text::did_you_mean(name, known);
}

std::optional<uint64_t> unsigned_value(std::string_view digits) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} ? std::optional(value) : std::nullopt;
}

}  // namespace

ExprPtr ExprParser::make(Expr::Node node, const Span& start) {
  ExprPtr expr = make_expr(std::move(node), cursor_.span_from(start));
  if (expr->height <= kMaxExprHeight) return expr;
  cursor_.fail_at(
      start, fmt::format("the expression is more than {} operators high", kMaxExprHeight),
      "Split it over several clauses or policies, or use a set and `contains`.", ErrorCode::kLimit);
  return nullptr;
}

ExprPtr ExprParser::expression() {
  if (nesting_ == kMaxNesting) {
    cursor_.fail_at(cursor_.peek().span,
                    fmt::format("more than {} levels of brackets and conditions", kMaxNesting),
                    "Split the expression over several clauses.", ErrorCode::kLimit);
    return nullptr;
  }
  ++nesting_;
  ExprPtr out = cursor_.next_is("if") ? if_then_else() : disjunction();
  --nesting_;
  return out;
}

ExprPtr ExprParser::if_then_else() {
  const Span start = cursor_.take().span;
  ExprPtr test = expression();
  if (!test || !cursor_.expect("then", "after the condition of `if`")) return nullptr;
  ExprPtr then_branch = expression();
  if (!then_branch || !cursor_.expect("else", "after the `then` branch")) return nullptr;
  ExprPtr else_branch = expression();
  if (!else_branch) return nullptr;
  return make(node::If{std::move(test), std::move(then_branch), std::move(else_branch)}, start);
}

ExprPtr ExprParser::disjunction() {
  const Span start = cursor_.peek().span;
  ExprPtr left = conjunction();
  while (left && cursor_.accept("||")) {
    ExprPtr right = conjunction();
    if (!right) return nullptr;
    left = make(node::Binary{BinaryOp::kOr, std::move(left), std::move(right)}, start);
  }
  return left;
}

ExprPtr ExprParser::conjunction() {
  const Span start = cursor_.peek().span;
  ExprPtr left = relation();
  while (left && cursor_.accept("&&")) {
    ExprPtr right = relation();
    if (!right) return nullptr;
    left = make(node::Binary{BinaryOp::kAnd, std::move(left), std::move(right)}, start);
  }
  return left;
}

ExprPtr ExprParser::relation() {
  const Span start = cursor_.peek().span;
  ExprPtr out = sum();
  if (!out) return nullptr;
  if (cursor_.next_is("=")) {
    cursor_.fail_at(cursor_.peek().span, "`=` is not an operator", "Compare with `==`.");
    return nullptr;
  }
  if (!starts_relation(cursor_.peek())) return out;

  const Token sign = cursor_.take();
  if (const auto op = relation_sign(sign)) {
    ExprPtr right = sum();
    if (!right) return nullptr;
    out = make(node::Binary{*op, std::move(out), std::move(right)}, start);
  } else if (sign.is("has")) {
    out = has(std::move(out), start);
  } else if (sign.is("like")) {
    out = like(std::move(out), start);
  } else {
    out = is(std::move(out), start);
  }
  if (out && starts_relation(cursor_.peek())) {
    cursor_.fail_at(
        cursor_.peek().span,
        fmt::format("a second comparison, {}, follows without parentheses", shown(cursor_.peek())),
        "Say what belongs together: `(a == b) == c`, or `a < b && b < c`.");
    return nullptr;
  }
  return out;
}

ExprPtr ExprParser::has(ExprPtr object, const Span& start) {
  std::vector<std::string> path;
  if (cursor_.peek().kind == TokenKind::kString) {
    auto name = string_literal();
    if (!name) return nullptr;
    path.push_back(std::move(*name));
  } else {
    do {
      auto name = identifier("the name of an attribute after `has`");
      if (!name) return nullptr;
      path.push_back(std::move(*name));
    } while (cursor_.accept("."));
  }
  return make(node::HasAttribute{std::move(object), std::move(path)}, start);
}

ExprPtr ExprParser::like(ExprPtr object, const Span& start) {
  const Token token = cursor_.peek();
  if (token.kind != TokenKind::kString) {
    cursor_.unexpected_token("a pattern in double quotes after `like`",
                             "A pattern is literal text; `*` stands for any characters.");
    return nullptr;
  }
  cursor_.take();
  auto pattern = unescape_pattern(token.text);
  if (!pattern) {
    cursor_.fail_at(token.span, fmt::format("`{}` is not an escape", pattern.error().text),
                    "Write `\\*` for a star and `\\\\` for a backslash.");
    return nullptr;
  }
  return make(node::Like{std::move(object), std::move(*pattern)}, start);
}

ExprPtr ExprParser::is(ExprPtr object, const Span& start) {
  auto type = type_name();
  if (!type) return nullptr;
  ExprPtr group;
  if (cursor_.accept("in")) {
    group = sum();
    if (!group) return nullptr;
  }
  return make(node::Is{std::move(object), std::move(*type), std::move(group)}, start);
}

ExprPtr ExprParser::sum() {
  const Span start = cursor_.peek().span;
  ExprPtr left = product();
  while (left && (cursor_.next_is("+") || cursor_.next_is("-"))) {
    const BinaryOp op = cursor_.take().is("+") ? BinaryOp::kAdd : BinaryOp::kSubtract;
    ExprPtr right = product();
    if (!right) return nullptr;
    left = make(node::Binary{op, std::move(left), std::move(right)}, start);
  }
  return left;
}

ExprPtr ExprParser::product() {
  const Span start = cursor_.peek().span;
  ExprPtr left = unary();
  while (left && cursor_.accept("*")) {
    ExprPtr right = unary();
    if (!right) return nullptr;
    left = make(node::Binary{BinaryOp::kMultiply, std::move(left), std::move(right)}, start);
  }
  if (left && (cursor_.next_is("/") || cursor_.next_is("%"))) {
    cursor_.fail_at(cursor_.peek().span,
                    fmt::format("the language has no {}", shown(cursor_.peek())),
                    "Multiply the other side of the comparison instead.");
    return nullptr;
  }
  return left;
}

ExprPtr ExprParser::unary() {
  const Token first = cursor_.peek();
  if (!first.is("!") && !first.is("-")) return member();
  std::vector<Span> signs;
  while (cursor_.next_is(first.text)) signs.push_back(cursor_.take().span);
  if (signs.size() > kMaxUnaryChain) {
    cursor_.fail_at(first.span, fmt::format("more than {} times `{}`", kMaxUnaryChain, first.text),
                    "Two of them cancel each other.", ErrorCode::kLimit);
    return nullptr;
  }
  const bool minus = first.is("-");
  ExprPtr operand;
  // `-5` is a literal, which lets the smallest Long be written; `-5.x` and `-(5)` are not.
  const Token& after = cursor_.peek(1);
  if (minus && cursor_.peek().kind == TokenKind::kNumber && !after.is(".") && !after.is("[") &&
      !after.is("(")) {
    operand = negative_literal();
    signs.pop_back();
  } else {
    operand = member();
  }
  while (operand && !signs.empty()) {
    operand = make(node::Unary{minus ? UnaryOp::kNegate : UnaryOp::kNot, std::move(operand)},
                   signs.back());
    signs.pop_back();
  }
  return operand;
}

ExprPtr ExprParser::negative_literal() {
  const Token token = cursor_.take();
  const auto magnitude = unsigned_value(token.text);
  if (!magnitude || *magnitude > kMaxLong + 1) {
    cursor_.fail_at(token.span, fmt::format("-{} is too small for a Long", token.text),
                    "The smallest is -9223372036854775808.");
    return nullptr;
  }
  return make(node::Literal{Value::integer(static_cast<int64_t>(0 - *magnitude))}, token.span);
}

ExprPtr ExprParser::member() {
  const Span start = cursor_.peek().span;
  ExprPtr out = primary();
  while (out) {
    if (cursor_.accept(".")) {
      const Token name = cursor_.peek();
      if (!identifier("the name of an attribute or a method after `.`")) return nullptr;
      out = cursor_.next_is("(")
                ? method(std::move(out), name, start)
                : make(node::GetAttribute{std::move(out), std::string(name.text)}, start);
    } else if (cursor_.accept("[")) {
      if (cursor_.peek().kind != TokenKind::kString) {
        cursor_.unexpected_token("the name of an attribute in double quotes",
                                 "Only a literal name may stand in `[…]`.");
        return nullptr;
      }
      auto name = string_literal();
      if (!name || !cursor_.expect("]", "after the name of the attribute")) return nullptr;
      out = make(node::GetAttribute{std::move(out), std::move(*name)}, start);
    } else if (cursor_.next_is("(")) {
      cursor_.fail_at(cursor_.peek().span, "only functions and methods can be called",
                      "Join two conditions with `&&` or `||`.");
      return nullptr;
    } else {
      break;
    }
  }
  return out;
}

ExprPtr ExprParser::method(ExprPtr object, const Token& name, const Span& start) {
  cursor_.take();
  std::vector<ExprPtr> arguments;
  if (!expressions_until(")", arguments)) return nullptr;
  const auto wrong_count = [&](size_t expected) -> ExprPtr {
    cursor_.fail_at(name.span,
                    fmt::format("`{}` takes {} {}, not {}", name.text, expected,
                                expected == 1 ? "argument" : "arguments", arguments.size()));
    return nullptr;
  };
  if (name.text == spelling_of(UnaryOp::kIsEmpty)) {
    if (!arguments.empty()) return wrong_count(0);
    return make(node::Unary{UnaryOp::kIsEmpty, std::move(object)}, start);
  }
  if (const auto op = method_operator(name.text)) {
    if (arguments.size() != 1) return wrong_count(1);
    return make(node::Binary{*op, std::move(object), std::move(arguments.front())}, start);
  }
  const auto function = function_named(name.text);
  if (!function || !info_of(*function).is_method) {
    cursor_.fail_at(name.span, fmt::format("`{}` is not a method", name.text),
                    function ? fmt::format("Call it as a function: `{}(…)`.", name.text)
                             : suggestion(name.text, true));
    return nullptr;
  }
  arguments.insert(arguments.begin(), std::move(object));
  return make(node::Call{*function, std::move(arguments)}, start);
}

ExprPtr ExprParser::primary() {
  const Token token = cursor_.peek();
  switch (token.kind) {
    case TokenKind::kNumber:
      return number();
    case TokenKind::kString: {
      auto text = string_literal();
      return text ? make(node::Literal{Value::string(std::move(*text))}, token.span) : nullptr;
    }
    case TokenKind::kSlot:
      cursor_.fail_at(token.span, fmt::format("the slot {} stands in a condition", shown(token)),
                      "A slot may stand in the scope only: `principal == ?principal`.");
      return nullptr;
    case TokenKind::kIdentifier:
      return named();
    default:
      break;
  }
  if (token.is("[")) return set();
  if (token.is("{")) return record();
  if (!token.is("(")) {
    cursor_.unexpected_token("an expression");
    return nullptr;
  }
  cursor_.take();
  ExprPtr inner = expression();
  return inner && cursor_.expect(")", "to close the parenthesis") ? inner : nullptr;
}

ExprPtr ExprParser::number() {
  const Token token = cursor_.take();
  const auto value = unsigned_value(token.text);
  if (!value || *value > kMaxLong) {
    cursor_.fail_at(token.span, fmt::format("{} is too large for a Long", shown(token)),
                    "The largest is 9223372036854775807.");
    return nullptr;
  }
  return make(node::Literal{Value::integer(static_cast<int64_t>(*value))}, token.span);
}

ExprPtr ExprParser::named() {
  const Token token = cursor_.peek();
  if (token.is("true") || token.is("false")) {
    cursor_.take();
    return make(node::Literal{Value::boolean(token.is("true"))}, token.span);
  }
  auto name = type_name();
  if (!name) return nullptr;
  if (cursor_.accept("::")) {
    if (cursor_.next_is("{")) {
      cursor_.fail_at(token.span, "an entity is not written with braces", "Write `Type::\"id\"`.");
      return nullptr;
    }
    auto id = string_literal();
    if (!id) return nullptr;
    return make(node::Literal{Value::entity({std::move(*name), std::move(*id)})}, token.span);
  }
  for (const Variable variable :
       {Variable::kPrincipal, Variable::kAction, Variable::kResource, Variable::kContext}) {
    if (*name == name_of(variable)) return make(node::Var{variable}, token.span);
  }
  if (cursor_.next_is("(")) return function(*name, token.span);
  std::string help = text::did_you_mean(
      *name, std::array<std::string_view, 4>{"principal", "action", "resource", "context"});
  if (help.empty()) {
    help =
        "The variables are principal, action, resource and context; text stands in double quotes.";
  }
  cursor_.fail_at(token.span, fmt::format("`{}` is not a variable", *name), std::move(help));
  return nullptr;
}

ExprPtr ExprParser::function(const std::string& name, const Span& start) {
  cursor_.take();
  std::vector<ExprPtr> arguments;
  if (!expressions_until(")", arguments)) return nullptr;
  const auto function = function_named(name);
  const bool is_method = (function && info_of(*function).is_method) || method_operator(name) ||
                         name == spelling_of(UnaryOp::kIsEmpty);
  if (is_method) {
    cursor_.fail_at(start, fmt::format("`{}` is a method, not a function", name),
                    fmt::format("Write `value.{}(…)`.", name));
    return nullptr;
  }
  if (!function) {
    cursor_.fail_at(start, fmt::format("`{}` is not a function", name), suggestion(name, false));
    return nullptr;
  }
  return make(node::Call{*function, std::move(arguments)}, start);
}

ExprPtr ExprParser::set() {
  const Span start = cursor_.take().span;
  std::vector<ExprPtr> elements;
  if (!expressions_until("]", elements)) return nullptr;
  return make(node::Set{std::move(elements)}, start);
}

ExprPtr ExprParser::record() {
  const Span start = cursor_.take().span;
  std::vector<std::pair<std::string, ExprPtr>> fields;
  std::set<std::string> names;
  while (!cursor_.next_is("}")) {
    const Token key = cursor_.peek();
    auto name = field_name();
    if (!name || !cursor_.expect(":", "after the name of a field")) return nullptr;
    if (!names.insert(*name).second) {
      cursor_.fail_at(key.span, fmt::format("the field {} is given twice", shown(key)));
      return nullptr;
    }
    ExprPtr value = expression();
    if (!value) return nullptr;
    fields.emplace_back(std::move(*name), std::move(value));
    if (!cursor_.accept(",") && !cursor_.next_is("}")) {
      cursor_.unexpected_token("`,` or `}` in a record");
      return nullptr;
    }
  }
  cursor_.take();
  return make(node::Record{std::move(fields)}, start);
}

bool ExprParser::expressions_until(std::string_view close, std::vector<ExprPtr>& out) {
  while (!cursor_.next_is(close)) {
    ExprPtr element = expression();
    if (!element) return false;
    out.push_back(std::move(element));
    if (!cursor_.accept(",") && !cursor_.next_is(close)) {
      return cursor_.unexpected_token(fmt::format("`,` or `{}`", close));
    }
  }
  cursor_.take();
  return true;
}

std::optional<std::string> ExprParser::field_name() {
  if (cursor_.peek().kind == TokenKind::kString) return string_literal();
  return identifier("the name of a field");
}

std::optional<std::string> ExprParser::identifier(std::string_view expected) {
  const Token& token = cursor_.peek();
  if (token.kind != TokenKind::kIdentifier) {
    cursor_.unexpected_token(expected);
    return std::nullopt;
  }
  if (is_reserved_word(token.text)) {
    cursor_.fail_at(token.span, fmt::format("{} is a reserved word", shown(token)),
                    fmt::format("Where it names an attribute, write `[\"{0}\"]` or `has \"{0}\"`.",
                                token.text));
    return std::nullopt;
  }
  return std::string(cursor_.take().text);
}

std::optional<std::string> ExprParser::type_name() {
  auto name = identifier("a name");
  // The `::` before a string belongs to an entity, not to its type.
  while (name && cursor_.next_is("::") && cursor_.peek(1).kind == TokenKind::kIdentifier) {
    cursor_.take();
    const auto part = identifier("a name after `::`");
    if (!part) return std::nullopt;
    *name += "::" + *part;
  }
  return name;
}

std::optional<EntityUid> ExprParser::entity_uid() {
  auto type = type_name();
  if (!type || !cursor_.expect("::", "and the id of the entity")) return std::nullopt;
  auto id = string_literal();
  if (!id) return std::nullopt;
  return EntityUid{std::move(*type), std::move(*id)};
}

std::optional<std::string> ExprParser::string_literal() {
  const Token token = cursor_.peek();
  if (token.kind != TokenKind::kString) {
    cursor_.unexpected_token("text in double quotes");
    return std::nullopt;
  }
  cursor_.take();
  auto text = unescape(token.text);
  if (text) return std::move(*text);
  cursor_.fail_at(token.span, fmt::format("`{}` is not an escape", text.error().text),
                  "The escapes are \\n \\r \\t \\0 \\\\ \\\" \\' \\x41 and \\u{3042}.");
  return std::nullopt;
}

}  // namespace sekisho::cedar
