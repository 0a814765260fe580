#include "cedar/compiled_policies.h"

#include <utility>

#include "cedar/compiled_parts.h"

namespace sekisho::cedar {
namespace {

ScopeIndex index_of(const PolicySet& policies, ScopeConstraint Policy::* part,
                    const Program& program) {
  std::vector<const ScopeConstraint*> constraints;
  for (const Policy& policy : policies) constraints.push_back(&(policy.*part));
  return ScopeIndex(constraints, program.store.types, program.store.uids);
}

}  // namespace

CompiledPolicies::Parts::Parts(const PolicySet& policies)
    : program(compile_program(policies)),
      principals(index_of(policies, &Policy::principal, program)),
      actions(index_of(policies, &Policy::action, program)),
      resources(index_of(policies, &Policy::resource, program)),
      shape(row_shape(policies.size())),
      outcomes(static_cast<uint32_t>(policies.size())) {
  for (const Policy& policy : policies) ids.push_back(policy.id);
}

CompiledPolicies::CompiledPolicies(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
CompiledPolicies::~CompiledPolicies() = default;

std::shared_ptr<const CompiledPolicies> CompiledPolicies::compile(
    const ValidatedPolicies& policies) {
  auto parts = std::make_unique<Parts>(policies.policies());
  struct Shared : CompiledPolicies {
    explicit Shared(std::unique_ptr<Parts> made) : CompiledPolicies(std::move(made)) {}
  };
  return std::make_shared<const Shared>(std::move(parts));
}

Outcome CompiledPolicies::outcome(OutcomeId id) const {
  const OutcomeTable::Key key = parts_->outcomes.key_of(id.bits_ >> 1);
  Outcome out{id.decision()};
  for (const uint32_t policy : key.reasons) out.reasons.push_back(parts_->ids[policy]);
  for (const uint32_t policy : key.errors) {
    out.errors.push_back({parts_->ids[policy], parts_->program.rules[policy].effect});
  }
  return out;
}

size_t CompiledPolicies::size() const {
  return parts_->ids.size();
}

}  // namespace sekisho::cedar
