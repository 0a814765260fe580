#include "cedar/partial.h"

#include <algorithm>
#include <utility>

#include "cedar/partial_expr.h"

namespace sekisho::cedar {
namespace {

ExprPtr truth(bool value) {
  return make_expr(node::Literal{Value::boolean(value)});
}

// What is left of one policy, clause by clause.
class Reduction {
 public:
  Reduction(const Policy& policy, const PartialRequest& request, const PartialEntities& entities,
            const PartialOptions& options)
      : policy_(policy), request_(request), evaluator_(request, entities, options) {}

  PartialPolicy run() {
    Policy& residual = out_.residual;
    residual.id = policy_.id;
    residual.annotations = policy_.annotations;
    residual.bare_annotations = policy_.bare_annotations;
    residual.effect = policy_.effect;
    residual.place = policy_.place;
    out_.can_err = false;
    // A scope never errs, so one part that cannot match ends it.
    for (auto [constraint, uid, left] :
         {std::tuple{&policy_.action, &request_.action, &residual.action},
          {&policy_.principal, &request_.principal, &residual.principal},
          {&policy_.resource, &request_.resource, &residual.resource}}) {
      const Ternary matches = evaluator_.scope(*constraint, *uid);
      if (matches == Ternary::kFalse) return failed();
      if (matches == Ternary::kOpen) {
        *left = *constraint;
        scope_is_open_ = true;
      }
    }
    for (size_t i = 0; i < policy_.clauses.size() && out_.can_hold; ++i) add_clause(i);
    if (!out_.can_hold && !out_.can_err) return failed();
    const bool errs = !out_.can_hold && !scope_is_open_ && clauses_err_;
    const bool is_open = scope_is_open_ || !residual.clauses.empty();
    out_.state = errs ? PartialState::kErrs : is_open ? PartialState::kOpen : PartialState::kHolds;
    return std::move(out_);
  }

 private:
  PartialPolicy failed() {
    out_.state = PartialState::kFails;
    out_.can_hold = false;
    out_.can_err = false;
    out_.residual.clauses = {{.condition = truth(false), .text = "false"}};
    out_.clauses.assign(1, 0);
    return std::move(out_);
  }

  void add_clause(size_t index) {
    const Clause& clause = policy_.clauses[index];
    const Partial left = evaluator_.condition(clause.condition);
    const bool decided = left.value && left.value->is_bool();
    if (decided && left.value->as_bool() != clause.is_unless) return;
    if (decided) {
      keep(index, {.condition = truth(false), .text = "false"});
      out_.can_hold = false;
      return;
    }
    // What errs for certain, errs only where all clauses before it hold.
    const bool errs = left.errs || left.value;
    if (errs) clauses_err_ = out_.residual.clauses.empty();
    const bool is_bool = left.type && left.type->kind == ValueKind::kBool;
    out_.can_err = out_.can_err || errs || left.may_err || !is_bool;
    out_.can_hold = !errs && !(clause.is_unless ? left.never_false : left.never_true);
    if (!clause.is_unless) evaluator_.assume(left.expr);
    Clause residual{.is_unless = clause.is_unless, .condition = left.expr, .place = clause.place};
    keep(index, std::move(residual));
  }

  void keep(size_t index, Clause clause) {
    out_.residual.clauses.push_back(std::move(clause));
    out_.clauses.push_back(index);
  }

  const Policy& policy_;
  const PartialRequest& request_;
  PartialEvaluator evaluator_;
  PartialPolicy out_;
  bool scope_is_open_ = false;
  bool clauses_err_ = false;
};

}  // namespace

PartialPolicy partially_evaluate(const Policy& policy, const PartialRequest& request,
                                 const PartialEntities& entities, const PartialOptions& options) {
  return Reduction(policy, request, entities, options).run();
}

PartialAnswer partially_authorize(const PolicySet& policies, const PartialRequest& request,
                                  const PartialEntities& entities, const PartialOptions& options) {
  PartialAnswer out;
  bool permitted = false, forbidden = false, may_permit = false, may_forbid = false;
  for (const Policy& policy : policies) {
    PartialPolicy left = partially_evaluate(policy, request, entities, options);
    if (left.state == PartialState::kFails) continue;
    const bool permits = policy.effect == Effect::kPermit;
    if (left.state == PartialState::kHolds) (permits ? permitted : forbidden) = true;
    if (left.state == PartialState::kOpen && left.can_hold) {
      (permits ? may_permit : may_forbid) = true;
    }
    out.policies.push_back(std::move(left));
  }
  if (forbidden || (!permitted && !may_permit)) {
    out.decision = Decision::kDeny;
  } else if (permitted && !may_forbid) {
    out.decision = Decision::kAllow;
  }
  return out;
}

PolicySet PartialAnswer::residual(bool errors) const {
  PolicySet out;
  for (const PartialPolicy& policy : policies) {
    const bool holds_or_may = policy.state == PartialState::kHolds ||
                              (policy.state == PartialState::kOpen && policy.can_hold);
    if (!errors && !holds_or_may) continue;
    SEKISHO_INVARIANT(out.add(policy.residual).has_value());
  }
  return out;
}

}  // namespace sekisho::cedar
