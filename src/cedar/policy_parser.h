#pragma once

#include <optional>
#include <string>

#include "cedar/expr_parser.h"
#include "cedar/policy.h"

namespace sekisho::cedar {

// Parses one policy after the other from a cursor. Internal to this folder.
class PolicyParser {
 public:
  explicit PolicyParser(TokenCursor& cursor) : cursor_(cursor), expressions_(cursor) {}

  // The next policy, its id left empty; nothing after the cursor has recorded an error.
  std::optional<Policy> policy();

 private:
  std::optional<Effect> effect();
  bool scope(Policy& out);
  std::optional<ScopeConstraint> person_or_thing(Variable variable, Slot slot);
  std::optional<ScopeConstraint> action();
  bool entity_or_slot(Variable variable, Slot slot, ScopeConstraint& out);
  bool expect_variable(Variable variable);
  std::optional<Clause> clause();

  TokenCursor& cursor_;
  ExprParser expressions_;
};

}  // namespace sekisho::cedar
