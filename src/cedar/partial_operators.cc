#include <algorithm>

#include "cedar/partial_expr.h"

namespace sekisho::cedar {
namespace {

bool predicate_on_ip(Function function) {
  return function >= Function::kIsIpv4 && function <= Function::kIsInRange;
}

bool comparison_of_decimals(Function function) {
  return function >= Function::kLessThan && function <= Function::kGreaterThanOrEqual;
}

}  // namespace

Partial PartialEvaluator::equality(const ExprPtr& expr, bool equal, const Partial& left,
                                   const Partial& right) {
  if (!left.may_err && !right.may_err) {
    if (!left.value && !right.value && same_expr(*left.expr, *right.expr)) {
      return known(Value::boolean(equal), expr);
    }
    const auto one = kind_of(left);
    const auto other = kind_of(right);
    const std::string_view type = entity_type_of(left);
    const std::string_view other_type = entity_type_of(right);
    const bool apart = (one && other && one != other) ||
                       (!type.empty() && !other_type.empty() && type != other_type);
    if (apart) return known(Value::boolean(!equal), expr);
  }
  const BinaryOp op = equal ? BinaryOp::kEqual : BinaryOp::kNotEqual;
  return rebuilt(expr, node::Binary{op, as_expr(left), as_expr(right)}, {&left, &right}, true,
                 kind_type(ValueKind::kBool));
}

Partial PartialEvaluator::contains(const ExprPtr& expr, const Partial& left, const Partial& right) {
  if (left.value && left.value->is_set()) {
    const Value::Elements& elements = left.value->elements();
    if (elements.empty() && !right.may_err) return known(Value::boolean(false), expr);
    if (elements.size() == 1) {
      const Partial only = known(elements.front(), expr_of(elements.front(), expr->span));
      return equality(expr, true, right, only);
    }
  }
  return rebuilt(expr, node::Binary{BinaryOp::kContains, as_expr(left), as_expr(right)},
                 {&left, &right}, is_kind(left, ValueKind::kSet), kind_type(ValueKind::kBool));
}

Partial PartialEvaluator::membership(const ExprPtr& expr, Partial left, Partial right) {
  node::Binary residual{BinaryOp::kIn, as_expr(left), as_expr(right)};
  if (left.value && !left.value->is_entity()) return failing(std::move(residual), expr);
  if (right.value && !is_group(right)) return failing(std::move(residual), expr);
  if (left.value && right.value) {
    std::vector<EntityUid> groups;
    if (right.value->is_entity()) {
      groups.push_back(right.value->as_entity());
    } else {
      for (const Value& element : right.value->elements()) groups.push_back(element.as_entity());
    }
    const Ternary in = is_in_any(left.value->as_entity(), groups);
    if (in != Ternary::kOpen) return known(Value::boolean(in == Ternary::kTrue), expr);
  }
  const bool total = is_kind(left, ValueKind::kEntity) && is_group(right);
  if (total && !left.may_err && !right.may_err) {
    const std::string_view child = entity_type_of(left);
    const std::string_view ancestor = entity_type_of(right);
    const bool empty = right.value && right.value->is_set() && right.value->elements().empty();
    const bool apart = options_.schema != nullptr && !child.empty() && !ancestor.empty() &&
                       !options_.schema->may_be_in(child, ancestor);
    if (empty || apart) return known(Value::boolean(false), expr);
  }
  return rebuilt(expr, std::move(residual), {&left, &right}, total, kind_type(ValueKind::kBool));
}

Partial PartialEvaluator::tag(const ExprPtr& expr, BinaryOp op, const Partial& left,
                              const Partial& right) {
  node::Binary residual{op, as_expr(left), as_expr(right)};
  const bool has = op == BinaryOp::kHasTag;
  if (left.value && right.value) {
    bool is_open = false;
    if (left.value->is_entity() && right.value->is_string()) {
      const EntityUid& uid = left.value->as_entity();
      const auto gap = entities_.gaps.find(uid);
      is_open = (gap != entities_.gaps.end() && gap->second.tags) ||
                (entities_.others && entities_.known->find(uid) == nullptr);
    }
    if (!is_open) {
      return evaluated(node::Binary{op, literal_of(*left.value), literal_of(*right.value)},
                       std::move(residual), expr);
    }
  }
  const bool total = has && is_kind(left, ValueKind::kEntity) && is_kind(right, ValueKind::kString);
  return rebuilt(expr, std::move(residual), {&left, &right}, total,
                 has ? kind_type(ValueKind::kBool) : nullptr);
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Like& node, bool) {
  const Partial object = fold(node.object, false);
  node::Like residual{as_expr(object), node.pattern};
  if (object.value) {
    return evaluated(node::Like{literal_of(*object.value), node.pattern}, std::move(residual),
                     expr);
  }
  return rebuilt(expr, std::move(residual), {&object}, is_kind(object, ValueKind::kString),
                 kind_type(ValueKind::kBool));
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Is& node, bool) {
  Partial object = fold(node.object, false);
  const auto kind = kind_of(object);
  if (object.errs || (kind && kind != ValueKind::kEntity)) {
    return failing(node::Is{as_expr(object), node.type, node.group}, expr);
  }
  const std::string_view type = entity_type_of(object);
  if (!type.empty() && !object.may_err) {
    if (type != node.type) return known(Value::boolean(false), expr);
    if (!node.group) return known(Value::boolean(true), expr);
    Partial group = fold(node.group, false);
    if (group.errs)
      return failing(node::Binary{BinaryOp::kIn, as_expr(object), as_expr(group)}, expr);
    return membership(expr, std::move(object), std::move(group));
  }
  Partial out = left_open(nullptr, object.may_err || !kind, kind_type(ValueKind::kBool));
  node::Is residual{as_expr(object), node.type, nullptr};
  if (node.group) {
    const Partial group = fold(node.group, false);
    residual.group = as_expr(group);
    out.may_err = out.may_err || group.may_err || !is_group(group);
    out.never_true = group.errs;
  }
  out.expr = make_expr(std::move(residual), expr->span);
  return out;
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Set& node, bool) {
  node::Set residual;
  std::vector<Value> values;
  bool may_err = false, errs = false, all_entities = true;
  for (const ExprPtr& element : node.elements) {
    Partial one = fold(element, false);
    residual.elements.push_back(as_expr(one));
    may_err = may_err || one.may_err;
    errs = errs || one.errs;
    all_entities = all_entities && is_kind(one, ValueKind::kEntity);
    if (one.value) values.push_back(std::move(*one.value));
  }
  if (errs) return failing(std::move(residual), expr);
  if (values.size() == node.elements.size()) return known(Value::set(std::move(values)), expr);
  SchemaType type;
  type.kind = ValueKind::kSet;
  if (all_entities) type.element = kind_type(ValueKind::kEntity);
  return left_open(make_expr(std::move(residual), expr->span), may_err,
                   std::make_shared<const SchemaType>(std::move(type)));
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Record& node, bool) {
  node::Record residual;
  auto fields = std::make_shared<Partial::Fields>();
  bool may_err = false, errs = false, is_open = false;
  for (const auto& [name, content] : node.fields) {
    Partial one = fold(content, false);
    residual.fields.emplace_back(name, as_expr(one));
    may_err = may_err || one.may_err;
    errs = errs || one.errs;
    is_open = is_open || !one.value;
    fields->emplace_back(name, std::move(one));
  }
  if (errs) return failing(std::move(residual), expr);
  if (!is_open) {
    Value::Fields values;
    for (auto& [name, one] : *fields) values.emplace_back(name, std::move(*one.value));
    return known(Value::record(std::move(values)), expr);
  }
  Partial out =
      left_open(make_expr(std::move(residual), expr->span), may_err, kind_type(ValueKind::kRecord));
  out.fields = std::move(fields);
  return out;
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Call& node, bool) {
  node::Call residual{node.function, {}};
  node::Call on_values{node.function, {}};
  const ValueKind operand =
      predicate_on_ip(node.function) ? ValueKind::kIpAddress : ValueKind::kDecimal;
  const bool predicate = predicate_on_ip(node.function) || comparison_of_decimals(node.function);
  bool may_err = !predicate, errs = false;
  for (const ExprPtr& argument : node.arguments) {
    const Partial one = fold(argument, false);
    residual.arguments.push_back(as_expr(one));
    may_err = may_err || one.may_err || !is_kind(one, operand);
    errs = errs || one.errs;
    if (one.value) on_values.arguments.push_back(literal_of(*one.value));
  }
  if (errs) return failing(std::move(residual), expr);
  if (on_values.arguments.size() == node.arguments.size()) {
    return evaluated(std::move(on_values), std::move(residual), expr);
  }
  return left_open(make_expr(std::move(residual), expr->span), may_err,
                   predicate ? kind_type(ValueKind::kBool) : nullptr);
}

}  // namespace sekisho::cedar
