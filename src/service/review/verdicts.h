#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "service/store_registers.h"

namespace sekisho::service {

struct ReviewResult;

// What a review says of one look: `permitted`, or a disposition with its reason and route.
struct Verdict {
  std::string disposition = "permitted";
  std::string route, reason;
  bool operator==(const Verdict&) const = default;
};

// A look that the facts known at its own instant judge otherwise than those known now. Both
// verdicts stand side by side; a correction takes nothing back.
struct TwoVerdicts {
  std::string file;
  uint64_t line = 0;
  Instant time;
  std::string system, account, terminal, object;
  int64_t known_then = 0;  // the change of the store that was the last one at that instant
  Verdict then, now;
  int64_t made_by = 0;  // the change that made it `now`
  std::string order;    // the order behind that (発令), by its number; empty: none is known
};

struct Verdicts {
  std::vector<TwoVerdicts> looks;          // by file and line
  std::map<int64_t, KnownChange> changes;  // that made a difference
  Instant knows_since = kForever;          // before that the store knew nothing
  uint64_t too_little = 0;  // changes after which systems of these logs were not known yet
};

// Judges every look of a finished review by what the store knew at the look's instant, as
// `--known-at` would, and keeps where that differs. Reads again only logs on which it can. The
// review has a store. What is later checked of a decision that was taken at its time is this
// comparison, too: a difference is "known later", never an error of whoever decided.
Result<Verdicts> two_verdicts(const ReviewResult& result);

// verdicts.csv (docs/formats/verdicts.md).
std::string verdicts_csv(const Verdicts& verdicts);
// For the summary: a line for each change and direction.
std::string verdicts_text(const Verdicts& verdicts, bool japanese);

}  // namespace sekisho::service
