#pragma once

#include <string>
#include <vector>

#include "barrier/rules.h"
#include "barrier/situation.h"

namespace sekisho::barrier {

enum class Verdict : uint8_t { kPermitted, kDoubtful, kDenied };
std::string_view name_of(Verdict verdict);  // "permitted", "doubtful", "denied"

// What the rules say of a situation.
struct Outcome {
  Verdict verdict = Verdict::kDenied;
  // Permitted: the permits that hold. Doubtful: the doubts that hold. Denied: the forbids that
  // hold, or the policies that erred.
  std::vector<std::string> policies;
  // "POLICY/CLAUSE": denied, the clause that failed first in the nearest permit; "forbid/POLICY";
  // "error/POLICY" when a forbid could not be evaluated; "obligation/POLICY" when a permit demands
  // what nobody knows how to do; doubtful, "doubt/POLICY"; else empty.
  std::string reason;
  // Of a denial: the route by which it came about, or "unclassified".
  std::string route;
  // Not denied: what whoever lets the access through has to do, of all permits that hold together.
  policy::Obligations obligations = {};
  // Doubtful: each of the doubts says with @gate("passes") that a gate lets the access through and
  // people look at it afterwards.
  bool passes_gate = false;
  auto operator<=>(const Outcome&) const = default;
};

inline constexpr std::string_view kUnclassified = "unclassified";

// The one function that the gate, the review and the simulator ask. Pure; any number of threads.
//
// Cedar's decision, with one rule on top: a forbid that errs denies, since across a barrier a rule
// that cannot be evaluated must not open the gate (docs/adr/0004). For the same reason a permit
// that holds and carries an unknown obligation denies, even where other permits hold. The nearest
// permit is that of policy/nearest.h.
Outcome decide(const Rules& rules, const World& world);

}  // namespace sekisho::barrier
