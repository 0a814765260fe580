#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "logs/log_profile.h"
#include "service/explanation.h"
#include "service/knowledge.h"
#include "service/review_inputs.h"

namespace sekisho::service {

// One question to the barrier, as somebody types it.
struct DecideRequest {
  ReviewPlaces places;  // `logs` is not read
  std::string system;   // its code
  std::string account;
  std::string terminal, address;  // one of them
  std::string at;                 // RFC 3339, or a date and time of Japan in any usual way
  std::string action = "view";    // of policies/barrier.cedarschema
  std::string object;             // a supply point, a facility; empty: no record
};

struct DecideAnswer {
  AccessToExplain access;
  Explanation explanation;
  std::vector<report::LabelledValue> fields;  // the question as it was understood
  std::vector<report::Bilingual> notes;       // names that no register has, and near ones
  std::string facts_revision;                 // what the store knew; empty: registers are files

  // "permitted", "denied", "doubtful", or "undetermined" where the facts do not decide.
  std::string_view verdict() const;
};

// Loads registers and rules, or takes what is there, and answers. A system, account, terminal or
// object that no register knows is an answer (denied, and a note says so), not an error; a time or
// an action that makes no sense is kUsage.
Result<DecideAnswer> decide_request(const DecideRequest& request, const Heard& heard = {});
Result<DecideAnswer> decide_request(const DecideRequest& request, const Knowledge& knowledge);

// The same for many questions: registers, rules and profiles of logs are there already; `places` is
// not looked at. Of each reading of the facts the world that was decided on goes to `worlds`.
Result<DecideAnswer> decide_request(const DecideRequest& request, const Barrier& barrier,
                                    const std::vector<logs::LogProfile>& profiles,
                                    std::vector<barrier::World>* worlds = nullptr);

// The answer for a terminal, in one language, and for machines.
std::string decide_text(const DecideAnswer& answer, bool japanese);
std::string decide_json(const DecideAnswer& answer);

}  // namespace sekisho::service
