#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/instant.h"

// Cases (調査案件): findings that people look into together. This is what a case is; what is done
// to one is in gather.h, triage.h and case_work.h.
namespace sekisho::casework {

// open -> triaged -> closed. The second person sends a triage back to open; a review that adds
// findings, or somebody with a reason, opens a case again. One whose findings are all gone is
// withdrawn (取下げ).
enum class CaseState : uint8_t { kOpen, kTriaged, kClosed, kWithdrawn };
inline constexpr std::array<std::string_view, 4> kCaseStates{"open", "triaged", "closed",
                                                             "withdrawn"};

// What a triage says. kNone: nothing yet.
enum class Outcome : uint8_t { kNone, kReal, kExplained, kRuleWrong, kRegisterWrong };
inline constexpr std::array<std::string_view, 5> kOutcomes{"", "real", "explained", "rule-wrong",
                                                           "register-wrong"};

constexpr std::string_view name_of(CaseState state) {
  return kCaseStates[static_cast<size_t>(state)];
}
constexpr std::string_view name_of(Outcome outcome) {
  return kOutcomes[static_cast<size_t>(outcome)];
}
std::optional<CaseState> case_state_named(std::string_view name);
std::optional<Outcome> outcome_named(std::string_view name);  // not of the empty one

// A finding as a case knows it. Whose record was looked at and who supplied it stand in the review
// and nowhere here, so that nothing that is made of cases can show them.
struct CaseFinding {
  std::string file;  // of the log, and its line: the name of the finding within a scope
  int64_t line = 0;
  Instant at;
  std::string system, account, holder, viewer, certainty, route, disposition;
};

// Why findings are looked into together: how they came about, and by whom. Where neither viewer nor
// holder is known, the account stands for them.
struct CaseKey {
  std::string route;  // a route of the policies; of a doubtful access, the doubt
  std::string viewer, holder;
  std::string account;  // `SYSTEM/ACCOUNT`; empty where people are known
  auto operator<=>(const CaseKey&) const = default;
};

struct Case {
  int64_t id = 0;
  int64_t revision = 0;
  std::string scope;  // under which name its reviews are gathered
  CaseKey key;
  CaseState state = CaseState::kOpen;
  Outcome outcome = Outcome::kNone;
  std::string triaged_by, checked_by;  // pseudonyms, of the present triage
  std::string assignee;
  std::string due;  // YYYY-MM-DD in Japan; empty: none
  std::optional<Instant> aware_at;
  bool wrongful = false;  // 不正の目的によるおそれ
  std::string review;     // the last one that was gathered
  int64_t findings = 0;
  std::optional<Instant> first, last;  // of its findings
  Instant opened_at;
};

}  // namespace sekisho::casework
