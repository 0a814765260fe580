#include "policy/nearest.h"

#include <algorithm>

#include "policy/labels.h"

namespace sekisho::policy {

std::string NearestPermit::reason() const {
  const cedar::Policy& policy = *trace.policy;
  if (failed >= policy.clauses.size()) return policy.id;
  return policy.id + "/" + label_of(policy, failed).name;
}

size_t first_failure(const cedar::PolicyTrace& trace) {
  const auto fails = [](const cedar::ClauseTrace& clause) {
    return clause.state != cedar::ClauseState::kSatisfied;
  };
  return static_cast<size_t>(std::ranges::find_if(trace.clauses, fails) - trace.clauses.begin());
}

std::optional<NearestPermit> nearest_permit(const cedar::PolicySet& policies,
                                            const cedar::Request& request,
                                            const cedar::Entities& entities) {
  std::optional<NearestPermit> nearest;
  for (const cedar::Policy& policy : policies) {
    if (policy.effect != cedar::Effect::kPermit) continue;
    cedar::PolicyTrace trace = cedar::trace(policy, request, entities);
    if (!trace.scope_matches()) continue;
    const size_t failed = first_failure(trace);
    if (!nearest || failed > nearest->failed) nearest = NearestPermit{std::move(trace), failed};
  }
  return nearest;
}

}  // namespace sekisho::policy
