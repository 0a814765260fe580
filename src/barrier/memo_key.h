#pragma once

#include <set>
#include <string>

#include "barrier/situation.h"
#include "cedar/footprint.h"

namespace sekisho::barrier {

// Which of the facts can change an outcome, from the footprint of the rules.
struct Relevant {
  explicit Relevant(const cedar::Footprint& footprint);

  bool account_kind, in_force, holder, users, roles, formerly_entitled, lent_for_disasters;
  bool registered, owner, borrower, ever_borrowers, custodian, zone;
  bool employers, former_employers, grants, contractors, former_contractors, mandated;
  bool disaster_area;
  bool supplier, record_kind;
  bool record_id;    // a rule names a record
  bool users_whole;  // rules ask more of a shared account's users than whether somebody is one
  bool others;       // facts of the holder or custodian, who need not be the principal
  // Rules name a person (account, terminal) literally: then who it is matters, and otherwise only
  // whether two are the same.
  bool person_names, account_names, terminal_names;
  std::set<std::string, std::less<>> record_names;
};

// Two situations of the same key have the same outcome under the rules of the footprint: the values
// of everything that the rules can read, with persons, accounts and terminals numbered by first
// appearance unless a rule names one. Appends to `key`, which the caller clears and reuses.
void append_memo_key(const reg::Register& registers, const Relevant& relevant,
                     const Situation& situation, std::string& key);

}  // namespace sekisho::barrier
