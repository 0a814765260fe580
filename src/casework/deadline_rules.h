#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casework/calendar.h"
#include "casework/case.h"
#include "casework/case_work.h"

// Until when a regulator has to be told, by rules that are data (policies/deadlines.toml,
// docs/formats/deadlines.md). Immutable.
namespace sekisho::casework {

// The reviews that a file must have: of an emergency, from the day on which it ended; of a look
// while Sekisho was down, from its day.
inline constexpr std::string_view kBreakGlassReview = "break-glass";
inline constexpr std::string_view kOutageLookReview = "outage-look";

struct DeadlineRule {
  // Whether it is for acts that may have a wrongful purpose (不正の目的).
  enum class When : uint8_t { kAlways, kWrongful, kNotWrongful };

  std::string id;
  std::string title_ja, title_en;
  std::string basis;
  bool confirmed = false;  // by the legal department; if not, 法務確認要
  When when = When::kAlways;
  bool awareness_is_day_one = true;  // else the day after it is
  bool open_days = false;            // only these count
  int aim_days = 0;                  // until when it should be done; 0: nothing is said
  int days = 0;                      // until when it must be
  bool moves_to_open_day = false;    // where its last day is closed
};

// When people are reminded of an inquiry.
struct ReminderRule {
  std::vector<int> days_before = {};
  int every_days_after = 0;  // 0: never again
};

struct DeadlineRules {
  std::vector<DeadlineRule> rules;
  std::vector<DeadlineRule> reviews;  // until when looks are gone through afterwards
  ReminderRule reminders;

  // kBadInput at the place that is wrong.
  static Result<DeadlineRules> parse(std::string_view toml, const std::string& file);
  const DeadlineRule* find(std::string_view id) const;
  // One of `reviews`; null where there is none of that name.
  const DeadlineRule* review(std::string_view id) const;
};

// A deadline of a case. Days are those of Japan, counted from 1970-01-01.
struct Deadline {
  enum class State : uint8_t { kRunning, kOverdue, kDone, kDoneLate };

  const DeadlineRule* rule = nullptr;  // as long as the rules live
  int64_t aim = 0;                     // 0: none
  int64_t due = 0;
  bool calendar_known = true;  // else a holiday might move it
  State state = State::kRunning;
  std::string reported_on, reference;
};
inline constexpr std::array<std::string_view, 4> kDeadlineStates{"running", "overdue", "done",
                                                                 "done-late"};

// The last day of a rule for what one came to know of on a day.
int64_t due_day(const DeadlineRule& rule, const Calendar& calendar, int64_t aware, int days);

// Those that run for a case, the soonest first; none as long as nobody set the day of awareness.
std::vector<Deadline> deadlines_of(const DeadlineRules& rules, const Calendar& calendar,
                                   const Case& one, const std::vector<Report>& reports,
                                   int64_t today);

}  // namespace sekisho::casework
