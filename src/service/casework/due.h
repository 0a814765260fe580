#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "service/casework/desk.h"

namespace sekisho::service {

// What is due and overdue (本日の対応): a case's date, a regulator's deadline, an inquiry's answer,
// the review of an emergency, and that of looks while Sekisho was down, those of one day together.
struct Due {
  enum class Kind : uint8_t { kCase, kDeadline, kInquiry, kEmergency, kOutageLooks };
  Kind kind = Kind::kCase;
  int64_t day = 0;  // since 1970-01-01, of Japan
  bool overdue = false;
  int64_t case_id = 0;               // 0: of none
  int64_t inquiry = 0;               // of kInquiry
  bool remind = false;               // of kInquiry: a reminder is to be sent
  casework::Deadline deadline = {};  // of kDeadline
  int64_t emergency = 0;             // of kEmergency
  uint64_t looks = 0;                // of kOutageLooks
};

// All that is due within `ahead` days after the day of `now`, or was before; inquiries of which
// somebody has to be reminded, too. The soonest first. What is closed, withdrawn or reported is not
// due.
Result<std::vector<Due>> what_is_due(store::Database& database, const DeskRules& rules, Instant now,
                                     int64_t ahead);

std::string due_json(const Due& due);

}  // namespace sekisho::service
