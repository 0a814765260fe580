#include "cedar/program.h"

#include "cedar/condition_compiler.h"
#include "cedar/node_compiler.h"

namespace sekisho::cedar {
namespace {

// Numbers what a scope names.
void name_scope(const ScopeConstraint& constraint, Program& out) {
  if (!constraint.type.empty()) out.store.types.intern(constraint.type);
  for (const EntityUid& uid : constraint.entities) {
    const uint32_t id = out.store.intern(uid);
    if (constraint.kind != ScopeConstraint::Kind::kEqual) out.groups.insert(id);
  }
}

}  // namespace

Program compile_program(const PolicySet& policies) {
  Program out;
  NodeCompiler nodes(out);
  ConditionCompiler conditions(out, nodes);
  for (const Policy& policy : policies) {
    name_scope(policy.principal, out);
    name_scope(policy.action, out);
    name_scope(policy.resource, out);
    conditions.add(policy);
  }
  conditions.finish();
  return out;
}

}  // namespace sekisho::cedar
