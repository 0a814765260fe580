#include "http/emergency_calls.h"

#include <fmt/format.h>

#include "casework/case_work.h"
#include "service/emergency/emergency_json.h"
#include "service/registers/standing_knowledge.h"

namespace sekisho::http {

std::expected<Mask, Fault> mask_of_looks(const Call& call, office::ThingKind kind,
                                         std::string_view id) {
  const auto may = call.may(office::Action::kView, {.kind = kind, .id = std::string(id)});
  const Demands demands = may.value_or(Demands{office::Demand::kMaskPersonalData});
  auto mask = Mask::of(call, kind, id, demands);
  if (!mask || !mask->masks() || id == kAllCases) return mask;
  return Mask::of(call, kind, kAllCases, demands);
}

std::expected<casework::Approval, Fault> approval_in(const Call& call, office::Thing thing) {
  const std::string number = call.text("number");
  const auto approves = call.may(office::Action::kApprove, thing);
  if (approves) return casework::Approval{call.caller, number};
  if (number.empty()) return std::unexpected(approves.error());
  thing.decision_number = number;
  if (auto applies = call.may(office::Action::kApply, thing); !applies)
    return std::unexpected(applies.error());
  return casework::Approval{"", number};
}

std::vector<std::string> looks_json(const Call& call,
                                    const std::vector<casework::WatchedLook>& looks,
                                    const Mask& mask) {
  const auto knowledge = call.services.knowledge->now();
  const service::DeskRules& rules = call.services.desk->rules();
  const int64_t today = casework::day_of(call.now);
  std::vector<std::string> out;
  for (casework::WatchedLook look : looks) {
    std::optional<service::JudgedAgain> again;
    if (look.plan != 0 && knowledge) {
      auto judged = service::judge_again(**knowledge, look);
      if (judged) again = std::move(*judged);
    }
    look.person = mask.shown(look.person);
    look.account = mask.shown(look.account);
    for (std::string& record : look.records) record = mask.shown(record);
    out.push_back(service::watched_look_json(look, due_of(look, rules, today), again));
  }
  return out;
}

Answer looks_answer(const Call& call, std::string_view list, uint64_t from,
                    const casework::LookPage& page, const Mask& mask) {
  std::string more = fmt::format(",\"total\":{}", page.total);
  const uint64_t next = from + page.looks.size();
  if (!page.looks.empty() && next < page.total)
    more += fmt::format(",\"next\":\"{}\"", cursor_text(list, next));
  return json_response(list_json(looks_json(call, page.looks, mask), more));
}

}  // namespace sekisho::http
