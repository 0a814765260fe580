#include "cedar/evaluator.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cedar/function_call.h"
#include "text/nearest.h"

namespace sekisho::cedar {
namespace {

class Evaluator {
 public:
  Evaluator(const Request& request, const Entities& entities, ReadObserver* observer)
      : request_(request), entities_(entities), observer_(observer) {}

  // The innermost failing expression gives the error its place.
  Result<Value> value_of(const Expr& expr) const {
    Result<Value> out = std::visit([&](const auto& node) { return visit(node); }, expr.node);
    if (!out && out.error().place.line == 0) {
      out.error().place = to_place(expr.span);
    }
    return out;
  }

 private:
  Result<Value> visit(const node::Literal& node) const { return node.value; }

  Result<Value> visit(const node::Var& node) const {
    switch (node.variable) {
      case Variable::kPrincipal:
        return Value::entity(request_.principal);
      case Variable::kAction:
        return Value::entity(request_.action);
      case Variable::kResource:
        return Value::entity(request_.resource);
      case Variable::kContext:
        return request_.context;
    }
    return fail(ErrorCode::kInternal, "unknown variable");
  }

  Result<bool> bool_of(const Expr& expr) const {
    auto value = value_of(expr);
    if (!value) return std::unexpected(std::move(value.error()));
    if (value->is_bool()) return value->as_bool();
    auto error = type_error("bool", *value);
    error.error().place = to_place(expr.span);
    return error;
  }

  Result<Value> visit(const node::If& node) const {
    const auto test = bool_of(*node.test);
    if (!test) return std::unexpected(test.error());
    return value_of(*test ? *node.then_branch : *node.else_branch);
  }

  Result<Value> visit(const node::Unary& node) const {
    if (node.op == UnaryOp::kNot) {
      const auto operand = bool_of(*node.operand);
      if (!operand) return std::unexpected(operand.error());
      return Value::boolean(!*operand);
    }
    const auto operand = value_of(*node.operand);
    if (!operand) return operand;
    if (node.op == UnaryOp::kIsEmpty) {
      if (!operand->is_set()) return type_error("set", *operand);
      return Value::boolean(operand->elements().empty());
    }
    if (!operand->is_long()) return type_error("long", *operand);
    return arithmetic(BinaryOp::kSubtract, 0, operand->as_long());
  }

  Result<Value> visit(const node::Binary& node) const {
    if (node.op == BinaryOp::kAnd || node.op == BinaryOp::kOr) return junction(node);
    const auto left = value_of(*node.left);
    if (!left) return left;
    const auto right = value_of(*node.right);
    if (!right) return right;
    switch (node.op) {
      case BinaryOp::kEqual:
        return Value::boolean(*left == *right);
      case BinaryOp::kNotEqual:
        return Value::boolean(*left != *right);
      case BinaryOp::kLess:
      case BinaryOp::kLessEqual:
      case BinaryOp::kGreater:
      case BinaryOp::kGreaterEqual:
        return compare(node.op, *left, *right);
      case BinaryOp::kIn:
        return is_in(*left, *right);
      case BinaryOp::kContains:
        if (!left->is_set()) return type_error("set", *left);
        return Value::boolean(left->contains(*right));
      case BinaryOp::kContainsAll:
      case BinaryOp::kContainsAny:
        return compare_sets(node.op, *left, *right);
      case BinaryOp::kGetTag:
      case BinaryOp::kHasTag:
        return tag(node, *left, *right);
      default:
        if (!left->is_long()) return type_error("long", *left);
        if (!right->is_long()) return type_error("long", *right);
        return arithmetic(node.op, left->as_long(), right->as_long());
    }
  }

  Result<Value> junction(const node::Binary& node) const {
    const auto left = bool_of(*node.left);
    if (!left) return std::unexpected(left.error());
    if (*left == (node.op == BinaryOp::kOr)) return Value::boolean(*left);
    const auto right = bool_of(*node.right);
    if (!right) return std::unexpected(right.error());
    return Value::boolean(*right);
  }

