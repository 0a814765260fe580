#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cedar/authorizer.h"
#include "cedar/validated_policies.h"

namespace sekisho::cedar {

// A number that stands for a decision with its reasons and errors. Equal numbers of one
// CompiledPolicies mean equal outcomes; numbers of two do not compare. The decision can be read
// off it; what else it says, CompiledPolicies::outcome tells.
class [[nodiscard]] OutcomeId {
 public:
  OutcomeId() = default;  // a denial without reasons
  Decision decision() const { return (bits_ & 1) != 0 ? Decision::kAllow : Decision::kDeny; }
  bool allowed() const { return (bits_ & 1) != 0; }
  bool operator==(const OutcomeId&) const = default;

 private:
  friend class CompiledPolicies;
  friend class DecisionSnapshot;
  OutcomeId(uint32_t number, bool allow) : bits_(number << 1 | (allow ? 1 : 0)) {}
  uint32_t bits_ = 0;
};

// What `is_authorized` answers, but for the errors' words: those `trace` tells.
struct Outcome {
  struct Erring {
    std::string policy;
    Effect effect = Effect::kPermit;
    bool operator==(const Erring&) const = default;
  };
  Decision decision = Decision::kDeny;
  std::vector<std::string> reasons = {};  // the determining policies, in the set's order
  std::vector<Erring> errors = {};        // in the set's order

  bool operator==(const Outcome&) const = default;
};

// A policy set made ready for deciding fast: names are numbers, scopes are indexed, conditions are
// translated. Shared and immutable, but for the table of outcomes, which any number of threads may
// use at once. To change policies compile anew and swap the pointer; decisions that are under way
// go on with what they hold.
class CompiledPolicies {
 public:
  static std::shared_ptr<const CompiledPolicies> compile(const ValidatedPolicies& policies);
  ~CompiledPolicies();
  CompiledPolicies(const CompiledPolicies&) = delete;
  CompiledPolicies& operator=(const CompiledPolicies&) = delete;

  // What an id of ours stands for.
  Outcome outcome(OutcomeId id) const;
  size_t size() const;  // policies

 private:
  friend class DecisionSnapshot;
  struct Parts;
  explicit CompiledPolicies(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace sekisho::cedar
