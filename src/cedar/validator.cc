#include "cedar/validator.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

#include "cedar/characters.h"
#include "cedar/format.h"
#include "cedar/policy_conditions.h"
#include "cedar/suggestion.h"
#include "text/nearest.h"

namespace sekisho::cedar {
namespace {

// Calls `visit` for the expression and everything below it.
void for_each_expr(const Expr& expr, const std::function<void(const Expr&)>& visit) {
  visit(expr);
  for (const Expr* operand : operands(expr)) for_each_expr(*operand, visit);
}

class PolicyValidator {
 public:
  PolicyValidator(const Schema& schema, ValidationMode mode, TypeConverter& converter,
                  ValidationReport& report)
      : schema_(schema), mode_(mode), converter_(converter), report_(report) {}

  void check(const Policy& policy) {
    policy_ = &policy;
    seen_.clear();
    check_names();
    check_application();
    check_types();
    check_characters();
  }

  // The policy was checked as its template already: what is new are the entities in the slots.
  void check_link(const Policy& policy) {
    policy_ = &policy;
    seen_.clear();
    for (const auto& [slot, uid] : policy.link->values) check_type_name(uid.type, {});
    check_application();
  }

 private:
  void add(std::vector<ValidationIssue>& list, Error error, Concern concern = Concern::kWrong) {
    if (error.place.line == 0) error.place = policy_->place;
    error.place.file = policy_->place.file;
    if (!seen_.emplace(error.place.line, error.place.column, error.message).second) return;
    list.push_back({policy_->id, std::move(error), concern});
  }

  void refuse(const Span& span, std::string message, std::string help = {}) {
    add(report_.errors,
        {ErrorCode::kBadInput, std::move(message), to_place(span), std::move(help)});
  }

  void check_names() {
    for (const ScopeConstraint* constraint :
         {&policy_->principal, &policy_->action, &policy_->resource}) {
      if (!constraint->type.empty()) check_type_name(constraint->type, constraint->span);
      for (const EntityUid& uid : constraint->entities) check_uid(uid, constraint->span);
    }
    for (const Clause& clause : policy_->clauses) {
      for_each_expr(*clause.condition, [&](const Expr& expr) {
        if (const auto* x = std::get_if<node::Is>(&expr.node)) check_type_name(x->type, expr.span);
        const auto* x = std::get_if<node::Literal>(&expr.node);
        if (x != nullptr && x->value.is_entity()) check_uid(x->value.as_entity(), expr.span);
      });
    }
  }

  void check_type_name(const std::string& name, const Span& span) {
    if (is_action_type_name(name) || schema_.entity_type(name) != nullptr) return;
    std::vector<std::string_view> known;
    for (const auto& [known_name, info] : schema_.entity_types()) known.push_back(known_name);
    refuse(span, fmt::format("the schema has no entity type `{}`", name), suggestion(name, known));
  }

  void check_uid(const EntityUid& uid, const Span& span) {
    check_type_name(uid.type, span);
    if (is_action_type_name(uid.type)) {
      if (schema_.action(uid) != nullptr) return;
      std::vector<std::string> names;
      for (const auto& [known, info] : schema_.actions()) names.push_back(to_string(known));
      const std::vector<std::string_view> views(names.begin(), names.end());
      refuse(span, fmt::format("the schema has no action `{}`", to_string(uid)),
             suggestion(to_string(uid), views));
      return;
    }
    const EntityTypeInfo* info = schema_.entity_type(uid.type);
    if (info == nullptr || !info->is_enum) return;
    if (std::ranges::find(info->choices, uid.id) != info->choices.end()) return;
    const std::vector<std::string_view> views(info->choices.begin(), info->choices.end());
    refuse(span,
           fmt::format("`{}` is not one of the entities that `{}` enumerates", to_string(uid),
                       uid.type),
           text::did_you_mean(uid.id, views));
  }

  // Types that the constraint lets through.
  std::set<std::string> types_of(const ScopeConstraint& constraint) const {
    using Kind = ScopeConstraint::Kind;
    const bool bound = !constraint.entities.empty();
    std::set<std::string> out;
    const auto consider = [&](const std::string& name) {
      const std::string* group = bound ? &constraint.entities.front().type : nullptr;
      const bool in_group = group == nullptr || schema_.may_be_in(name, *group);
      const bool named = constraint.type.empty() || constraint.type == name;
      const bool equal = constraint.kind != Kind::kEqual || group == nullptr || name == *group;
      if (in_group && named && equal) out.insert(name);
    };
    for (const auto& [name, info] : schema_.entity_types()) consider(name);
    if (bound) consider(constraint.entities.front().type);
    if (is_action_type_name(constraint.type)) consider(constraint.type);
    return out;
  }

  bool applies(const EntityUid& uid, const ActionInfo& info) const {
    using Kind = ScopeConstraint::Kind;
    const ScopeConstraint& constraint = policy_->action;
    if (constraint.kind == Kind::kAny) return true;
    // An undeclared action makes the whole list meaningless; it is reported by name.
    for (const EntityUid& named : constraint.entities) {
      if (schema_.action(named) == nullptr) return false;
    }
    return std::ranges::any_of(constraint.entities, [&](const EntityUid& named) {
      return named == uid || (constraint.kind == Kind::kIn && info.ancestors.contains(named));
    });
  }