  static Result<Value> arithmetic(BinaryOp op, int64_t left, int64_t right) {
    int64_t out = 0;
    const bool overflow = op == BinaryOp::kAdd        ? __builtin_add_overflow(left, right, &out)
                          : op == BinaryOp::kSubtract ? __builtin_sub_overflow(left, right, &out)
                                                      : __builtin_mul_overflow(left, right, &out);
    if (!overflow) return Value::integer(out);
    return fail(ErrorCode::kLimit,
                fmt::format("`{} {} {}` passes the range of a Long", left, spelling_of(op), right));
  }

  static Result<Value> compare(BinaryOp op, const Value& left, const Value& right) {
    const auto comparable = [](const Value& value) {
      return value.is_long() || value.kind() == ValueKind::kDatetime ||
             value.kind() == ValueKind::kDuration;
    };
    if (!comparable(left)) return type_error("long, datetime or duration", left);
    if (left.kind() != right.kind()) return type_error(name_of(left.kind()), right);
    const auto order = left <=> right;
    switch (op) {
      case BinaryOp::kLess:
        return Value::boolean(order < 0);
      case BinaryOp::kLessEqual:
        return Value::boolean(order <= 0);
      case BinaryOp::kGreater:
        return Value::boolean(order > 0);
      default:
        return Value::boolean(order >= 0);
    }
  }

  Result<Value> is_in(const Value& left, const Value& right) const {
    if (!left.is_entity()) {
      auto error = type_error("entity", left);
      if (right.is_set()) error.error().help = "`in` asks for ancestors; use `contains` for sets.";
      return error;
    }
    if (right.is_entity()) {
      return Value::boolean(entities_.is_in(left.as_entity(), right.as_entity()));
    }
    if (!right.is_set()) return type_error("entity or set of entities", right);
    for (const Value& element : right.elements()) {
      if (!element.is_entity()) return type_error("entity", element);
    }
    return Value::boolean(std::ranges::any_of(right.elements(), [&](const Value& element) {
      return entities_.is_in(left.as_entity(), element.as_entity());
    }));
  }

  static Result<Value> compare_sets(BinaryOp op, const Value& left, const Value& right) {
    if (!left.is_set()) return type_error("set", left);
    if (!right.is_set()) return type_error("set", right);
    const auto inside = [&](const Value& element) { return left.contains(element); };
    return Value::boolean(op == BinaryOp::kContainsAll
                              ? std::ranges::all_of(right.elements(), inside)
                              : std::ranges::any_of(right.elements(), inside));
  }

  Result<Value> tag(const node::Binary& node, const Value& object, const Value& key) const {
    if (!object.is_entity()) return type_error("entity", object);
    if (!key.is_string()) return type_error("string", key);
    const Entity* entity = entities_.find(object.as_entity());
    const Value* value = entity == nullptr ? nullptr : entity->tag(key.as_string());
    if (observer_ != nullptr) observer_->on_tag(*node.left, key.as_string(), value);
    if (node.op == BinaryOp::kHasTag) return Value::boolean(value != nullptr);
    if (value != nullptr) return *value;
    if (entity == nullptr) return no_entity(object.as_entity());
    return fail(ErrorCode::kNotFound,
                fmt::format("`{}` has no tag {}", to_string(entity->uid), quoted(key.as_string())),
                {}, "Ask with `hasTag` first.");
  }

  static std::unexpected<Error> no_entity(const EntityUid& uid) {
    return fail(ErrorCode::kNotFound, fmt::format("entity `{}` does not exist", to_string(uid)));
  }

  // The attribute of a record or an entity, null when it is absent. An entity that does not exist
  // has none.
  Result<const Value*> attribute(const Value& object, std::string_view name) const {
    if (object.is_record()) return object.find(name);
    if (!object.is_entity()) return type_error("record or entity", object);
    const Entity* entity = entities_.find(object.as_entity());
    return entity == nullptr ? nullptr : entity->attributes.find(name);
  }

