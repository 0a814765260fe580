#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/emergency_rules.h"
#include "casework/journal.h"
#include "store/database.h"

// Emergencies (緊急利用, break-glass): one of the company's own staff may use an account of theirs
// without a right to it, for a short time, for a reason, and on the word of somebody else. Each act
// is a step of the journal. Who may do it is asked of the office before; here stands only what the
// state permits. What it means to the barrier is a fact of the registers, which
// service/emergency writes in the same transaction. All of it within a transaction.
namespace sekisho::casework {

enum class EmergencyState : uint8_t {
  kAsked,
  kRefused,   // 差戻し
  kRunning,   // from its approval until its end
  kOver,      // and nobody has reviewed it
  kReviewed,  // 事後確認
};
inline constexpr std::array<std::string_view, 5> kEmergencyStates{"asked", "refused", "running",
                                                                  "over", "reviewed"};
constexpr std::string_view name_of(EmergencyState state) {
  return kEmergencyStates[static_cast<size_t>(state)];
}

// What whoever looked at looks afterwards says of them.
struct Afterwards {
  std::string result;  // one of kAfterwards
  std::string comment;
  std::string by;  // a pseudonym; empty: nobody did yet
  std::optional<Instant> at = {};
};
inline constexpr std::array<std::string_view, 2> kAfterwards{"in-order", "not-in-order"};
Result<void> check_afterwards(const Afterwards& said);

struct EmergencyWish {
  std::string person;   // an employee number
  std::string system;   // a code
  std::string account;  // its name in the system
  std::string reason;
  int64_t hours = 0;
};

struct Emergency {
  int64_t id = 0;
  int64_t revision = 0;
  EmergencyState state = EmergencyState::kAsked;  // as of when it was asked for
  EmergencyWish wish;
  std::string asked_by;
  Instant asked_at;
  Approval approval = {};
  std::optional<Instant> begins = {}, ends = {};
  std::string ended_by = {};  // before its time; empty: nobody
  int64_t fact = 0;           // of the registers
  Afterwards review = {};
  uint64_t looks = 0;  // under it, that the record has

  // Who made it what it is.
  std::set<std::string> actors() const;
};

// How steps name the person and the account: whoever reads a history need not know them.
struct EmergencyNames {
  std::string person, account;
};
// kBadInput where it is longer than the rules let it be.
Result<int64_t> ask(Journal& journal, const EmergencyWish& wish, const EmergencyNames& names,
                    const EmergencyRules& rules);
// It is in force from now on. `approval` without a name is the number of the company's own
// decision.
Result<Emergency> start(Journal& journal, int64_t id, const Approval& approval);
Result<void> refuse_emergency(Journal& journal, int64_t id, const std::string& reason);
// Before its time.
Result<Emergency> end_early(Journal& journal, int64_t id, const std::string& reason);
// Of one that is over.
Result<void> review_emergency(Journal& journal, int64_t id, const Afterwards& said);
// The version of the fact by which the barrier knows of it.
Result<void> note_fact(store::Database& database, int64_t id, int64_t fact);

// kNotFound where there is none. The state is as of `now`.
Result<Emergency> find_emergency(store::Database& database, int64_t id, Instant now);
// The newest first.
Result<std::vector<Emergency>> list_emergencies(store::Database& database, Instant now);
// The one under which somebody looked, or looked just after its end; 0: there is none.
Result<int64_t> emergency_at(store::Database& database, std::string_view person,
                             std::string_view system, Instant at);

}  // namespace sekisho::casework
