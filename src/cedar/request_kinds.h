#pragma once

#include <compare>
#include <string>
#include <vector>

#include "cedar/policy.h"
#include "cedar/schema.h"

// The kinds of requests that a schema allows, and what a policy says of them by types alone.
namespace sekisho::cedar {

struct RequestKind {
  std::string principal;  // a type
  EntityUid action;
  std::string resource;  // a type

  auto operator<=>(const RequestKind&) const = default;
};

// Every kind that the schema's actions apply to, in order.
std::vector<RequestKind> request_kinds(const Schema& schema);

// Those for which the policy may hold: for any other kind its scope or its conditions are surely
// false. An over-approximation; policies are expected to validate.
std::vector<RequestKind> applicable_kinds(const Policy& policy, const Schema& schema);

// True when the scope holds for every request of the kind, whatever its entities are.
bool scope_surely_holds(const Policy& policy, const RequestKind& kind, const Schema& schema);

}  // namespace sekisho::cedar
