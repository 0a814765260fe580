#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "barrier/decide.h"
#include "base/instant.h"
#include "service/knowledge.h"

namespace sekisho::service {

// An access that somebody is about to make, by the names that a system has for it. What no register
// knows is no error: the rules have their say about it.
struct WantedAccess {
  std::string system;  // its code
  // Who proved who they are, by employee number. Empty: whoever holds the account, for a shared one
  // who keeps the terminal, as in a review.
  std::string person;
  std::string account;            // as the system names it
  std::string terminal, address;  // the terminal, or the address that stands for it
  std::string action = "view";    // of policies/barrier.cedarschema
  barrier::RecordKind record_kind = barrier::RecordKind::kNothing;
  std::string record = {};  // its key
};

// What a gate does about it. A gate must answer, so it lets through only what is permitted under
// every reading of the facts; a review accuses people, so there it is undetermined
// (docs/architecture.md).
struct Judgement {
  bool allowed = false;
  // Of the readings that speak against it; where it is allowed, the policies that permit it.
  std::vector<std::string> reasons = {};  // as barrier::Outcome::reason, or ids of policies
  policy::Obligations obligations = {};   // allowed: of all readings, the stronger masks winning
  std::string actor = {};                 // the person's employee number; empty: nobody is known
  std::string record = {};                // its canonical key; empty: none
};

inline constexpr std::string_view kTooManyReadings = "facts/too-many-readings";

// Pure but for the segments of supply contracts, which it reads: kBadInput where one is damaged.
// Any number of threads.
Result<Judgement> judge(const Knowledge& knowledge, const WantedAccess& access, Instant now);

}  // namespace sekisho::service
