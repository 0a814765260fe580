#include "policy/overlap.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace sekisho::policy {
namespace {

using cedar::BinaryOp;
using cedar::Expr;
namespace node = cedar::node;

const cedar::Value* literal_of(const Expr& expr) {
  const auto* literal = std::get_if<node::Literal>(&expr.node);
  return literal == nullptr ? nullptr : &literal->value;
}

// `what == literal`, either way round.
struct Equation {
  const Expr* what = nullptr;
  const cedar::Value* literal = nullptr;
  bool holds = true;
};

Equation equation_of(const Expr& expr, bool fact_holds) {
  const auto* binary = std::get_if<node::Binary>(&expr.node);
  if (binary == nullptr) return {};
  const bool equal = binary->op == BinaryOp::kEqual;
  if (!equal && binary->op != BinaryOp::kNotEqual) return {};
  const bool holds = fact_holds == equal;
  if (const auto* right = literal_of(*binary->right)) return {binary->left.get(), right, holds};
  if (const auto* left = literal_of(*binary->left)) return {binary->right.get(), left, holds};
  return {};
}

bool scopes_differ(const cedar::ScopeConstraint& a, const cedar::ScopeConstraint& b) {
  using Kind = cedar::ScopeConstraint::Kind;
  return a.kind == Kind::kEqual && b.kind == Kind::kEqual && !a.has_slot && !b.has_slot &&
         a.entities != b.entities;
}

}  // namespace

Reach::Reach(const cedar::Policy& policy, const cedar::Schema& schema)
    : policy_(&policy), kinds_(cedar::applicable_kinds(policy, schema)) {
  for (const cedar::Clause& clause : policy.clauses) {
    add_facts(*clause.condition, !clause.is_unless);
  }
}

// Splits what has to be `holds` into facts that all have to be so.
void Reach::add_facts(const Expr& expr, bool holds) {
  if (const auto* unary = std::get_if<node::Unary>(&expr.node);
      unary != nullptr && unary->op == cedar::UnaryOp::kNot) {
    return add_facts(*unary->operand, !holds);
  }
  if (const auto* binary = std::get_if<node::Binary>(&expr.node);
      binary != nullptr && binary->op == (holds ? BinaryOp::kAnd : BinaryOp::kOr)) {
    // Of `a && b` both are true. Of a false `a || b` both are false.
    add_facts(*binary->left, holds);
    return add_facts(*binary->right, holds);
  }
  facts_.push_back({&expr, holds});
}

bool Reach::contradict(const Fact& a, const Fact& b) {
  if (a.holds != b.holds && cedar::same_expr(*a.expr, *b.expr)) return true;
  const Equation x = equation_of(*a.expr, a.holds);
  const Equation y = equation_of(*b.expr, b.holds);
  if (x.what == nullptr || y.what == nullptr || !cedar::same_expr(*x.what, *y.what)) return false;
  if (x.holds && y.holds) return *x.literal != *y.literal;
  return x.holds != y.holds && *x.literal == *y.literal;
}

bool Reach::meets(const Reach& other) const {
  if (scopes_differ(policy_->principal, other.policy_->principal) ||
      scopes_differ(policy_->action, other.policy_->action) ||
      scopes_differ(policy_->resource, other.policy_->resource)) {
    return false;
  }
  std::vector<cedar::RequestKind> common;
  std::ranges::set_intersection(kinds_, other.kinds_, std::back_inserter(common));
  if (common.empty()) return false;
  return std::ranges::none_of(facts_, [&](const Fact& one) {
    return std::ranges::any_of(other.facts_, [&](const Fact& two) { return contradict(one, two); });
  });
}

}  // namespace sekisho::policy
