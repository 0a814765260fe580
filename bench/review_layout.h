#pragma once

#include <cstdint>

namespace sekisho::bench {

// Who has which numbers in a World. Account, person and terminal numbers run in groups; account i
// is held by person i unless its group says otherwise.
struct Group {
  uint32_t first;
  uint32_t count;
  constexpr uint32_t end() const { return first + count; }
  constexpr bool has(uint32_t index) const { return first <= index && index < end(); }
};

// Accounts, and the people who hold them.
inline constexpr Group kStaff{0, 42'000};             // of the T&D company
inline constexpr Group kSecondees{42'000, 300};       // from the affiliate, seconded here
inline constexpr Group kMovers{42'300, 300};          // to the affiliate, within the year
inline constexpr Group kConcurrent{42'600, 60};       // with a second post there
inline constexpr Group kRevoked{42'660, 300};         // whose account was revoked
inline constexpr Group kLapsed{42'960, 300};          // whose entitlement ended
inline constexpr Group kReissued{43'260, 500};        // whose account was another's before
inline constexpr Group kContractors{43'760, 4'000};   // under contracts in force
inline constexpr Group kEndedContracts{47'760, 200};  // of the affiliate, contract ended in autumn
inline constexpr Group kUncovered{47'960, 140};       // staff of a contract for another system
inline constexpr Group kHelpers{48'100, 1'000};       // of the affiliate, in disasters
inline constexpr Group kNeverClosed{49'100, 800};     // of the affiliate, temporary accounts
inline constexpr Group kShared{49'900, 100};          // nobody's: shared accounts

// People who hold no account of the system.
inline constexpr Group kFormerHolders{50'000, 500};  // of the accounts issued again
inline constexpr Group kCounter{50'500, 200};        // on duty at the affiliate's counters

// Terminals.
inline constexpr Group kDesks{0, 22'000};    // of the T&D company, with custodians
inline constexpr Group kRooms{22'000, 400};  // likewise, without
inline constexpr Group kContractorDesks{22'400, 3'000};
inline constexpr Group kAffiliateDesks{25'400, 1'600};
inline constexpr Group kCounters{27'000, 20};  // of the affiliate, without custodians
inline constexpr Group kLent{27'020, 400};     // lent to contractors, half of them until autumn
inline constexpr Group kHelperDesks{27'420, 1'000};  // lent to helpers
inline constexpr Group kMoverDesks{28'420, 300};     // at the affiliate, for those who moved
inline constexpr Group kRetired{28'720, 1'280};      // no longer registered

}  // namespace sekisho::bench
