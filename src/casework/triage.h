#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/error.h"
#include "casework/case.h"
#include "casework/journal.h"

// What people say of cases (一次確認, 二次確認). All of it within a transaction, and of several
// cases all or none. A revision that is named must be that of the case; kUsage where it is not, or
// where the state of the case does not permit what is asked.
namespace sekisho::casework {

struct SeenCase {
  int64_t id = 0;
  std::optional<int64_t> revision;  // that whoever asks has seen
};

struct Triage {
  Outcome outcome = Outcome::kNone;
  std::string reason;
};
// An open case, or one whose triage nobody has checked yet, is triaged.
Result<void> triage(Journal& journal, std::span<const SeenCase> cases, const Triage& said);

struct Check {
  bool agrees = false;
  std::string reason;  // needed where it does not
};
// Whoever triaged a case does not check it. Who agrees closes it; who does not opens it again.
Result<void> check(Journal& journal, std::span<const SeenCase> cases, const Check& said);

// A closed case is open again, for a reason.
Result<void> reopen(Journal& journal, const SeenCase& which, const std::string& reason);

// kUsage where the case is at another revision than somebody has seen.
Result<Case> seen_case(store::Database& database, const SeenCase& which);

}  // namespace sekisho::casework
