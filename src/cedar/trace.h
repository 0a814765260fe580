#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "cedar/authorizer.h"

// What became of one policy for one request, clause by clause: the matter of explanations.
namespace sekisho::cedar {

enum class ClauseState : uint8_t {
  kSatisfied,   // `when` was true, or `unless` was false
  kFailed,      // the other way round
  kErred,       // no Boolean came of it
  kNotReached,  // not evaluated: the scope did not match
};
std::string_view name_of(ClauseState state);

// An attribute or tag that was looked at, as written, with what was found.
struct Read {
  std::string path;            // `context.account.holder`
  std::optional<Value> value;  // none: the attribute is absent
};

struct ClauseTrace {
  bool is_unless = false;
  ClauseState state = ClauseState::kNotReached;
  std::string text = {};
  Place place = {};
  std::optional<Error> error = {};
  std::vector<Read> reads = {};  // each path once, in the order of evaluation
};

struct PolicyTrace {
  const Policy* policy = nullptr;
  bool principal_matches = false;
  bool action_matches = false;
  bool resource_matches = false;
  std::vector<ClauseTrace> clauses = {};
  bool satisfied = false;

  bool scope_matches() const { return principal_matches && action_matches && resource_matches; }
};

// When the scope matches, every clause is evaluated, not only up to the first that fails. The
// policy must outlive the trace.
PolicyTrace trace(const Policy& policy, const Request& request, const Entities& entities);

}  // namespace sekisho::cedar
