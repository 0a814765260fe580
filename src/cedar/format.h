#pragma once

#include <string>

#include "cedar/policy.h"

namespace sekisho::cedar {

// Cedar text on one line, with no more parentheses than needed; parsing it gives the same tree.
std::string to_string(const Expr& expr);
std::string to_string(const ScopeConstraint& constraint, Variable variable);
std::string to_string(const LikePattern& pattern);
// A policy on several lines, each clause on one of its own.
std::string to_string(const Policy& policy);

}  // namespace sekisho::cedar
