#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cedar/entity.h"
#include "cedar/evaluator.h"
#include "cedar/policy.h"
#include "cedar/schema.h"

// Which scopes and clauses of a set of policies the cases of its tests have satisfied and failed.
namespace sekisho::policy {

struct CoverageCount {
  uint64_t satisfied = 0;
  uint64_t failed = 0;
  uint64_t erred = 0;
  // False for a scope that the schema lets nothing fail, such as `principal is User` where only
  // users ask.
  bool can_fail = true;

  size_t outcomes() const { return can_fail ? 2 : 1; }
  size_t seen() const { return (satisfied > 0 ? 1U : 0U) + (can_fail && failed > 0 ? 1U : 0U); }
};

struct PolicyCoverage {
  const cedar::Policy* policy;
  CoverageCount scope;
  std::vector<CoverageCount> clauses;  // counted where the scope holds
};

// The set must outlive it. Not thread-safe.
class Coverage {
 public:
  Coverage(const cedar::PolicySet& policies, const cedar::Schema& schema);

  // A case: every policy is traced for it.
  void add(const cedar::Request& request, const cedar::Entities& entities);

  const std::vector<PolicyCoverage>& policies() const { return policies_; }
  // Of each scope and clause: to be satisfied, and to fail.
  size_t outcomes() const;
  size_t seen() const;

 private:
  std::vector<PolicyCoverage> policies_;
};

}  // namespace sekisho::policy
