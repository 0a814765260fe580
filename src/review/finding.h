#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "base/string_pool.h"
#include "logs/event.h"

namespace sekisho::review {

// What became of an access that is not plainly permitted (判定区分). "Violation" is the scenario's
// word for 権限外アクセス(閲覧あり); whether something leaked is for the committee to say.
enum class Disposition : uint8_t {
  kViolation,     // no rule permits it
  kAttempt,       // the same, refused by the system
  kDoubtful,      // permitted, but people must look at it
  kUndetermined,  // the facts cannot decide; never a finding
};
std::string_view name_of(Disposition disposition);

// How sure it is who was at the keyboard.
enum class Certainty : uint8_t { kConfirmed, kPresumed, kUnknown };
std::string_view name_of(Certainty certainty);

// On what a viewer is named.
enum class ViewerBasis : uint8_t {
  kCustodianIsHolder,  // the terminal's custodian is the account's holder
  kHoldersCompany,   // the terminal belongs to, or was lent to, a company that the holder works for
  kCustodian,        // the terminal's custodian
  kSharedCustodian,  // a shared account, and the terminal has a custodian
  kRoster,           // the only one on duty at a shared terminal
  kNone,             // nobody can be named
};
std::string_view name_of(ViewerBasis basis);

// Whose customer a record was at that moment; these are counted apart.
enum class SupplierClass : uint8_t {
  kNotApplicable,  // no record, or a record that has no supplier (a facility)
  kCompetitor,     // another supplier's
  kGroup,          // an affiliate's own
  kTdso,           // served by the T&D company itself: last resort, islands
  kNoContract,     // the point is known, and nobody supplied it then
  kUnknownPoint,   // the register does not know the point
};
std::string_view name_of(SupplierClass supplier);

// One access that is not plainly permitted. Texts are ids of the pool that came with it.
struct Finding {
  uint32_t file = 0;  // index into the review's files
  uint64_t line = 0;
  Instant time;
  SystemId system;
  uint32_t account = 0;        // text: folded, as in the log
  uint32_t terminal = 0;       // text: the terminal, or the address where no terminal is known
  uint32_t object = 0;         // text; empty: keyless
  uint32_t customer = 0;       // text: the supply contract's customer, else the log's
  uint32_t route = 0;          // text
  uint32_t reason = 0;         // text
  uint32_t basis = 0;          // text: approval number of the entitlement or loan concerned
  uint32_t other_reading = 0;  // text: for kUndetermined, what another reading says
  AccountId account_id;        // not known: in no register
  TerminalId terminal_id;      // not known: in no register
  PersonId holder;
  PersonId viewer;
  EntityId retailer;      // the supplier at that moment
  uint32_t contract = 0;  // a number for (supply point, contract): counts contracts
  Certainty certainty = Certainty::kUnknown;
  ViewerBasis viewer_basis = ViewerBasis::kNone;
  SupplierClass supplier = SupplierClass::kNotApplicable;
  Disposition disposition = Disposition::kViolation;
  logs::Action action = logs::Action::kOther;
  logs::ObjectKind object_kind = logs::ObjectKind::kNone;
  bool switch_pending = false;
  uint16_t items = 0;
};

}  // namespace sekisho::review
