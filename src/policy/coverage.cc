#include "policy/coverage.h"

#include <algorithm>

#include "cedar/request_kinds.h"
#include "cedar/trace.h"

namespace sekisho::policy {
namespace {

void count(cedar::ClauseState state, CoverageCount& out) {
  switch (state) {
    case cedar::ClauseState::kSatisfied:
      ++out.satisfied;
      return;
    case cedar::ClauseState::kFailed:
      ++out.failed;
      return;
    case cedar::ClauseState::kErred:
      ++out.erred;
      return;
    case cedar::ClauseState::kNotReached:
      return;
  }
}

template <class Of>
size_t sum(const std::vector<PolicyCoverage>& policies, Of of) {
  size_t out = 0;
  for (const PolicyCoverage& one : policies) {
    out += of(one.scope);
    for (const CoverageCount& clause : one.clauses) out += of(clause);
  }
  return out;
}

}  // namespace

Coverage::Coverage(const cedar::PolicySet& policies, const cedar::Schema& schema) {
  const std::vector<cedar::RequestKind> kinds = cedar::request_kinds(schema);
  for (const cedar::Policy& policy : policies) {
    PolicyCoverage one{&policy, {}, std::vector<CoverageCount>(policy.clauses.size())};
    one.scope.can_fail = !std::ranges::all_of(kinds, [&](const cedar::RequestKind& kind) {
      return cedar::scope_surely_holds(policy, kind, schema);
    });
    policies_.push_back(std::move(one));
  }
}

void Coverage::add(const cedar::Request& request, const cedar::Entities& entities) {
  for (PolicyCoverage& one : policies_) {
    const cedar::PolicyTrace trace = cedar::trace(*one.policy, request, entities);
    ++(trace.scope_matches() ? one.scope.satisfied : one.scope.failed);
    for (size_t i = 0; i < trace.clauses.size(); ++i) count(trace.clauses[i].state, one.clauses[i]);
  }
}

size_t Coverage::outcomes() const {
  return sum(policies_, [](const CoverageCount& one) { return one.outcomes(); });
}

size_t Coverage::seen() const {
  return sum(policies_, [](const CoverageCount& one) { return one.seen(); });
}

}  // namespace sekisho::policy
