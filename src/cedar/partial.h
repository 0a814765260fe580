#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cedar/authorizer.h"
#include "cedar/entity.h"
#include "cedar/policy.h"
#include "cedar/schema.h"

// Partial evaluation: decides what can be decided while parts of a request are unknown, and says in
// Cedar what is left to ask.
//
// A *completion* gives each unknown some value and agrees with everything that is known. The law:
// for every completion, the residual policies and the original ones give the same decision, the
// same determining policies and the same erring policies, by id.
namespace sekisho::cedar {

// The principal, action or resource of a request.
struct PartialUid {
  std::optional<EntityUid> uid = {};
  // Where the entity is not known: its type, or "" when that is not known either.
  std::string type = {};
  // Likewise: a record of attributes that it has for certain. Of others nothing is known.
  Value attributes = {};
};

struct PartialRequest {
  PartialUid principal = {};
  PartialUid action = {};
  PartialUid resource = {};
  Value context = {};  // a record: the fields that are known
  // Fields that may be absent or anything; where `context_open`, so may every other one.
  std::set<std::string, std::less<>> unknown_context = {};
  bool context_open = false;
};

struct PartialEntities {
  // What is not known of an entity among `known`.
  struct Gap {
    std::set<std::string, std::less<>> attributes = {};  // may be absent or anything
    bool other_attributes = false;                       // likewise all that `known` does not have
    bool tags = false;                                   // all of them
    bool parents = false;                                // may have more than `known` says
  };

  const Entities* known = nullptr;
  std::map<EntityUid, Gap> gaps = {};
  // Entities that are not among `known` may exist; otherwise they do not.
  bool others = false;
  // Entities of these types are stand-ins: which one is which is known, but not by which name. No
  // policy can tell whether one is `T::"name"`. Residuals then name stand-ins as well.
  std::set<std::string, std::less<>> stand_ins = {};
};

struct PartialOptions {
  // With a schema completions are promised to conform to it, and every entity that the request or
  // an attribute names to exist: then more is decided, and residuals are shorter.
  const Schema* schema = nullptr;
  // A known value of more parts than this stands in a residual as it was written, not as its value.
  size_t inline_parts = 16;
};

enum class PartialState : uint8_t {
  kHolds,  // for every completion
  kFails,
  kErrs,
  kOpen,  // depends on what is unknown
};

// What is left of one policy.
struct PartialPolicy {
  PartialState state = PartialState::kOpen;
  bool can_hold = true;  // of kOpen: false where it fails or errs, whatever the unknowns are
  bool can_err = true;   // of kOpen
  // Id, annotations, effect and place of the original. Of kHolds without conditions, of kErrs with
  // one that errs, of kFails with `when { false }`.
  Policy residual;
  // By clause of the residual, which clause of the original it is of.
  std::vector<size_t> clauses;
};

struct PartialAnswer {
  // Where every completion gives the same.
  std::optional<Decision> decision;
  std::vector<PartialPolicy> policies;  // those that do not fail, in the set's order

  // The policies that are left. Without `errors` those that can never hold are left out, too:
  // decision and determining policies stay the same, erring policies do not.
  PolicySet residual(bool errors = true) const;
};

// Templates are left out, their links are not. Pure; any number of threads.
PartialAnswer partially_authorize(const PolicySet& policies, const PartialRequest& request,
                                  const PartialEntities& entities,
                                  const PartialOptions& options = {});
PartialPolicy partially_evaluate(const Policy& policy, const PartialRequest& request,
                                 const PartialEntities& entities,
                                 const PartialOptions& options = {});

}  // namespace sekisho::cedar