  void check_application() {
    const std::set<std::string> principals = types_of(policy_->principal);
    const std::set<std::string> resources = types_of(policy_->resource);
    const auto meet = [](const std::set<std::string>& a, const std::set<std::string>& b) {
      return std::ranges::any_of(a, [&](const std::string& name) { return b.contains(name); });
    };
    for (const auto& [uid, info] : schema_.actions()) {
      if (applies(uid, info) && meet(principals, info.principals) &&
          meet(resources, info.resources)) {
        return;
      }
    }
    refuse({}, "no action of the schema applies to what the scope allows",
           "Compare the scope with `appliesTo` of its actions.");
  }

  void check_types() {
    const std::vector<PolicyCondition> conditions = conditions_of(*policy_);
    bool ever = false;
    for_each_request_type(schema_, converter_, [&](const RequestType& request) {
      std::vector<Error> errors;
      Typechecker checker(schema_, mode_, request, converter_, errors);
      if (check_conditions(conditions, checker)) ever = true;
      for (Error& error : errors) add(report_.errors, std::move(error));
    });
    if (ever) return;
    add(report_.warnings,
        {ErrorCode::kBadInput,
         "the policy can never apply",
         {},
         "Its conditions are false for every kind of request that the schema allows."},
        Concern::kNeverApplies);
  }

  void warn_of(Lookalike found, std::string_view what, std::string_view text, const Span& span) {
    if (found == Lookalike::kNone) return;
    const std::string shown = fmt::format("the {} `{}`", what, with_hidden_shown(text));
    Error warning{ErrorCode::kBadInput, {}, to_place(span), {}};
    Concern concern = Concern::kMixedScripts;
    switch (found) {
      case Lookalike::kDirection:
        concern = Concern::kDirection;
        warning.message = shown + " turns the direction of writing";
        warning.help = "What is seen is not what is compared; remove the control characters.";
        break;
      case Lookalike::kUnusual:
        concern = Concern::kUnusual;
        warning.message = shown + " has a character that names should not have";
        warning.help = "It looks like another one, or like nothing; write the usual one.";
        break;
      default:
        warning.message = shown + " mixes scripts";
        warning.help = "Letters of different scripts look alike; check that each is meant.";
        break;
    }
    add(report_.warnings, std::move(warning), concern);
  }

  void warn_of_name(std::string_view name, const Span& span) {
    warn_of(lookalike_in_name(name), "name", name, span);
  }

  void warn_of_text(std::string_view text, const Span& span) {
    warn_of(lookalike_in_text(text), "text", text, span);
  }

  void check_characters() {
    for (const ScopeConstraint* constraint :
         {&policy_->principal, &policy_->action, &policy_->resource}) {
      for (const EntityUid& uid : constraint->entities) warn_of_name(uid.id, constraint->span);
    }
    for (const Clause& clause : policy_->clauses) {
      for_each_expr(*clause.condition, [&](const Expr& expr) { check_characters_of(expr); });
    }
  }

  void check_characters_of(const Expr& expr) {
    if (const auto* literal = std::get_if<node::Literal>(&expr.node)) {
      const Value& value = literal->value;
      if (value.is_string()) warn_of_text(value.as_string(), expr.span);
      if (value.is_entity()) warn_of_name(value.as_entity().id, expr.span);
    } else if (const auto* like = std::get_if<node::Like>(&expr.node)) {
      warn_of_text(fmt::format("{}", fmt::join(like->pattern.pieces, "*")), expr.span);
    } else if (const auto* get = std::get_if<node::GetAttribute>(&expr.node)) {
      warn_of_name(get->name, expr.span);
    } else if (const auto* has = std::get_if<node::HasAttribute>(&expr.node)) {
      for (const std::string& name : has->path) warn_of_name(name, expr.span);
    } else if (const auto* record = std::get_if<node::Record>(&expr.node)) {
      for (const auto& [name, value] : record->fields) warn_of_name(name, expr.span);
    }
  }

  const Schema& schema_;
  ValidationMode mode_;
  TypeConverter& converter_;
  ValidationReport& report_;
  const Policy* policy_ = nullptr;
  // One mistake is found for many kinds of request; it is reported once.
  std::set<std::tuple<uint64_t, uint64_t, std::string>> seen_;
};

}  // namespace

ValidationReport validate(const PolicySet& policies, const Schema& schema, ValidationMode mode) {
  ValidationReport out;
  TypeConverter converter;
  PolicyValidator validator(schema, mode, converter, out);
  for (const Policy& policy : policies.templates()) validator.check(policy);
  for (const Policy& policy : policies) {
    if (policy.link) {
      validator.check_link(policy);
    } else {
      validator.check(policy);
    }
  }
  return out;
}

}  // namespace sekisho::cedar
