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

// How a system fails when Sekisho itself is down (停止時の取扱い): it closes, or it stays open to
// what is stated. Declared beforehand, on the word of somebody else, and kept with its history;
// gates get those in force with their facts. A system for which nothing is in force closes. Each
// act is a step of the journal; who may do it is asked of the office before. All of it within a
// transaction.
namespace sekisho::casework {

enum class PlanState : uint8_t {
  kDrafted,
  kRefused,  // 差戻し
  kInForce,  // from its approval until that of the system's next one
  kOver,
};
inline constexpr std::array<std::string_view, 4> kPlanStates{"drafted", "refused", "in-force",
                                                             "over"};
constexpr std::string_view name_of(PlanState state) {
  return kPlanStates[static_cast<size_t>(state)];
}

struct PlanWish {
  std::string system;                // its code
  bool opens = false;                // to terminals of the T&D company's own; else it closes
  std::vector<std::string> actions;  // of the barrier's schema, that stay possible
  std::vector<std::string> routes;   // by name; empty: all of these actions
  int64_t minutes = 0;               // for which it stays open at most
  std::string reason;
};

struct OutagePlan {
  int64_t id = 0;
  int64_t revision = 0;
  PlanState state = PlanState::kDrafted;
  PlanWish wish;
  std::string drafted_by;
  Instant drafted_at;
  Approval approval = {};
  std::optional<Instant> from = {}, until = {};
};

// kBadInput where one that opens names no action or is longer than the rules let it be, and where
// one that closes names any.
Result<int64_t> draft_plan(Journal& journal, const PlanWish& wish, const EmergencyRules& rules);
// It takes the place of the one before. `approval` without a name is the number of the company's
// own decision.
Result<void> start_plan(Journal& journal, int64_t id, const Approval& approval);
Result<void> refuse_plan(Journal& journal, int64_t id, const std::string& reason);

// kNotFound where there is none.
Result<OutagePlan> find_plan(store::Database& database, int64_t id);
// The newest first.
Result<std::vector<OutagePlan>> list_plans(store::Database& database);
// Those in force that open a system, one a system, by its code. kLimit beyond kMaxOpenPlans.
Result<std::vector<OutagePlan>> open_plans(store::Database& database);

}  // namespace sekisho::casework
