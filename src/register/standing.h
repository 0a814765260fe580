#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "register/contradictions.h"
#include "register/register.h"

namespace sekisho::reg {

// What the registers alone tell, before any log is read: what stands open that nobody may use.
enum class StandingKind : uint8_t {
  kNeverClosed,           // a temporary account is in force, its entitlement has ended
  kOutsideDisaster,       // a helper's account is in force, no grant of it is
  kStandingForDisasters,  // a helper's account stays in force beyond its grants
  kHolderMoved,           // the holder no longer works for the T&D company or a contract of it
  kContractEnded,         // the outsourcing contract that the holder worked under has ended
  kOutsider,              // the holder never worked for either
  kNoHolder,              // a personal or temporary account is nobody's
  kNoUsers,               // a shared account has nobody on its list
  kNotEntitled,           // an account in force is entitled to nothing
  kNotReturned,           // a terminal is still with a borrower after the loan or its contract
};
inline constexpr size_t kStandingKindCount = 10;
std::string_view name_of(StandingKind kind);  // "never-closed", …: stable, in JSON
Sentence title_of(StandingKind kind);

struct Standing {
  StandingKind kind;
  AccountId account;             // not known for a terminal
  TerminalId terminal;           // not known for an account
  PersonId holder;               // of the account, or the terminal's custodian; may be unknown
  Instant since;                 // from when nobody may use it, and it is open
  std::vector<RowRef> evidence;  // the row that is in force first
};

struct StandingCheck {
  Instant as_of;
  std::vector<Standing> list;  // by kind, then since, then code; one for each row in force
  std::array<uint64_t, kStandingKindCount> counts{};
  // Tables that were not read or do not cover `as_of`: what needs them was not checked.
  std::vector<Table> not_covered;
};

// Deterministic. Employee numbers that `same_person` confirms as one person count as one holder.
// This is a list for people to look at, by the shape of the default barrier; what a policy permits
// only the barrier can say.
StandingCheck check_standing(const Register& registers, Instant as_of);

}  // namespace sekisho::reg
