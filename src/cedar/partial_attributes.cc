#include <algorithm>
#include <unordered_set>

#include "cedar/partial_expr.h"

namespace sekisho::cedar {

void PartialEvaluator::assume(const ExprPtr& condition) {
  if (const auto* both = std::get_if<node::Binary>(&condition->node)) {
    if (both->op != BinaryOp::kAnd) return;
    assume(both->left);
    assume(both->right);
  } else if (const auto* has = std::get_if<node::HasAttribute>(&condition->node)) {
    ExprPtr object = has->object;
    for (const std::string& name : has->path) {
      present_.push_back({object, name});
      object = make_expr(node::GetAttribute{object, name});
    }
  }
}

bool PartialEvaluator::is_present(const ExprPtr& object, const std::string& name) const {
  return std::ranges::any_of(present_, [&](const Present& one) {
    return one.name == name && same_expr(*one.object, *object);
  });
}

const PartialUid* PartialEvaluator::unknown_uid(const Expr& expr) const {
  const auto* var = std::get_if<node::Var>(&expr.node);
  if (var == nullptr) return nullptr;
  switch (var->variable) {
    case Variable::kPrincipal:
      return &request_.principal;
    case Variable::kAction:
      return &request_.action;
    case Variable::kResource:
      return &request_.resource;
    case Variable::kContext:
      return nullptr;
  }
  return nullptr;
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::Var&, bool) {
  if (const PartialUid* uid = unknown_uid(*expr)) {
    if (uid->uid) return known(Value::entity(*uid->uid), expr);
    return left_open(expr, false, entity_type_named(uid->type));
  }
  if (request_.unknown_context.empty() && !request_.context_open) {
    return known(request_.context, expr);
  }
  SchemaTypePtr type = kind_type(ValueKind::kRecord);
  if (options_.schema != nullptr && request_.action.uid) {
    const ActionInfo* action = options_.schema->action(*request_.action.uid);
    if (action != nullptr && action->context) type = action->context;
  }
  return left_open(expr, false, std::move(type));
}

const AttributeType* PartialEvaluator::declared(const SchemaType* type,
                                                const std::string& name) const {
  if (type == nullptr || options_.schema == nullptr) return nullptr;
  if (type->kind == ValueKind::kEntity) {
    const EntityTypeInfo* info = options_.schema->entity_type(type->entity);
    type = info == nullptr ? nullptr : info->attributes.get();
  }
  if (type == nullptr || type->kind != ValueKind::kRecord) return nullptr;
  const auto found = type->attributes.find(name);
  return found == type->attributes.end() ? nullptr : &found->second;
}

PartialEvaluator::Attribute PartialEvaluator::attribute_of(const EntityUid& uid,
                                                           const std::string& name) const {
  Attribute out;
  const Entity* entity = entities_.known->find(uid);
  const auto gap = entities_.gaps.find(uid);
  const bool has_gap = gap != entities_.gaps.end();
  const Value* value = entity == nullptr ? nullptr : entity->attributes.find(name);
  if (has_gap && gap->second.attributes.contains(name)) value = nullptr;
  if (value != nullptr) {
    out.state = Attribute::State::kValue;
    out.value = value;
    return out;
  }
  const bool is_open = entity == nullptr ? entities_.others
                                         : has_gap && (gap->second.other_attributes ||
                                                       gap->second.attributes.contains(name));
  if (!is_open) {
    out.state = Attribute::State::kAbsent;
    return out;
  }
  if (const AttributeType* type = declared(entity_type_named(uid.type).get(), name)) {
    out.type = type->type;
    // One that a policy names need not exist.
    out.is_present = type->required && entity != nullptr;
  }
  return out;
}

// The object is a record or an entity, or not known.
PartialEvaluator::Attribute PartialEvaluator::attribute_of(const Partial& object,
                                                           const std::string& name) const {
  Attribute out;
  const auto is_value = [&](const Value* value) {
    out.state = value == nullptr ? Attribute::State::kAbsent : Attribute::State::kValue;
    out.value = value;
    return out;
  };
  if (object.value) {
    if (object.value->is_entity()) return attribute_of(object.value->as_entity(), name);
    return is_value(object.value->find(name));
  }
  const auto* var = std::get_if<node::Var>(&object.expr->node);
  if (var != nullptr && var->variable == Variable::kContext) {
    if (!request_.unknown_context.contains(name)) {
      const Value* value = request_.context.find(name);
      if (value != nullptr || !request_.context_open) return is_value(value);
    }
  } else if (const PartialUid* uid = unknown_uid(*object.expr)) {
    if (const Value* value = uid->attributes.find(name)) return is_value(value);
  } else if (object.fields) {
    bool others_err = false;
    for (const auto& [field, content] : *object.fields) {
      if (field == name) {
        out.field = &content;
      } else {
        others_err = others_err || content.may_err;
      }
    }
    if (out.field == nullptr) return is_value(nullptr);
    out.type = out.field->type;
    out.is_present = true;
    if (others_err) out.field = nullptr;
    return out;
  }
  if (const AttributeType* type = declared(object.type.get(), name)) {
    out.type = type->type;
    out.is_present = type->required;
  }
  out.is_present = out.is_present || is_present(object.expr, name);
  return out;
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::GetAttribute& node, bool) {
  const Partial object = fold(node.object, false);
  node::GetAttribute residual{as_expr(object), node.name};
  const auto kind = kind_of(object);
  const bool can_have = kind == ValueKind::kRecord || kind == ValueKind::kEntity;
  if (object.errs || (kind && !can_have)) return failing(std::move(residual), expr);
  const Attribute found = attribute_of(object, node.name);
  // Where the object may err, it does so before the attribute is asked for.
  if (found.state == Attribute::State::kAbsent) return failing(std::move(residual), expr);
  if (found.state == Attribute::State::kValue) return known(*found.value, expr);
  if (found.field != nullptr) return *found.field;
  // A known entity, too, may have been asked for by name.
  const bool present = found.is_present || is_present(residual.object, node.name);
  return rebuilt(expr, std::move(residual), {&object}, can_have && present, found.type);
}

Partial PartialEvaluator::visit(const ExprPtr& expr, const node::HasAttribute& node, bool) {
  Partial object = fold(node.object, false);
  for (size_t i = 0; i < node.path.size(); ++i) {
    node::HasAttribute residual{as_expr(object),
                                {node.path.begin() + static_cast<long>(i), node.path.end()}};
    const auto kind = kind_of(object);
    const bool can_have = kind == ValueKind::kRecord || kind == ValueKind::kEntity;
    if (object.errs || (kind && !can_have)) return failing(std::move(residual), expr);
    const Attribute found = attribute_of(object, node.path[i]);
    const bool last = i + 1 == node.path.size();
    if (found.state == Attribute::State::kAbsent && !object.may_err) {
      return known(Value::boolean(false), expr);
    }
    if (found.state == Attribute::State::kValue) {
      object = known(*found.value, make_expr(node::GetAttribute{object.expr, node.path[i]}));
      continue;
    }
    if (found.field != nullptr && !last) {
      object = Partial(*found.field);  // copied before what it stands in goes
      continue;
    }
    const bool sure = found.is_present && can_have && !object.may_err &&
                      (found.field == nullptr || !found.field->may_err);
    if (sure && last) return known(Value::boolean(true), expr);
    // Further steps ask something of which only a schema knows what it is.
    return rebuilt(expr, std::move(residual), {&object}, can_have && last,
                   kind_type(ValueKind::kBool));
  }
  return known(Value::boolean(true), expr);
}

Ternary PartialEvaluator::is_in(const EntityUid& child, const EntityUid& ancestor) const {
  std::vector<EntityUid> todo{child};
  std::unordered_set<EntityUid> seen{child};
  bool is_open = false;
  while (!todo.empty()) {
    const EntityUid uid = std::move(todo.back());
    todo.pop_back();
    if (uid == ancestor) return Ternary::kTrue;
    const Entity* entity = entities_.known->find(uid);
    const auto gap = entities_.gaps.find(uid);
    is_open = is_open || (entity == nullptr && entities_.others) ||
              (gap != entities_.gaps.end() && gap->second.parents);
    if (entity == nullptr) continue;
    for (const EntityUid& parent : entity->parents) {
      if (seen.insert(parent).second) todo.push_back(parent);
    }
  }
  const bool apart =
      options_.schema != nullptr && !options_.schema->may_be_in(child.type, ancestor.type);
  return is_open && !apart ? Ternary::kOpen : Ternary::kFalse;
}

Ternary PartialEvaluator::is_in_any(const EntityUid& child,
                                    const std::vector<EntityUid>& ancestors) const {
  Ternary out = Ternary::kFalse;
  for (const EntityUid& ancestor : ancestors) {
    const Ternary one = is_in(child, ancestor);
    if (one == Ternary::kTrue) return one;
    if (one == Ternary::kOpen) out = one;
  }
  return out;
}

Ternary PartialEvaluator::scope(const ScopeConstraint& constraint, const PartialUid& uid) const {
  using Kind = ScopeConstraint::Kind;
  if (constraint.kind == Kind::kAny) return Ternary::kTrue;
  const std::string& type = uid.uid ? uid.uid->type : uid.type;
  if (constraint.kind == Kind::kIs || constraint.kind == Kind::kIsIn) {
    if (!type.empty() && type != constraint.type) return Ternary::kFalse;
    if (constraint.kind == Kind::kIs) return type.empty() ? Ternary::kOpen : Ternary::kTrue;
  }
  bool is_open = false;
  for (const EntityUid& entity : constraint.entities) {
    if (constraint.kind == Kind::kEqual && !type.empty() && type != entity.type) continue;
    if (!uid.uid || is_stand_in(entity)) {
      const bool apart = constraint.kind != Kind::kEqual && options_.schema != nullptr &&
                         !type.empty() && !options_.schema->may_be_in(type, entity.type);
      is_open = is_open || !apart;
      continue;
    }
    const Ternary one = constraint.kind != Kind::kEqual ? is_in(*uid.uid, entity)
                        : *uid.uid == entity            ? Ternary::kTrue
                                                        : Ternary::kFalse;
    if (one == Ternary::kTrue) return one;
    is_open = is_open || one == Ternary::kOpen;
  }
  return is_open ? Ternary::kOpen : Ternary::kFalse;
}

}  // namespace sekisho::cedar
