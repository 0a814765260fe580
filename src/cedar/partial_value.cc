#include "cedar/partial_value.h"

#include <algorithm>

#include "base/error.h"
#include "cedar/parser.h"

namespace sekisho::cedar {
namespace {

SchemaTypePtr make_kind(ValueKind kind) {
  SchemaType type;
  type.kind = kind;
  return std::make_shared<const SchemaType>(std::move(type));
}

}  // namespace

const SchemaTypePtr& kind_type(ValueKind kind) {
  static const std::vector<SchemaTypePtr> types = [] {
    std::vector<SchemaTypePtr> out;
    for (int i = 0; i <= static_cast<int>(ValueKind::kIpAddress); ++i) {
      out.push_back(make_kind(static_cast<ValueKind>(i)));
    }
    return out;
  }();
  return types[static_cast<size_t>(kind)];
}

SchemaTypePtr entity_type_named(const std::string& name) {
  SchemaType type;
  type.kind = ValueKind::kEntity;
  type.entity = name;
  return std::make_shared<const SchemaType>(std::move(type));
}

std::optional<ValueKind> kind_of(const Partial& partial) {
  if (partial.value) return partial.value->kind();
  return partial.type ? std::optional(partial.type->kind) : std::nullopt;
}

bool is_kind(const Partial& partial, ValueKind kind) {
  return kind_of(partial) == kind;
}

std::string_view entity_type_of(const Partial& partial) {
  if (!is_kind(partial, ValueKind::kEntity)) return {};
  return partial.value ? partial.value->as_entity().type : partial.type->entity;
}

bool is_group(const Partial& partial) {
  if (is_kind(partial, ValueKind::kEntity)) return true;
  if (!is_kind(partial, ValueKind::kSet)) return false;
  if (partial.value) return std::ranges::all_of(partial.value->elements(), &Value::is_entity);
  return partial.type->element && partial.type->element->kind == ValueKind::kEntity;
}

bool is_bool(const Partial& partial) {
  return is_kind(partial, ValueKind::kBool);
}

bool is_true(const Partial& partial) {
  return partial.value && partial.value->is_bool() && partial.value->as_bool();
}

bool is_false(const Partial& partial) {
  return partial.value && partial.value->is_bool() && !partial.value->as_bool();
}

ExprPtr expr_of(const Value& value, const Span& span) {
  switch (value.kind()) {
    case ValueKind::kBool:
    case ValueKind::kLong:
    case ValueKind::kString:
    case ValueKind::kEntity:
      return make_expr(node::Literal{value}, span);
    case ValueKind::kSet: {
      node::Set set;
      for (const Value& element : value.elements()) set.elements.push_back(expr_of(element, span));
      return make_expr(std::move(set), span);
    }
    case ValueKind::kRecord: {
      node::Record record;
      for (const auto& [name, field] : value.fields()) {
        record.fields.emplace_back(name, expr_of(field, span));
      }
      return make_expr(std::move(record), span);
    }
    default: {
      // Values of the extension types print as the call that makes them.
      Result<ExprPtr> call = parse_expression(to_string(value));
      SEKISHO_INVARIANT(call.has_value());
      return *call;
    }
  }
}

ExprPtr literal_of(const Value& value) {
  return make_expr(node::Literal{value});
}

Partial left_open(ExprPtr expr, bool may_err, SchemaTypePtr type) {
  return {.expr = std::move(expr), .may_err = may_err, .type = std::move(type)};
}

}  // namespace sekisho::cedar
