#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "cedar/policy.h"
#include "cedar/schema.h"

namespace sekisho::cedar {

// Strict is the language's default: what it accepts cannot fail at run time except by overflow or
// a missing entity. Permissive also accepts, for example, sets of mixed entity types.
enum class ValidationMode : uint8_t { kStrict, kPermissive };

// What an issue is about. Those behind the first are warnings.
enum class Concern : uint8_t {
  kWrong,         // the policy does not validate
  kNeverApplies,  // it is false for every kind of request
  kDirection,     // a name or text turns the direction of writing
  kUnusual,       // a name has a character that names should not have
  kMixedScripts,  // a name or text mixes scripts
};

// What is wrong with one policy. The place is that of the expression.
struct ValidationIssue {
  std::string policy;
  Error error;
  Concern concern = Concern::kWrong;
};

struct [[nodiscard]] ValidationReport {
  std::vector<ValidationIssue> errors = {};
  // A policy that can never apply, and names and texts that look like others.
  std::vector<ValidationIssue> warnings = {};

  bool passed() const { return errors.empty(); }
};

// Checks every policy and template for every kind of request that the schema allows, and the
// entities that fill the slots of links. Pure; any number of threads.
ValidationReport validate(const PolicySet& policies, const Schema& schema,
                          ValidationMode mode = ValidationMode::kStrict);

}  // namespace sekisho::cedar
