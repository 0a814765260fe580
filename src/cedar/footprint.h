#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cedar/policy.h"

namespace sekisho::cedar {

// What the outcome of a policy set can depend on: an over-approximation that holds for every
// request and all entities. Changing anything else changes neither decision, nor determining
// policies, nor errors.
struct Footprint {
  // Every attribute read or tested anywhere: `.x`, `has x`, `["x"]`.
  std::set<std::string, std::less<>> attributes = {};

  // What is read, as chains of attributes from a request variable or an entity literal:
  // `context.account.holder`. Steps on the way are not listed.
  std::set<std::string, std::less<>> paths = {};
  // Those of `paths` whose whole content may matter, because they are compared or put into a set.
  std::set<std::string, std::less<>> deep_paths = {};
  // False when some access starts at a value that came from a tag or a computation; then only
  // `attributes` says what that access may read.
  bool paths_complete = true;

  // Attributes whose value is used in some other way than to ask whether a set contains one
  // element, or is empty.
  std::set<std::string, std::less<>> whole_attributes = {};

  // Request variables whose own value matters: compared, tested by `in` or `is`, or matched by a
  // scope. (`principal`, `action`, `resource`, `context`)
  std::set<std::string, std::less<>> variables = {};

  std::set<EntityUid> entities = {};              // named literally, scopes included
  std::set<std::string, std::less<>> types = {};  // named by `is`
  std::set<std::string, std::less<>> tags = {};   // tag keys written literally
  bool computed_tags = false;                     // a tag key is computed
  bool uses_ancestors = false;                    // `in` anywhere, scopes included

  bool reads_attribute(std::string_view name) const { return attributes.contains(name); }
  bool reads_tags() const { return computed_tags || !tags.empty(); }
  // True when the path (`context.account.holder`), something below it, or a value that holds it
  // may be read.
  bool reads_path(std::string_view path) const;
};

Footprint footprint(const PolicySet& policies);
Footprint footprint(const Policy& policy);

}  // namespace sekisho::cedar
