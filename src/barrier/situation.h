#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "barrier/fact_base.h"
#include "barrier/fact_source.h"
#include "barrier/facts.h"
#include "cedar/authorizer.h"
#include "cedar/entity.h"
#include "register/area.h"

namespace sekisho::barrier {

// One access, with what the registers say of it at its instant: all that an outcome depends on.
struct Situation {
  SystemId system;
  std::string_view action = "view";  // an action of policies/barrier.cedarschema
  RecordFacts record;
  std::string_view record_id = {};  // the record's key; only rules that name a record ask for it
  std::string_view address = {};    // where the record is, as far as somebody says it
  const PersonFacts* person = nullptr;
  const PersonFacts* holder = nullptr;  // of the account; its facts matter only to rules that ask
  const PersonFacts* custodian = nullptr;  // of the terminal; likewise
  const AccountFacts* account = nullptr;
  const TerminalFacts* terminal = nullptr;
};

// The situation of a review: the person is the account's holder, for a shared account the
// terminal's custodian, or nobody.
Situation situation_of(const FactBase& base, const AccountFacts& account,
                       const TerminalFacts& terminal, std::string_view action, RecordFacts record);

// Whether two facts can be true together: a person who holds the account and keeps the terminal
// must be read in one way.
bool consistent(const FactBase& base, const AccountFacts& account, const TerminalFacts& terminal);

// Whether the record lies where the account and the terminal were lent to the person for: in an
// area of one of the disasters, outside of all, or it cannot be told. Nothing where nothing of the
// kind is lent to them, or no record is looked at.
std::optional<reg::Within> disaster_area_of(const reg::Register& registers,
                                            const Situation& situation);
std::string_view name_of(reg::Within within);  // "inside", "unknown", "outside"

// The T&D company that answers for a system.
EntityId operator_of(const reg::Register& registers, SystemId system);

// Contractors under whose contract with the system's operator the person is staff for the system.
std::vector<EntityId> contractors_of(const std::vector<Engagement>& engagements, SystemId system,
                                     EntityId client);

// The situation in Cedar's terms, by policies/barrier.cedarschema.
struct World {
  cedar::Request request;
  cedar::Entities entities;
};
World world_of(const Names& names, const Situation& situation);
World world_of(const reg::Register& registers, const Situation& situation);

std::string_view name_of(RecordKind kind);  // "supply_point", …; of kNothing: ""

}  // namespace sekisho::barrier
