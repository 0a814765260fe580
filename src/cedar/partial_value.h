#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cedar/expr.h"
#include "cedar/schema_type.h"

// What partial evaluation makes of an expression. Internal to this folder.
namespace sekisho::cedar {

// What is known of the value of an expression: the value, or what is left of the expression.
struct Partial {
  using Fields = std::vector<std::pair<std::string, Partial>>;

  std::optional<Value> value = {};
  ExprPtr expr = {};         // never null: the residual; beside a value, the expression as written
  bool may_err = false;      // some completion makes it err
  bool errs = false;         // all do; then `may_err`, too
  bool never_true = false;   // no completion makes it true
  bool never_false = false;  // likewise
  SchemaTypePtr type = {};   // where it is not an error, it is of this type; null: not known
  std::shared_ptr<const Fields> fields = {};  // of a record that is written out
};

// A type of which only the kind is known.
const SchemaTypePtr& kind_type(ValueKind kind);
SchemaTypePtr entity_type_named(const std::string& name);
std::optional<ValueKind> kind_of(const Partial& partial);
bool is_kind(const Partial& partial, ValueKind kind);
// The type of the entity that it is; empty where that is not known.
std::string_view entity_type_of(const Partial& partial);
// An entity, or a set of nothing but entities: what may stand on the right of `in`.
bool is_group(const Partial& partial);
bool is_bool(const Partial& partial);
bool is_true(const Partial& partial);
bool is_false(const Partial& partial);
ExprPtr expr_of(const Value& value, const Span& span);
ExprPtr literal_of(const Value& value);
Partial left_open(ExprPtr expr, bool may_err, SchemaTypePtr type);

}  // namespace sekisho::cedar