  Result<Value> visit(const node::GetAttribute& node) const {
    const auto object = value_of(*node.object);
    if (!object) return object;
    const auto found = attribute(*object, node.name);
    if (!found) return std::unexpected(found.error());
    if (observer_ != nullptr) observer_->on_attribute(*node.object, {&node.name, 1}, *found);
    if (*found != nullptr) return **found;
    return no_attribute(*object, node.name);
  }

  std::unexpected<Error> no_attribute(const Value& object, const std::string& name) const {
    const Value* record = &object;
    std::string owner = "the record";
    if (object.is_entity()) {
      const Entity* entity = entities_.find(object.as_entity());
      if (entity == nullptr) return no_entity(object.as_entity());
      record = &entity->attributes;
      owner = fmt::format("`{}`", to_string(entity->uid));
    }
    std::vector<std::string_view> names;
    std::ranges::transform(record->fields(), std::back_inserter(names),
                           [](const auto& field) { return std::string_view(field.first); });
    std::string help = text::did_you_mean(name, names);
    if (help.empty()) help = "Ask with `has` first.";
    return fail(ErrorCode::kNotFound, fmt::format("{} has no attribute `{}`", owner, name), {},
                std::move(help));
  }

  Result<Value> visit(const node::HasAttribute& node) const {
    auto object = value_of(*node.object);
    if (!object) return object;
    for (size_t i = 0; i < node.path.size(); ++i) {
      const auto found = attribute(*object, node.path[i]);
      if (!found) return std::unexpected(found.error());
      if (observer_ != nullptr) {
        observer_->on_attribute(*node.object, std::span(node.path).first(i + 1), *found);
      }
      if (*found == nullptr) return Value::boolean(false);
      // The value is copied before what it stands in goes.
      object = Value(**found);
    }
    return Value::boolean(true);
  }

  Result<Value> visit(const node::Like& node) const {
    const auto object = value_of(*node.object);
    if (!object) return object;
    if (!object->is_string()) return type_error("string", *object);
    return Value::boolean(node.pattern.matches(object->as_string()));
  }

  Result<Value> visit(const node::Is& node) const {
    const auto object = value_of(*node.object);
    if (!object) return object;
    if (!object->is_entity()) return type_error("entity", *object);
    const bool same_type = object->as_entity().type == node.type;
    if (!same_type || !node.group) return Value::boolean(same_type);
    const auto group = value_of(*node.group);
    if (!group) return group;
    return is_in(*object, *group);
  }

  Result<std::vector<Value>> values_of(const std::vector<ExprPtr>& exprs) const {
    std::vector<Value> out;
    out.reserve(exprs.size());
    for (const ExprPtr& expr : exprs) {
      auto value = value_of(*expr);
      if (!value) return std::unexpected(std::move(value.error()));
      out.push_back(std::move(*value));
    }
    return out;
  }

  Result<Value> visit(const node::Set& node) const {
    auto elements = values_of(node.elements);
    if (!elements) return std::unexpected(std::move(elements.error()));
    return Value::set(std::move(*elements));
  }

  // By the names of the fields, as the reference does it: where two of them err, the first of these
  // is told.
  Result<Value> visit(const node::Record& node) const {
    std::vector<const std::pair<std::string, ExprPtr>*> in_order;
    for (const auto& field : node.fields) in_order.push_back(&field);
    std::ranges::sort(in_order, {}, [](const auto* field) { return field->first; });
    Value::Fields fields;
    for (const auto* field : in_order) {
      auto value = value_of(*field->second);
      if (!value) return value;
      fields.emplace_back(field->first, std::move(*value));
    }
    return Value::record(std::move(fields));
  }

  Result<Value> visit(const node::Call& node) const {
    const auto arguments = values_of(node.arguments);
    if (!arguments) return std::unexpected(arguments.error());
    return call_function(node.function, *arguments);
  }

  const Request& request_;
  const Entities& entities_;
  ReadObserver* observer_;
};

}  // namespace

Result<Value> evaluate(const Expr& expr, const Request& request, const Entities& entities,
                       ReadObserver* observer) {
  return Evaluator(request, entities, observer).value_of(expr);
}

}  // namespace sekisho::cedar
