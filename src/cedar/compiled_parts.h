#pragma once

#include <string>
#include <vector>

#include "cedar/compiled_policies.h"
#include "cedar/outcome_table.h"
#include "cedar/program.h"
#include "cedar/scope_index.h"

// What CompiledPolicies consists of. Internal to this folder.
namespace sekisho::cedar {

struct CompiledPolicies::Parts {
  explicit Parts(const PolicySet& policies);

  Program program;
  std::vector<std::string> ids;
  ScopeIndex principals;
  ScopeIndex actions;
  ScopeIndex resources;
  RowShape shape;
  mutable OutcomeTable outcomes;
};

}  // namespace sekisho::cedar
