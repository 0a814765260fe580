#include "cedar/level_validator.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "cedar/format.h"
#include "cedar/policy_conditions.h"

namespace sekisho::cedar {
namespace {

using Types = std::map<const Expr*, CheckTypePtr>;
using Kind = CheckType::Kind;

// Walks the expressions of one policy for one kind of request. What has no type is never
// evaluated and not looked at.
class LevelCheck {
 public:
  LevelCheck(const Types& types, const RequestType& request, const Schema& schema,
             TypeConverter& converter, uint32_t max_level, std::vector<Error>& errors)
      : types_(types),
        request_(request),
        schema_(schema),
        converter_(converter),
        max_level_(max_level),
        errors_(errors) {}

  void check(const Expr& expr) {
    if (!types_.contains(&expr)) return;
    if (const auto* x = std::get_if<node::GetAttribute>(&expr.node)) {
      follow_or_check(expr, *x->object);
    } else if (const auto* has = std::get_if<node::HasAttribute>(&expr.node)) {
      check_has(expr, *has);
    } else if (const auto* is = std::get_if<node::Is>(&expr.node); is != nullptr && is->group) {
      follow(expr, level_of(*is->object, {}));
      check(*is->group);
    } else if (const auto* binary = std::get_if<node::Binary>(&expr.node);
               binary != nullptr && follows_left(binary->op)) {
      follow(expr, level_of(*binary->left, {}));
      check(*binary->right);
    } else {
      for (const Expr* operand : operands(expr)) check(*operand);
    }
  }

 private:
  static bool follows_left(BinaryOp op) {
    return op == BinaryOp::kIn || op == BinaryOp::kGetTag || op == BinaryOp::kHasTag;
  }

  bool is_entity(const Expr& expr) const {
    const auto found = types_.find(&expr);
    return found != types_.end() &&
           (found->second->kind == Kind::kEntity || found->second->kind == Kind::kAnyEntity);
  }

  void follow_or_check(const Expr& expr, const Expr& object) {
    if (is_entity(object)) {
      follow(expr, level_of(object, {}));
    } else {
      check(object);
    }
  }

  // An entity at `level` is followed by `expr`.
  void follow(const Expr& expr, uint32_t level) {
    if (level < max_level_) return;
    report(
        expr,
        fmt::format("`{}` needs level {}, allowed is {}", to_string(expr), level + 1, max_level_),
        "Put what is needed into the context or closer to the request.");
  }

  void report(const Expr& expr, std::string message, std::string help) {
    errors_.push_back(
        {ErrorCode::kBadInput, std::move(message), to_place(expr.span), std::move(help)});
  }

  // Each step of `e has a.b.c` follows what the steps before it reached, if that is an entity.
  void check_has(const Expr& expr, const node::HasAttribute& node) {
    follow_or_check(expr, *node.object);
    const auto found = types_.find(node.object.get());
    if (found == types_.end()) return;
    CheckTypePtr type = found->second;
    uint32_t level = type->kind == Kind::kRecord ? 0 : level_of(*node.object, {}) + 1;
    for (size_t i = 0; i + 1 < node.path.size(); ++i) {
      const auto attribute = attribute_of(*type, node.path[i], schema_, converter_);
      if (!attribute) return;
      type = attribute->type;
      if (type->kind != Kind::kEntity) continue;
      follow(expr, level);
      ++level;
    }
  }

  // How many entities are followed to reach the entity (or the record on the way to one) that
  // `expr` gives. `path` are the attributes that will be taken from it, the next one last.
  uint32_t level_of(const Expr& expr, std::vector<std::string> path) {
    if (const auto* literal = std::get_if<node::Literal>(&expr.node)) {
      const bool is_action =
          literal->value.is_entity() && literal->value.as_entity() == request_.action;
      if (!is_action) {
        report(expr,
               fmt::format("`{}` is followed, though it does not come from the request",
                           to_string(expr)),
               "Only principal, action, resource and context lead to entities.");
      }
      return 0;
    }
    if (const auto* x = std::get_if<node::If>(&expr.node)) {
      check(*x->test);
      const bool has_then = types_.contains(x->then_branch.get());
      const bool has_else = types_.contains(x->else_branch.get());
      return std::max(has_then ? level_of(*x->then_branch, path) : 0,
                      has_else ? level_of(*x->else_branch, path) : 0);
    }
    if (const auto* x = std::get_if<node::GetAttribute>(&expr.node)) {
      if (is_entity(*x->object)) return level_of(*x->object, std::move(path)) + 1;
      path.push_back(x->name);
      return level_of(*x->object, std::move(path));
    }
    if (const auto* x = std::get_if<node::Binary>(&expr.node);
        x != nullptr && x->op == BinaryOp::kGetTag) {
      check(*x->right);
      return level_of(*x->left, std::move(path)) + 1;
    }
    if (const auto* x = std::get_if<node::Record>(&expr.node); x != nullptr && !path.empty()) {
      return level_of_field(*x, std::move(path));
    }
    return 0;
  }

  uint32_t level_of_field(const node::Record& record, std::vector<std::string> path) {
    const std::string name = std::move(path.back());
    path.pop_back();
    uint32_t out = 0;
    for (const auto& [key, value] : record.fields) {
      if (key == name) {
        out = level_of(*value, path);
      } else {
        check(*value);
      }
    }
    return out;
  }

  const Types& types_;
  const RequestType& request_;
  const Schema& schema_;
  TypeConverter& converter_;
  uint32_t max_level_;
  std::vector<Error>& errors_;
};

std::vector<Error> level_errors(const Policy& policy, const Schema& schema,
                                TypeConverter& converter, uint32_t max_level) {
  std::vector<Error> out;
  const std::vector<PolicyCondition> conditions = conditions_of(policy);
  for_each_request_type(schema, converter, [&](const RequestType& request) {
    std::vector<Error> type_errors;
    Types types;
    Typechecker checker(schema, ValidationMode::kStrict, request, converter, type_errors);
    checker.note_types(types);
    check_conditions(conditions, checker);
    if (!type_errors.empty()) return;
    LevelCheck check(types, request, schema, converter, max_level, out);
    for (const PolicyCondition& condition : conditions) check.check(*condition.expr);
  });
  return out;
}

}  // namespace

ValidationReport validate_with_level(const PolicySet& policies, const Schema& schema,
                                     uint32_t max_level) {
  ValidationReport out = validate(policies, schema, ValidationMode::kStrict);
  TypeConverter converter;
  const auto add = [&](const Policy& policy) {
    std::set<std::string> seen;
    for (Error& error : level_errors(policy, schema, converter, max_level)) {
      error.place.file = policy.place.file;
      if (seen.insert(to_string(error)).second) out.errors.push_back({policy.id, std::move(error)});
    }
  };
  std::ranges::for_each(policies.templates(), add);
  for (const Policy& policy : policies) {
    if (!policy.link) add(policy);
  }
  return out;
}

}  // namespace sekisho::cedar
