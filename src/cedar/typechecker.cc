#include "cedar/typechecker.h"

#include <fmt/format.h>

#include <algorithm>

#include "cedar/format.h"
#include "text/nearest.h"

namespace sekisho::cedar {
namespace {

using Answer = Typechecker::Answer;
using Capabilities = Typechecker::Capabilities;
using Kind = CheckType::Kind;

Capabilities both(const Capabilities& a, const Capabilities& b) {
  Capabilities out = a;
  out.insert(b.begin(), b.end());
  return out;
}

Capabilities common(const Capabilities& a, const Capabilities& b) {
  Capabilities out;
  std::ranges::set_intersection(a, b, std::inserter(out, out.end()));
  return out;
}

bool is(const Answer& answer, Kind kind) {
  return answer.type && answer.type->kind == kind;
}

CheckTypePtr any_entity() {
  static const CheckTypePtr type = make_type(Kind::kAnyEntity);
  return type;
}

CheckTypePtr any_record() {
  static const CheckTypePtr type = [] {
    auto out = std::make_shared<CheckType>();
    out->kind = Kind::kRecord;
    out->open = true;
    return out;
  }();
  return type;
}

CheckTypePtr long_type() {
  static const CheckTypePtr type = make_type(Kind::kLong);
  return type;
}

CheckTypePtr string_type() {
  static const CheckTypePtr type = make_type(Kind::kString);
  return type;
}

std::string access_to(const Expr& object, const std::string& name) {
  return to_string(object) + (is_identifier(name) ? "." + name : "[" + quoted(name) + "]");
}

bool is_comparable(const CheckType& type) {
  return type.kind == Kind::kLong ||
         (type.kind == Kind::kExtension &&
          (type.extension == ValueKind::kDatetime || type.extension == ValueKind::kDuration));
}

}  // namespace

void Typechecker::report(const Expr& expr, std::string message, std::string help) {
  errors_.push_back(
      {ErrorCode::kBadInput, std::move(message), to_place(expr.span), std::move(help)});
}

Answer Typechecker::check_condition(const Expr& expr, const Capabilities& known) {
  return expect_boolean(expr, known);
}

Answer Typechecker::check(const Expr& expr, const Capabilities& known) {
  Answer out = std::visit([&](const auto& node) { return visit(expr, node, known); }, expr.node);
  if (types_ != nullptr && out.type) types_->insert_or_assign(&expr, out.type);
  return out;
}

Answer Typechecker::expect(const Expr& expr, const Capabilities& known,
                           const std::vector<CheckTypePtr>& expected) {
  Answer out = check(expr, known);
  if (!out.type) return {nullptr, false, {}};
  const bool fits = std::ranges::any_of(expected, [&](const CheckTypePtr& type) {
    return is_subtype(*out.type, *type, ValidationMode::kPermissive);
  });
  if (fits) return out;
  std::vector<std::string> names;
  for (const CheckTypePtr& type : expected) {
    names.push_back(type == any_record() ? "a record" : to_string(*type));
  }
  report(expr, fmt::format("`{}` is of type {}, expected {}", to_string(expr), to_string(*out.type),
                           fmt::join(names, " or ")));
  return {nullptr, false, {}};
}

Answer Typechecker::expect_boolean(const Expr& expr, const Capabilities& known) {
  return expect(expr, known, {boolean_type(std::nullopt)});
}

Answer Typechecker::visit(const Expr&, const node::Literal& node, const Capabilities&) {
  switch (node.value.kind()) {
    case ValueKind::kBool:
      return {boolean_type(node.value.as_bool())};
    case ValueKind::kLong:
      return {long_type()};
    case ValueKind::kString:
      return {string_type()};
    default:
      break;
  }
  // An unknown type or action is reported once for the whole policy, not here.
  const EntityUid& uid = node.value.as_entity();
  const bool declared = is_action_type_name(uid.type) ? schema_.action(uid) != nullptr
                                                      : schema_.entity_type(uid.type) != nullptr;
  if (!declared) return {nullptr, false, {}};
  return {entity_type(uid.type)};
}

Answer Typechecker::visit(const Expr&, const node::Var& node, const Capabilities&) {
  switch (node.variable) {
    case Variable::kPrincipal:
      return {entity_type(request_.principal)};
    case Variable::kAction:
      return {entity_type(request_.action.type)};
    case Variable::kResource:
      return {entity_type(request_.resource)};
    case Variable::kContext:
      return {request_.context};
  }
  return {nullptr, false, {}};
}

Answer Typechecker::visit(const Expr& expr, const node::If& node, const Capabilities& known) {
  const Answer test = expect_boolean(*node.test, known);
  Answer out;
  if (is(test, Kind::kTrue)) {
    out = check(*node.then_branch, both(known, test.granted));
    out.granted = both(out.granted, test.granted);
  } else if (is(test, Kind::kFalse)) {
    out = check(*node.else_branch, known);
  } else {
    Answer then_branch = check(*node.then_branch, both(known, test.granted));
    then_branch.granted = both(then_branch.granted, test.granted);
    const Answer else_branch = check(*node.else_branch, known);
    out.ok = then_branch.ok && else_branch.ok;
    if (then_branch.type && else_branch.type) {
      out.type = least_upper_bound(then_branch.type, else_branch.type, mode_);
      if (!out.type) {
        report(expr,
               fmt::format("the branches of `if` have no common type: {} and {}",
                           to_string(*then_branch.type), to_string(*else_branch.type)),
               "Both branches must give the same type.");
      }
    }
    if (out.type) out.granted = common(then_branch.granted, else_branch.granted);
  }
  if (!test.ok || !out.type) out.ok = false;
  if (!out.ok) out.granted.clear();
  return out;
}

Answer Typechecker::visit(const Expr&, const node::Unary& node, const Capabilities& known) {
  switch (node.op) {
    case UnaryOp::kNot: {
      const Answer operand = expect_boolean(*node.operand, known);
      const std::optional<bool> value = is(operand, Kind::kTrue)    ? std::optional(false)
                                        : is(operand, Kind::kFalse) ? std::optional(true)
                                                                    : std::nullopt;
      return {boolean_type(value), operand.ok, {}};
    }
    case UnaryOp::kNegate:
      return {long_type(), expect(*node.operand, known, {long_type()}).ok, {}};
    case UnaryOp::kIsEmpty:
      return {boolean_type(std::nullopt), expect(*node.operand, known, {set_type(nullptr)}).ok, {}};
  }
  return {nullptr, false, {}};
}

Answer Typechecker::visit(const Expr& expr, const node::Binary& node, const Capabilities& known) {
  switch (node.op) {
    case BinaryOp::kAnd:
      return conjunction(node, known);
    case BinaryOp::kOr:
      return disjunction(node, known);
    case BinaryOp::kEqual:
      return equality(expr, node, known);
    case BinaryOp::kNotEqual: {
      Answer out = equality(expr, node, known);
      if (is(out, Kind::kTrue)) {
        out.type = boolean_type(false);
      } else if (is(out, Kind::kFalse)) {
        out.type = boolean_type(true);
      }
      return out;
    }
    case BinaryOp::kLess:
    case BinaryOp::kLessEqual:
    case BinaryOp::kGreater:
    case BinaryOp::kGreaterEqual:
      return comparison(node, known);
    case BinaryOp::kIn:
      return membership(*node.left, *node.right, known);
    case BinaryOp::kContains:
    case BinaryOp::kContainsAll:
    case BinaryOp::kContainsAny:
      return set_operation(expr, node, known);
    case BinaryOp::kHasTag:
      return has_tag(node, known);
    case BinaryOp::kGetTag:
      return get_tag(expr, node, known);
    default:
      return arithmetic(node, known);
  }
}

Answer Typechecker::conjunction(const node::Binary& node, const Capabilities& known) {
  Answer left = expect_boolean(*node.left, known);
  // What follows a false operand is never evaluated and need not make sense.
  if (is(left, Kind::kFalse)) return {left.type, left.ok, {}};
  const Answer right = expect_boolean(*node.right, both(known, left.granted));
  const bool ok = left.ok && right.ok;
  if (!left.type || !right.type) return {boolean_type(std::nullopt), false, {}};
  if (is(right, Kind::kFalse)) return {right.type, ok, {}};
  Answer out{boolean_type(std::nullopt), ok, both(left.granted, right.granted)};
  if (is(right, Kind::kTrue)) {
    out.type = left.type;
  } else if (is(left, Kind::kTrue)) {
    // The standard keeps only the right side's knowledge after a left side that is surely true.
    out = {right.type, ok, right.granted};
  }
  if (!ok) out.granted.clear();
  return out;
}

Answer Typechecker::disjunction(const node::Binary& node, const Capabilities& known) {
  const Answer left = expect_boolean(*node.left, known);
  if (is(left, Kind::kTrue)) return {left.type, left.ok, left.ok ? left.granted : Capabilities{}};
  const Answer right = expect_boolean(*node.right, known);
  const bool ok = left.ok && right.ok;
  if (!left.type || !right.type) return {boolean_type(std::nullopt), false, {}};
  Answer out{boolean_type(std::nullopt), ok, {}};
  if (is(right, Kind::kTrue)) {
    out = {right.type, ok, right.granted};
  } else if (is(right, Kind::kFalse)) {
    out = {left.type, ok, left.granted};
  } else if (is(left, Kind::kFalse)) {
    out = {right.type, ok, right.granted};
  } else {
    out.granted = common(left.granted, right.granted);
  }
  if (!ok) out.granted.clear();
  return out;
}

bool Typechecker::compatible(const Expr& expr, const CheckTypePtr& left,
                             const CheckTypePtr& right) {
  if (!left || !right || least_upper_bound(left, right, mode_)) return true;
  report(
      expr,
      fmt::format("`{}` compares {} with {}", to_string(expr), to_string(*left), to_string(*right)),
      "Values of different types are never equal.");
  return false;
}

Answer Typechecker::equality(const Expr& expr, const node::Binary& node,
                             const Capabilities& known) {
  const Answer left = check(*node.left, known);
  const Answer right = check(*node.right, known);
  const bool ok = left.ok && right.ok;
  if (is(left, Kind::kEntity) && is(right, Kind::kEntity)) {
    if (common(left.type->entities, right.type->entities).empty()) {
      return {boolean_type(false), ok, {}};
    }
  }
  const auto left_literal = literal_of(*node.left);
  const auto right_literal = literal_of(*node.right);
  if (left_literal && right_literal) {
    return {boolean_type(*left_literal == *right_literal), ok, {}};
  }
  const bool fits = !is_strict() || compatible(expr, left.type, right.type);
  return {boolean_type(std::nullopt), ok && fits, {}};
}

Answer Typechecker::comparison(const node::Binary& node, const Capabilities& known) {
  const Answer left = check(*node.left, known);
  const Answer right = check(*node.right, known);
  Answer out{boolean_type(std::nullopt), left.ok && right.ok, {}};
  if (!left.type || !right.type) {
    out.ok = false;
    return out;
  }
  const auto refuse = [&](const Expr& operand, const CheckType& type, const std::string& expected) {
    report(operand, fmt::format("`{}` is of type {}, expected {}", to_string(operand),
                                to_string(type), expected));
    out.ok = false;
  };
  const std::string any = "Long, datetime or duration";
  const bool left_never = is(left, Kind::kNever);
  const bool right_never = is(right, Kind::kNever);
  if (left_never && right_never) {
    out.ok = false;
  } else if (left_never || right_never) {
    const CheckType& other = left_never ? *right.type : *left.type;
    if (!is_comparable(other)) refuse(left_never ? *node.right : *node.left, other, any);
  } else if (is_comparable(*left.type)) {
    if (!same_type(*left.type, *right.type)) {
      refuse(*node.right, *right.type, to_string(*left.type));
    }
  } else {
    refuse(*node.left, *left.type, is_comparable(*right.type) ? to_string(*right.type) : any);
    if (!is_comparable(*right.type)) refuse(*node.right, *right.type, any);
  }
  return out;
}

Answer Typechecker::arithmetic(const node::Binary& node, const Capabilities& known) {
  const Answer left = expect(*node.left, known, {long_type()});
  const Answer right = expect(*node.right, known, {long_type()});
  return {long_type(), left.ok && right.ok, {}};
}

Answer Typechecker::set_operation(const Expr& expr, const node::Binary& node,
                                  const Capabilities& known) {
  const CheckTypePtr any_set = set_type(nullptr);
  const Answer left = expect(*node.left, known, {any_set});
  const bool one = node.op == BinaryOp::kContains;
  const Answer right = one ? check(*node.right, known) : expect(*node.right, known, {any_set});
  bool ok = left.ok && right.ok;
  if (is_strict()) {
    // Where the sets hold nothing that could be equal, the question makes no sense.
    const CheckTypePtr held = one && is(left, Kind::kSet) ? left.type->element
                              : one                       ? nullptr
                                                          : left.type;
    if (!compatible(expr, held, right.type)) ok = false;
  }
  return {boolean_type(std::nullopt), ok, {}};
}

std::optional<Value> Typechecker::literal_of(const Expr& expr) const {
  if (const auto* literal = std::get_if<node::Literal>(&expr.node)) return literal->value;
  const auto* var = std::get_if<node::Var>(&expr.node);
  if (var != nullptr && var->variable == Variable::kAction) return Value::entity(request_.action);
  return std::nullopt;
}

std::optional<std::vector<EntityUid>> Typechecker::entity_literals_of(const Expr& expr) const {
  std::vector<EntityUid> out;
  const auto add = [&](const Expr& element) {
    const auto literal = literal_of(element);
    if (!literal || !literal->is_entity()) return false;
    out.push_back(literal->as_entity());
    return true;
  };
  if (const auto* set = std::get_if<node::Set>(&expr.node)) {
    const bool all =
        std::ranges::all_of(set->elements, [&](const ExprPtr& element) { return add(*element); });
    return all ? std::optional(std::move(out)) : std::nullopt;
  }
  return add(expr) ? std::optional(std::move(out)) : std::nullopt;
}

bool Typechecker::may_be_in(const std::string& child, const std::string& ancestor) const {
  if (schema_.may_be_in(child, ancestor)) return true;
  return std::ranges::any_of(schema_.actions(), [&](const auto& action) {
    return action.first.type == child &&
           std::ranges::any_of(action.second.ancestors,
                               [&](const EntityUid& uid) { return uid.type == ancestor; });
  });
}

bool Typechecker::may_be_in(const CheckType& left, const CheckType& right) const {
  return std::ranges::any_of(left.entities, [&](const std::string& child) {
    return std::ranges::any_of(
        right.entities, [&](const std::string& ancestor) { return may_be_in(child, ancestor); });
  });
}

// Null when one of the groups is not declared, which is reported elsewhere.
CheckTypePtr Typechecker::action_membership(const EntityUid& action,
                                            const std::vector<EntityUid>& groups) {
  const ActionInfo* info = schema_.action(action);
  bool inside = false;
  for (const EntityUid& group : groups) {
    if (!is_action_type_name(group.type)) continue;
    if (schema_.action(group) == nullptr) return nullptr;
    inside |= action == group || (info != nullptr && info->ancestors.contains(group));
  }
  return boolean_type(inside);
}

Answer Typechecker::membership(const Expr& left_expr, const Expr& right_expr,
                               const Capabilities& known) {
  const Answer left = expect(left_expr, known, {any_entity()});
  const Answer right = expect(right_expr, known, {set_type(any_entity()), any_entity()});
  if (!left.ok || !right.ok) return {boolean_type(std::nullopt), false, {}};
  const auto child = literal_of(left_expr);
  const auto groups = entity_literals_of(right_expr);
  if (child && groups && is_action_type_name(child->as_entity().type)) {
    CheckTypePtr type = action_membership(child->as_entity(), *groups);
    const bool found = type != nullptr;
    return {found ? std::move(type) : boolean_type(std::nullopt), found, {}};
  }
  const CheckTypePtr& group = is(right, Kind::kSet) ? right.type->element : right.type;
  const bool names_known = is(left, Kind::kEntity) && group && group->kind == Kind::kEntity;
  if (names_known && !may_be_in(*left.type, *group)) return {boolean_type(false)};
  return {boolean_type(std::nullopt)};
}

Answer Typechecker::visit(const Expr& expr, const node::GetAttribute& node,
                          const Capabilities& known) {
  const Answer object = expect(*node.object, known, {any_entity(), any_record()});
  if (!object.type) return {nullptr, false, {}};
  const auto attribute = attribute_of(*object.type, node.name, schema_, converter_);
  const std::string owner = to_string(*object.type);
  if (!attribute) {
    const std::vector<std::string> names = attribute_names(*object.type, schema_);
    const std::vector<std::string_view> views(names.begin(), names.end());
    report(expr,
           fmt::format("`{}` has no attribute `{}`: it is of type {}", to_string(*node.object),
                       node.name, owner),
           text::did_you_mean(node.name, views));
    return {nullptr, false, {}};
  }
  if (attribute->required || known.contains(access_to(*node.object, node.name))) {
    return {attribute->type, object.ok, {}};
  }
  report(expr, fmt::format("the attribute `{}` of {} is optional", node.name, owner),
         fmt::format("Ask first: `{} has {} && …`.", to_string(*node.object),
                     is_identifier(node.name) ? node.name : quoted(node.name)));
  return {attribute->type, false, {}};
}

Answer Typechecker::has_one(const Expr& object_expr, const std::string& name,
                            const Capabilities& known) {
  const Answer object = expect(object_expr, known, {any_entity(), any_record()});
  if (!object.type) return {boolean_type(std::nullopt), false, {}};
  const auto attribute = attribute_of(*object.type, name, schema_, converter_);
  if (!attribute) {
    const bool possible = may_have_attribute(*object.type, name, schema_);
    return {boolean_type(possible ? std::nullopt : std::optional(false)), object.ok, {}};
  }
  const std::string access = access_to(object_expr, name);
  // An entity may be missing altogether, so that only records surely have what is required.
  const bool sure = known.contains(access) || (attribute->required && is(object, Kind::kRecord));
  Answer out{boolean_type(sure ? std::optional(true) : std::nullopt), object.ok, {}};
  if (object.ok) out.granted.insert(access);
  return out;
}

Answer Typechecker::visit(const Expr& expr, const node::HasAttribute& node,
                          const Capabilities& known) {
  // `e has a.b.c` is `e has a && e.a has b && e.a.b has c`, grouped to the left.
  Answer out;
  ExprPtr object = node.object;
  Capabilities so_far = known;
  for (size_t i = 0; i < node.path.size(); ++i) {
    const Answer step = has_one(*object, node.path[i], so_far);
    if (i == 0) {
      out = step;
    } else if (is(step, Kind::kFalse)) {
      out = {step.type, out.ok && step.ok, {}};
    } else {
      const bool step_true = is(step, Kind::kTrue);
      const bool out_true = is(out, Kind::kTrue);
      out = {step_true  ? out.type
             : out_true ? step.type
                        : boolean_type(std::nullopt),
             out.ok && step.ok, both(out.granted, step.granted)};
    }
    if (is(out, Kind::kFalse)) break;
    so_far = both(so_far, step.granted);
    object = make_expr(node::GetAttribute{object, node.path[i]}, expr.span);
  }
  if (!out.ok) out.granted.clear();
  return out;
}

Answer Typechecker::visit(const Expr&, const node::Like& node, const Capabilities& known) {
  return {boolean_type(std::nullopt), expect(*node.object, known, {string_type()}).ok, {}};
}

Answer Typechecker::visit(const Expr&, const node::Is& node, const Capabilities& known) {
  const Answer object = expect(*node.object, known, {any_entity()});
  Answer out{boolean_type(std::nullopt), object.ok, {}};
  if (is(object, Kind::kEntity)) {
    if (!object.type->entities.contains(node.type)) {
      out.type = boolean_type(false);
    } else if (object.type->entities.size() == 1) {
      out.type = boolean_type(true);
    }
  } else if (!is(object, Kind::kAnyEntity)) {
    out.ok = false;
  }
  if (!node.group || is(out, Kind::kFalse)) return out;
  const Answer inside = membership(*node.object, *node.group, known);
  const bool ok = out.ok && inside.ok;
  if (is(inside, Kind::kFalse)) return {inside.type, ok, {}};
  return {is(out, Kind::kTrue) ? inside.type : boolean_type(std::nullopt), ok, {}};
}

Answer Typechecker::visit(const Expr& expr, const node::Set& node, const Capabilities& known) {
  Answer out;
  out.type = make_type(Kind::kNever);
  bool typed = true;
  for (const ExprPtr& element : node.elements) {
    const Answer answer = check(*element, known);
    out.ok = out.ok && answer.ok;
    if (!answer.type) typed = false;
    if (!typed || !out.type) continue;
    const CheckTypePtr bound = least_upper_bound(out.type, answer.type, mode_);
    if (!bound) {
      report(*element,
             fmt::format("a set holds {} and {}, which have no common type", to_string(*out.type),
                         to_string(*answer.type)),
             "The elements of a set must be of one type.");
    }
    out.type = bound;
  }
  if (is_strict() && node.elements.empty()) {
    report(expr, "an empty set has no type", "Ask for an empty set with `isEmpty()`.");
    return {nullptr, false, {}};
  }
  if (!typed || !out.type) return {nullptr, false, {}};
  out.type = set_type(out.type);
  return out;
}

Answer Typechecker::visit(const Expr&, const node::Record& node, const Capabilities& known) {
  auto record = std::make_shared<CheckType>();
  record->kind = Kind::kRecord;
  bool ok = true;
  bool typed = true;
  for (const auto& [name, value] : node.fields) {
    Answer answer = check(*value, known);
    ok = ok && answer.ok;
    typed = typed && answer.type != nullptr;
    record->attributes.emplace(name, CheckAttribute{std::move(answer.type), true});
  }
  if (!typed) return {nullptr, false, {}};
  return {record, ok, {}};
}

}  // namespace sekisho::cedar
