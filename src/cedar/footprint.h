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
  // Every attribute read or tested anywhere: `.x`, `has x`, `["x"]`, and tag names that are
  // written literally are not among them (see `tags`).
  std::set<std::string, std::less<>> attributes = {};

  // Chains of attributes from a request variable: `context.account.holder`. Sound where
  // `paths_complete`; otherwise some access starts at a value that came through `if`, a tag or a
  // computation, and only `attributes` says what may be read.
  std::set<std::string, std::less<>> paths = {};
  bool paths_complete = true;

  // Request variables whose own value is used as a whole: compared, tested by `in` or `is`, put
  // into a set or record, or matched by a scope. (`principal`, `action`, `resource`, `context`)
  std::set<std::string, std::less<>> variables = {};

  std::set<EntityUid> entities = {};              // named literally, scopes included
  std::set<std::string, std::less<>> types = {};  // named by `is`
  std::set<std::string, std::less<>> tags = {};   // tag keys written literally
  bool computed_tags = false;                     // a tag key is computed
  bool uses_ancestors = false;                    // `in` anywhere, scopes included

  bool reads_attribute(std::string_view name) const { return attributes.contains(name); }
  bool reads_tags() const { return computed_tags || !tags.empty(); }
  // True when the path, one of its prefixes as a whole value, or something below it may be read.
  bool reads_path(std::string_view path) const;
};

Footprint footprint(const PolicySet& policies);
Footprint footprint(const Policy& policy);

}  // namespace sekisho::cedar
