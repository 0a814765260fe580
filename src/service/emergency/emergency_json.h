#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "casework/emergency.h"
#include "casework/outage_plan.h"
#include "casework/watched_look.h"
#include "service/casework/desk.h"
#include "service/emergency/look_again.h"

// Emergencies, plans for outages and looks as the API gives them: schemas of api/openapi.yaml.
// Until when something is reviewed follows from the rules of deadlines; `today` is a day of Japan.
namespace sekisho::service {

struct ReviewDue {
  std::optional<int64_t> day = {};  // none: it is not over yet, or never began
  bool overdue = false;
};
ReviewDue due_of(const casework::Emergency& one, const DeskRules& rules, int64_t today);
// Of one under an emergency alone it is the emergency that is reviewed.
ReviewDue due_of(const casework::WatchedLook& look, const DeskRules& rules, int64_t today);

std::string emergency_json(const casework::Emergency& one, const ReviewDue& due);
std::string outage_plan_json(const casework::OutagePlan& plan);
std::string watched_look_json(const casework::WatchedLook& look, const ReviewDue& due,
                              const std::optional<JudgedAgain>& again);

}  // namespace sekisho::service
