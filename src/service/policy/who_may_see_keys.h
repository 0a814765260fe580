#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "barrier/fact_base.h"
#include "barrier/memo_key.h"
#include "barrier/situation.h"
#include "cedar/policy.h"

// Which accounts, and which terminals, the rules cannot tell apart. Internal to `who_may_see`.
namespace sekisho::service {

// Keys under the rules whose footprint it is given; what it is given must outlive it.
//
// A pair of an account and a terminal is *related* where one side's facts speak of the other: the
// terminal's custodian holds or uses the account, or somebody's grant names what stands on the
// other side. Of pairs that are not related the outcome depends on the two sides' keys alone, for
// the rules see of people, accounts and terminals only whether two are the same, and whether it is
// one that a rule names.
class ReachKeys {
 public:
  ReachKeys(const barrier::FactBase& base, const cedar::Footprint& footprint, std::string action,
            const barrier::RecordFacts& record, std::string record_id);

  std::string of_account(const barrier::AccountFacts& account) const;
  // As terminals are seen from accounts that somebody holds.
  std::string of_terminal(const barrier::TerminalFacts& terminal) const;
  // As they are seen from a system's shared accounts, where the custodian is who asks.
  std::string of_terminal(const barrier::TerminalFacts& terminal, SystemId system) const;
  // Of both together, related or not.
  std::string of_pair(const barrier::AccountFacts& account,
                      const barrier::TerminalFacts& terminal) const;

  // Whether rules read facts of people who do not ask themselves.
  bool reads_others() const { return hidden_.others; }

 private:
  using Names = std::map<uint32_t, uint32_t>;  // that rules name, numbered

  bool tells_by_name(const barrier::PersonFacts& person) const;
  bool tells_by_name(const barrier::AccountFacts& account) const;
  std::string key_of(const barrier::Situation& situation, bool literally) const;

  const barrier::FactBase& base_;
  const std::string action_;
  const barrier::RecordFacts record_;
  const std::string record_id_;
  const barrier::Relevant literal_;
  barrier::Relevant hidden_;  // the same, with nobody and nothing named
  Names people_, accounts_, terminals_;
};

}  // namespace sekisho::service
