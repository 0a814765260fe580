#pragma once

#include <string>

#include "barrier/judge.h"
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
  std::string record = {};          // its key
  std::string record_address = {};  // where it is; empty: whoever asks does not say it
};

using barrier::Judgement;
using barrier::kTooManyReadings;

// Pure but for the segments of supply contracts, which it reads: kBadInput where one is damaged.
// Any number of threads.
Result<Judgement> judge(const Knowledge& knowledge, const WantedAccess& access, Instant now);

}  // namespace sekisho::service
