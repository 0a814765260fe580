#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "barrier/decide.h"
#include "barrier/fact_source.h"
#include "base/instant.h"

namespace sekisho::barrier {

// An access that somebody is about to make, by the names that the registers have. What no register
// knows is no error: the rules have their say about it.
struct Access {
  std::string_view system;  // its code
  // Who proved who they are, by employee number. Empty: whoever holds the account, for a shared one
  // who keeps the terminal, as in a review.
  std::string_view person = {};
  std::string_view account = {};                 // its name in the system
  std::string_view terminal = {}, address = {};  // the terminal, or the address that stands for it
  std::string_view action = "view";              // of policies/barrier.cedarschema
  RecordFacts record = {};
  std::string_view record_id = {};       // its canonical key
  std::string_view record_address = {};  // where the record is, as far as somebody says it
};

// What a gate does about it. A gate must answer, so it lets through only what is permitted under
// every reading of the facts, or so doubtful that its doubts let it through; a review accuses
// people, so there it is undetermined (docs/architecture.md).
struct Judgement {
  bool allowed = false;
  // Of the readings that speak against it; where it is allowed, the policies that permit it, and
  // the doubts that have to be looked at all the same.
  std::vector<std::string> reasons = {};  // as Outcome::reason, or ids of policies
  bool area_unknown = false;  // under some reading it is not known whether the record lies where
                              // a disaster was declared: its address may tell
  policy::Obligations obligations = {};  // allowed: of all readings, the stronger masks winning
  std::string actor = {};                // the person's employee number; empty: nobody is known
  std::string record = {};               // its key, as it was asked about; empty: none
};

inline constexpr std::string_view kTooManyReadings = "facts/too-many-readings";

// Readings of the person, the account and the terminal together; what has more is denied.
inline constexpr size_t kMaxJudgedReadings = 256;

// All that an answer depends on, besides the action and the record: what the registers say of the
// person, the account and the terminal, as numbers of one source.
struct AccessStates {
  static constexpr uint32_t kUnknown = 0xFFFFFFFF;  // no register knows it
  static constexpr uint32_t kNobody = 0xFFFFFFFE;   // that is left to the account

  SystemId system;
  uint32_t person = kUnknown, account = kUnknown, place = kUnknown;
  auto operator<=>(const AccessStates&) const = default;
};
AccessStates states_of(const FactSource& facts, const Access& access, Instant now);

// Pure; any number of threads. Costs some ten microseconds: whoever asks often remembers answers by
// what they depend on.
Judgement judge(const Rules& rules, const FactSource& facts, const AccessStates& states,
                std::string_view action, RecordFacts record, std::string_view record_id,
                std::string_view record_address = {});
Judgement judge(const Rules& rules, const FactSource& facts, const Access& access, Instant now);

}  // namespace sekisho::barrier
