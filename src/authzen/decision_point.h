#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "authzen/evaluation.h"

namespace sekisho::authzen {

struct Decision {
  bool allowed = false;
  std::string context = {};  // what more there is to say: a JSON object; empty: nothing
  std::string entry = {};    // where it stands in a record; empty: in none
};

// Whoever decides: what stands behind the API.
class DecisionPoint {
 public:
  virtual ~DecisionPoint() = default;

  // A decision for each evaluation, in their order; as `semantic` says, none for those behind the
  // one that ends it. An error is the whole request's: nothing was decided.
  virtual Result<std::vector<Decision>> decide(std::span<const Evaluation> evaluations,
                                               Semantic semantic) = 0;

  // The ids of subjects or resources of the type that is asked for, or names of actions, for which
  // the answer would be yes; each once, always in the same order. Nothing where it knows no such
  // thing; kBadInput where it cannot tell them all.
  virtual Result<std::vector<std::string>> find(Sought sought, const Evaluation& asked) = 0;
};

}  // namespace sekisho::authzen
