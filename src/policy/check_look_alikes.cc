#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "policy/characters.h"
#include "policy/check_set.h"

namespace sekisho::policy {
namespace {

namespace node = cedar::node;

// Names and texts by what they look like; the first of each is the one that others are held
// against.
class LookAlikes {
 public:
  explicit LookAlikes(std::vector<Finding>& out) : out_(out) {}

  void declare(std::string_view text) { first_.try_emplace(skeleton(text), std::string(text)); }

  void use(std::string_view text, const CheckedPolicy& policy, const cedar::Span& span) {
    if (text.size() < 2) return;
    const auto [known, added] = first_.try_emplace(skeleton(text), std::string(text));
    if (added || known->second == text) return;
    out_.push_back({cedar::Severity::kWarning,
                    "confusable",
                    policy.id,
                    {ErrorCode::kBadInput,
                     fmt::format("`{}` looks like `{}` and is another text", text, known->second),
                     cedar::to_place(span, policy.policy->place.file),
                     "If they are meant to be the same, type this one again."}});
  }

 private:
  std::vector<Finding>& out_;
  std::map<std::string, std::string> first_;  // by skeleton
};

void declare_type(const cedar::SchemaType* type, LookAlikes& known, int depth) {
  if (type == nullptr || depth > 8) return;
  for (const auto& [name, attribute] : type->attributes) {
    known.declare(name);
    declare_type(attribute.type.get(), known, depth + 1);
  }
  declare_type(type->element.get(), known, depth + 1);
}

void declare_schema(const cedar::Schema& schema, LookAlikes& known) {
  for (const auto& [name, info] : schema.entity_types()) {
    for (const std::string& id : info.choices) known.declare(id);
    declare_type(info.attributes.get(), known, 0);
  }
  for (const auto& [uid, info] : schema.actions()) {
    known.declare(uid.id);
    declare_type(info.context.get(), known, 0);
  }
}

void use_value(const cedar::Value& value, const CheckedPolicy& policy, const cedar::Span& span,
               LookAlikes& known) {
  if (value.is_string()) known.use(value.as_string(), policy, span);
  if (value.is_entity()) known.use(value.as_entity().id, policy, span);
}

void use_expr(const cedar::Expr& expr, const CheckedPolicy& policy, LookAlikes& known) {
  if (const auto* literal = std::get_if<node::Literal>(&expr.node)) {
    use_value(literal->value, policy, expr.span, known);
  } else if (const auto* get = std::get_if<node::GetAttribute>(&expr.node)) {
    known.use(get->name, policy, expr.span);
  } else if (const auto* has = std::get_if<node::HasAttribute>(&expr.node)) {
    for (const std::string& name : has->path) known.use(name, policy, expr.span);
  }
  for (const cedar::Expr* operand : cedar::operands(expr)) use_expr(*operand, policy, known);
}

}  // namespace

void check_look_alikes(const CheckedSet& set, std::vector<Finding>& out) {
  LookAlikes known(out);
  if (set.schema != nullptr) declare_schema(*set.schema, known);
  for (const CheckedFile& file : set.files) {
    for (const CheckedPolicy& one : file.policies) {
      for (const cedar::ScopeConstraint* scope :
           {&one.policy->principal, &one.policy->action, &one.policy->resource}) {
        for (const cedar::EntityUid& uid : scope->entities) known.use(uid.id, one, scope->span);
      }
      for (const cedar::Clause& clause : one.policy->clauses)
        use_expr(*clause.condition, one, known);
    }
  }
}

}  // namespace sekisho::policy
