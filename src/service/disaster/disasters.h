#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/error.h"
#include "base/instant.h"
#include "casework/journal.h"
#include "disaster/disaster_rules.h"
#include "disaster/lending.h"
#include "service/casework/desk.h"
#include "service/identity/people.h"
#include "service/store/ledger.h"

namespace sekisho::service {

// policies/disasters.toml of a directory of policies; empty: the shipped one.
Result<disaster::DisasterRules> load_disaster_rules(const std::filesystem::path& policies);

// The disaster desk (災害対応窓口): what it does goes through the ledger together with what the
// registers say of it, so that reviews and gates judge by both at once. Any number of threads.
class Disasters {
 public:
  struct Parts {
    Ledger* ledger = nullptr;
    Desk* desk = nullptr;
    People* people = nullptr;
    disaster::DisasterRules rules;
    std::function<void()> changed = [] {};  // told when the registers are others
  };
  explicit Disasters(Parts parts) : parts_(std::move(parts)) {}

  const disaster::DisasterRules& rules() const { return parts_.rules; }

  // What somebody does, with what it does to the registers, all of it or none, and durably when
  // this returns. `work` may be called again, so it resets what it fills in. `reason` and `number`
  // are of the change of the registers, if it makes one.
  using Work = std::function<Result<void>(casework::Journal&, disaster::DeskFacts&)>;
  struct Ground {
    std::string reason;
    std::string number = {};
  };
  Result<void> act(const casework::Author& author, const Ground& ground, const Work& work);

  // Makes the one-time code with which a helper enrols, and their log-in, which may do nothing in
  // Sekisho but prove who they are. kUsage where they have a log-in already, or the code was shown
  // and `again` does not say why another one is needed.
  struct CodeWish {
    int64_t lending = 0;
    std::string number;  // of the decision (決裁番号)
    std::string again = {};
  };
  Result<identity::EnrolmentCode> issue_code(const casework::Author& author, const CodeWish& wish);

  // Ends what has run out: log-ins of helpers with their sessions, and proves that their IDs have
  // ceased. How many lendings it was.
  Result<size_t> settle(Instant now);

 private:
  Result<void> end_log_in(const disaster::Lending& lending, Instant now);
  Result<std::string> employer_of(const std::string& entity);

  Parts parts_;
};

}  // namespace sekisho::service
