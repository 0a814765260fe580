#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/gather.h"
#include "office/office.h"
#include "service/casework/desk.h"
#include "service/casework/review_findings.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// What is done at a terminal with cases, campaigns and deliveries while no server has the store: by
// somebody with an account, whom the same office is asked for, through the same services, with the
// same entries of the record. Not thread-safe.
class TerminalDesk {
 public:
  // `by` is a code of the registers. kUsage where nobody of that code has an account in force, or a
  // server has the store; errors of Ledger::open.
  static Result<std::unique_ptr<TerminalDesk>> open(const StorePlace& place, const std::string& by,
                                                    Instant now);
  TerminalDesk(std::unique_ptr<Ledger> ledger, office::Office office, DeskRules rules,
               office::Caller caller)
      : ledger_(std::move(ledger)),
        office_(std::move(office)),
        caller_(std::move(caller)),
        desk_(*ledger_, std::move(rules)) {}

  // kUsage, with the reason, where the office says no. `stands_in_for` is the code of the person in
  // whose place it is done (代決).
  Result<void> may(office::Action action, const office::Thing& thing,
                   const std::string& stands_in_for = {}) const;
  // All of it or none, as one who did it now.
  Result<void> act(const Desk::Work& work);

  Desk& desk() { return desk_; }
  Ledger& ledger() { return *ledger_; }
  const std::string& pseudonym() const { return caller_.id; }
  Instant now() const { return caller_.now; }

 private:
  const std::unique_ptr<Ledger> ledger_;
  const office::Office office_;
  const office::Caller caller_;
  Desk desk_;
};

// Gathers the findings of a review's directory into the cases of a scope.
Result<casework::Gathered> gather_review(TerminalDesk& desk, const std::filesystem::path& review,
                                         const std::string& scope);

// What somebody does with a campaign: with one of its systems, or with all where none is named.
struct CampaignAct {
  office::Action action = office::Action::kDeclare;
  int64_t campaign = 0;
  std::string system = {};
  std::string stands_in_for = {};
};
// Whether they may, by what others did with it so far. As TerminalDesk::may; kNotFound.
Result<void> may_act(TerminalDesk& desk, const CampaignAct& act);

// Freezes the population of a campaign from a review's directory: by who may run reviews, or of an
// audit by who may re-perform them.
Result<void> freeze_campaign(TerminalDesk& desk, int64_t campaign, std::optional<int64_t> seen,
                             const std::filesystem::path& review,
                             const std::vector<SystemOwner>& owners);

// Reads a store as of one moment; a server may have it.
Result<void> look_into(const StorePlace& place,
                       const std::function<Result<void>(store::Database&)>& work);

}  // namespace sekisho::service
