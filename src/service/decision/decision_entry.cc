#include "service/decision/decision_entry.h"

#include <utility>
#include <vector>

#include "text/time_format.h"

namespace sekisho::service {

using text::JsonValue;

LedgerEntry decision_entry(const RecordedDecision& decision, const Ledger& ledger) {
  const auto string = [](std::string_view text) { return JsonValue::string(std::string(text)); };
  std::vector<text::JsonMember> members{
      {"kind", string("decision")},
      {"time", string(text::rfc3339(decision.time, text::kUtc))},
      {"system", string(decision.system)},
      {"policy_set", string(decision.policy_set)},
      {"facts_revision", string(decision.facts_revision)},
      {"actor", string(ledger.pseudonym(decision.actor.empty() ? "unknown" : decision.actor))},
      {"decision", string(decision.allowed ? "permit" : "deny")},
      {"action", string(decision.action)}};
  if (!decision.reasons.empty()) {
    std::vector<JsonValue> reasons;
    for (const std::string& one : decision.reasons) reasons.push_back(string(one));
    members.push_back({"reasons", JsonValue::array(std::move(reasons))});
  }
  if (!decision.record.empty())
    members.push_back({"subject", string(ledger.pseudonym(decision.record))});
  if (decision.allowed && !decision.obligations.empty())
    members.push_back({"obligations", JsonValue::array({string(decision.obligations)})});
  for (const auto& [name, value] :
       {std::pair{"session", decision.session}, std::pair{"gate", decision.gate},
        std::pair{"request", decision.request}, std::pair{"look", decision.look},
        std::pair{"outage_plan", decision.outage_plan}}) {
    if (!value.empty()) members.push_back({name, string(value)});
  }
  if (!decision.terms.empty()) {
    std::vector<JsonValue> searched;
    for (const std::string& one : decision.terms)
      searched.push_back(string(one.substr(0, one.find('=') + 1) + ledger.pseudonym(one)));
    members.push_back({"searched", JsonValue::array(std::move(searched))});
  }
  if (!decision.outage_plan.empty()) {
    members.push_back(
        {"unconfirmed_since", string(text::rfc3339(decision.unconfirmed_since, text::kUtc))});
  }
  return {JsonValue::object(std::move(members))};
}

}  // namespace sekisho::service
