#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/instant.h"
#include "casework/emergency.h"
#include "service/casework/desk.h"
#include "service/knowledge.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// The role by which the barrier knows of an emergency (policies/barrier/40-break-glass.cedar).
inline constexpr std::string_view kBreakGlassRole = "break-glass";

// Emergencies together with what they mean to the barrier: an entitlement of the account to
// kBreakGlassRole, for the emergency's time and with its number as the basis, written in the
// transaction of its row, its step and their entries. Whoever began one tells those who follow the
// registers to look. Any number of threads.
class Emergencies {
 public:
  // Both outlive it.
  Emergencies(Ledger& ledger, Desk& desk) : ledger_(ledger), desk_(desk) {}

  // Errors as of the functions of casework/emergency.h. kBadInput where the registers know no such
  // system, person or account, so that nobody waits for what can never open.
  Result<int64_t> ask(const casework::Author& author, const casework::EmergencyWish& wish,
                      const Knowledge& knowledge);
  Result<void> start(const casework::Author& author, int64_t id,
                     const casework::Approval& approval);
  Result<void> end(const casework::Author& author, int64_t id, const std::string& reason);

 private:
  Result<LedgerEntry> write_fact(casework::Journal& journal, const casework::Emergency& one);

  Ledger& ledger_;
  Desk& desk_;
};

}  // namespace sekisho::service
