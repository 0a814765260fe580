#pragma once

#include <functional>
#include <vector>

#include "cedar/expr.h"
#include "cedar/policy.h"
#include "cedar/typechecker.h"

// A policy as conditions to be checked one after the other. Internal to this folder.
namespace sekisho::cedar {

struct PolicyCondition {
  ExprPtr expr;
  bool negated = false;    // of `unless`
  bool is_clause = false;  // not part of the scope
};

// The scope's constraints as expressions, then the clauses. A slot may be any entity that fits, so
// that its constraint is left out.
std::vector<PolicyCondition> conditions_of(const Policy& policy);

// Calls `visit` for every kind of request that the schema allows.
void for_each_request_type(const Schema& schema, TypeConverter& converter,
                           const std::function<void(const RequestType&)>& visit);

// Checks the conditions in order, each knowing what those before it granted, up to one that is
// surely not met. False when there is such a one and no clause before it is without a type.
bool check_conditions(const std::vector<PolicyCondition>& conditions, Typechecker& checker);

}  // namespace sekisho::cedar
