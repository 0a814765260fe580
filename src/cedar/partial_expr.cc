#include "cedar/partial_expr.h"

#include <algorithm>

#include "cedar/evaluator.h"

namespace sekisho::cedar {
namespace {

// Parts of a value, counted no further than `limit`.
size_t parts_of(const Value& value, size_t limit) {
  size_t parts = 1;
  const auto add = [&](const Value& part) {
    if (parts <= limit) parts += parts_of(part, limit - parts + 1);
  };
  if (value.is_set()) std::ranges::for_each(value.elements(), add);
  if (value.is_record()) {
    for (const auto& [name, field] : value.fields()) add(field);
  }
  return parts;
}

}  // namespace

ExprPtr PartialEvaluator::as_expr(const Partial& partial) const {
  if (!partial.value) return partial.expr;
  const size_t limit = std::max<size_t>(options_.inline_parts, 1);
  if (parts_of(*partial.value, limit) > limit) return partial.expr;
  return expr_of(*partial.value, partial.expr->span);
}

Partial PartialEvaluator::known(Value value, ExprPtr expr) const {
  const bool is_boolean = value.is_bool();
  const bool truth = is_boolean && value.as_bool();
  return {.value = std::move(value),
          .expr = std::move(expr),
          .never_true = !truth,
          .never_false = !is_boolean || truth};
}

Partial PartialEvaluator::failing(Expr::Node node, const ExprPtr& expr) {
  return {.expr = make_expr(std::move(node), expr->span),
          .may_err = true,
          .errs = true,
          .never_true = true,
          .never_false = true};
}

// `on_values` has literals for operands, and needs neither the request nor entities.
Partial PartialEvaluator::evaluated(Expr::Node on_values, Expr::Node residual,
                                    const ExprPtr& expr) const {
  static const Request no_request{};
  Result<Value> value = evaluate(*make_expr(std::move(on_values)), no_request, *entities_.known);
  if (!value) return failing(std::move(residual), expr);
  return known(std::move(*value), expr);
}

Partial PartialEvaluator::rebuilt(const ExprPtr& expr, Expr::Node node,
                                  std::initializer_list<const Partial*> parts, bool total,
                                  SchemaTypePtr type) {
  bool may_err = !total;
  for (const Partial* part : parts) {
    if (part->errs) return failing(std::move(node), expr);
    may_err = may_err || part->may_err;
  }
  return left_open(make_expr(std::move(node), expr->span), may_err, std::move(type));
}

Partial PartialEvaluator::fold(const ExprPtr& expr, bool as_condition) {
  return std::visit([&](const auto& node) { return visit(expr, node, as_condition); }, expr->node);
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Literal& node, bool) {
  if (node.value.is_entity() && is_stand_in(node.value.as_entity())) {
    return left_open(expr, false, entity_type_named(node.value.as_entity().type));
  }
  return known(node.value, expr);
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::If& node, bool as_condition) {
  Partial test = fold(node.test, true);
  if (test.errs || (test.value && !test.value->is_bool())) {
    return failing(node::If{as_expr(test), node.then_branch, node.else_branch}, expr);
  }
  if (is_true(test)) return fold(node.then_branch, as_condition);
  if (is_false(test)) return fold(node.else_branch, as_condition);
  const size_t before = present_.size();
  assume(test.expr);
  Partial then_branch = fold(node.then_branch, as_condition);
  present_.resize(before);
  const Partial else_branch = fold(node.else_branch, as_condition);
  const bool safe = !test.may_err && is_bool(test);
  if (safe && then_branch.value && then_branch.value == else_branch.value) return then_branch;
  if (is_bool(test) || as_condition) {
    if (is_true(then_branch) && is_false(else_branch)) return test;
    if (is_false(then_branch) && is_true(else_branch)) {
      return negation(expr, std::move(test), as_condition);
    }
  }
  const SchemaTypePtr type =
      is_bool(then_branch) && is_bool(else_branch) ? kind_type(ValueKind::kBool) : nullptr;
  const bool errs = then_branch.errs && else_branch.errs;
  return {.expr = make_expr(node::If{as_expr(test), as_expr(then_branch), as_expr(else_branch)},
                            expr->span),
          .may_err = !safe || then_branch.may_err || else_branch.may_err,
          .errs = errs,
          .never_true = then_branch.never_true && else_branch.never_true,
          .never_false = then_branch.never_false && else_branch.never_false,
          .type = type};
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Unary& node, bool as_condition) {
  Partial operand = fold(node.operand, node.op == UnaryOp::kNot);
  if (node.op == UnaryOp::kNot) return negation(expr, std::move(operand), as_condition);
  node::Unary residual{node.op, as_expr(operand)};
  if (operand.value) {
    return evaluated(node::Unary{node.op, literal_of(*operand.value)}, std::move(residual), expr);
  }
  if (node.op == UnaryOp::kNegate) {
    return rebuilt(expr, std::move(residual), {&operand}, false, kind_type(ValueKind::kLong));
  }
  return rebuilt(expr, std::move(residual), {&operand}, is_kind(operand, ValueKind::kSet),
                 kind_type(ValueKind::kBool));
}

Partial PartialEvaluator::negation(const ExprPtr& expr, Partial operand, bool as_condition) {
  if (operand.value) {
    return evaluated(node::Unary{UnaryOp::kNot, literal_of(*operand.value)},
                     node::Unary{UnaryOp::kNot, as_expr(operand)}, expr);
  }
  const auto* inner = std::get_if<node::Unary>(&operand.expr->node);
  Partial out = rebuilt(expr, node::Unary{UnaryOp::kNot, operand.expr}, {&operand},
                        is_bool(operand), kind_type(ValueKind::kBool));
  if (inner != nullptr && inner->op == UnaryOp::kNot && !out.errs && as_condition) {
    out.expr = inner->operand;
    out.type = nullptr;
  }
  out.never_true = operand.never_false;
  out.never_false = operand.never_true;
  return out;
}

// `decisive` is what decides the operator without the right side: false of `&&`, true of `||`.
Partial PartialEvaluator::junction(const ExprPtr& expr, const node::Binary& node,
                                   bool as_condition) {
  const bool decisive = node.op == BinaryOp::kOr;
  Partial left = fold(node.left, true);
  if (left.errs || (left.value && !left.value->is_bool())) {
    return failing(node::Binary{node.op, as_expr(left), node.right}, expr);
  }
  if (left.value && left.value->as_bool() == decisive) return known(*left.value, expr);
  const size_t before = present_.size();
  if (!decisive && !left.value) assume(left.expr);
  Partial right = fold(node.right, true);
  present_.resize(before);
  const bool right_fails = right.errs || (right.value && !right.value->is_bool());
  node::Binary both{node.op, as_expr(left), as_expr(right)};
  if (left.value) {
    if (right_fails) return failing(std::move(both), expr);
    if (right.value || is_bool(right) || as_condition) return right;
    both.left = literal_of(*left.value);
  }
  const bool left_safe = left.value || (!left.may_err && is_bool(left));
  const bool right_safe = right.value || (!right.may_err && is_bool(right));
  if (right.value && !right_fails) {
    if (right.value->as_bool() == decisive && left_safe) return known(*right.value, expr);
    if (right.value->as_bool() != decisive && (is_bool(left) || as_condition)) return left;
  }
  if (!left.value && !right.value && same_expr(*left.expr, *right.expr) &&
      (is_bool(left) || as_condition)) {
    return left;
  }
  Partial out = left_open(make_expr(std::move(both), expr->span),
                          !left_safe || right_fails || !right_safe, kind_type(ValueKind::kBool));
  const bool right_never_true = right.never_true || right_fails;
  const bool right_never_false = right.never_false || right_fails;
  out.never_true =
      decisive ? left.never_true && right_never_true : left.never_true || right_never_true;
  out.never_false =
      decisive ? left.never_false || right_never_false : left.never_false && right_never_false;
  return out;
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Binary& node, bool as_condition) {
  if (node.op == BinaryOp::kAnd || node.op == BinaryOp::kOr) {
    return junction(expr, node, as_condition);
  }
  Partial left = fold(node.left, false);
  Partial right = fold(node.right, false);
  node::Binary residual{node.op, as_expr(left), as_expr(right)};
  if (left.errs || right.errs) return failing(std::move(residual), expr);
  if (node.op == BinaryOp::kIn) return membership(expr, std::move(left), std::move(right));
  if (node.op == BinaryOp::kGetTag || node.op == BinaryOp::kHasTag) {
    return tag(expr, node.op, left, right);
  }
  if (left.value && right.value) {
    return evaluated(node::Binary{node.op, literal_of(*left.value), literal_of(*right.value)},
                     std::move(residual), expr);
  }
  const SchemaTypePtr& boolean = kind_type(ValueKind::kBool);
  switch (node.op) {
    case BinaryOp::kEqual:
    case BinaryOp::kNotEqual:
      return equality(expr, node.op == BinaryOp::kEqual, left, right);
    case BinaryOp::kLess:
    case BinaryOp::kLessEqual:
    case BinaryOp::kGreater:
    case BinaryOp::kGreaterEqual: {
      const auto kind = kind_of(left);
      const bool comparable =
          kind == ValueKind::kLong || kind == ValueKind::kDatetime || kind == ValueKind::kDuration;
      return rebuilt(expr, std::move(residual), {&left, &right},
                     comparable && kind == kind_of(right), boolean);
    }
    case BinaryOp::kContains:
      return contains(expr, left, right);
    case BinaryOp::kContainsAll:
    case BinaryOp::kContainsAny: {
      const bool total = is_kind(left, ValueKind::kSet) && is_kind(right, ValueKind::kSet);
      const auto is_empty = [](const Partial& set) {
        return set.value && set.value->elements().empty();
      };
      if (total && !left.may_err && !right.may_err) {
        if (node.op == BinaryOp::kContainsAll && is_empty(right)) {
          return known(Value::boolean(true), expr);
        }
        if (node.op == BinaryOp::kContainsAny && (is_empty(left) || is_empty(right))) {
          return known(Value::boolean(false), expr);
        }
      }
      return rebuilt(expr, std::move(residual), {&left, &right}, total, boolean);
    }
    default:
      return rebuilt(expr, std::move(residual), {&left, &right}, false,
                     kind_type(ValueKind::kLong));
  }
}

}  // namespace sekisho::cedar
