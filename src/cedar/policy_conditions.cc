#include "cedar/policy_conditions.h"

namespace sekisho::cedar {
namespace {

ExprPtr entity_literal(const EntityUid& uid, const Span& span) {
  return make_expr(node::Literal{Value::entity(uid)}, span);
}

void add_scope(const ScopeConstraint& constraint, Variable variable,
               std::vector<PolicyCondition>& out) {
  using Kind = ScopeConstraint::Kind;
  const ExprPtr var = make_expr(node::Var{variable}, constraint.span);
  if (constraint.kind == Kind::kIs || constraint.kind == Kind::kIsIn) {
    out.push_back({make_expr(node::Is{var, constraint.type, nullptr}, constraint.span)});
  }
  if (constraint.kind == Kind::kAny || constraint.kind == Kind::kIs || constraint.has_slot) return;
  ExprPtr right;
  if (variable == Variable::kAction && constraint.kind == Kind::kIn) {
    node::Set set;
    for (const EntityUid& uid : constraint.entities) {
      set.elements.push_back(entity_literal(uid, constraint.span));
    }
    right = make_expr(std::move(set), constraint.span);
  } else {
    right = entity_literal(constraint.entities.front(), constraint.span);
  }
  const BinaryOp op = constraint.kind == Kind::kEqual ? BinaryOp::kEqual : BinaryOp::kIn;
  out.push_back({make_expr(node::Binary{op, var, right}, constraint.span)});
}

}  // namespace

std::vector<PolicyCondition> conditions_of(const Policy& policy) {
  std::vector<PolicyCondition> out;
  add_scope(policy.principal, Variable::kPrincipal, out);
  add_scope(policy.action, Variable::kAction, out);
  add_scope(policy.resource, Variable::kResource, out);
  for (const Clause& clause : policy.clauses) {
    out.push_back({clause.condition, clause.is_unless, true});
  }
  return out;
}

void for_each_request_type(const Schema& schema, TypeConverter& converter,
                           const std::function<void(const RequestType&)>& visit) {
  for (const auto& [uid, info] : schema.actions()) {
    for (const std::string& principal : info.principals) {
      for (const std::string& resource : info.resources) {
        visit({principal, uid, resource, converter.convert(info.context)});
      }
    }
  }
}

bool check_conditions(const std::vector<PolicyCondition>& conditions, Typechecker& checker) {
  Typechecker::Capabilities known;
  bool clauses_typed = true;
  for (const PolicyCondition& condition : conditions) {
    const auto answer = checker.check_condition(*condition.expr, known);
    const auto never = condition.negated ? CheckType::Kind::kTrue : CheckType::Kind::kFalse;
    // Clauses are joined from the right: behind one without a type nothing is certain.
    if (answer.type && answer.type->kind == never) return !clauses_typed;
    if (condition.is_clause && !condition.negated && !answer.type) clauses_typed = false;
    if (!condition.negated) known.insert(answer.granted.begin(), answer.granted.end());
  }
  return true;
}

}  // namespace sekisho::cedar
