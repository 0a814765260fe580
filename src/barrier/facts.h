#pragma once

#include <algorithm>
#include <vector>

#include "base/ids.h"
#include "register/facts.h"

namespace sekisho::barrier {

// What the registers say of one thing over an elementary period, in which none of it changes.
// Vectors are sorted and hold no duplicates, so that equal facts compare equal.

// A contract of the T&D company (or of another principal) that lists a person as staff.
struct Engagement {
  EntityId contractor;
  EntityId client;
  SystemId system;
  auto operator<=>(const Engagement&) const = default;
};

// An account and a terminal lent to a helper.
struct GrantedPair {
  AccountId account;
  TerminalId terminal;
  std::vector<TextId> areas = {};  // of the disaster, as reg::Disaster has them; none: anywhere
  auto operator<=>(const GrantedPair&) const = default;
};

struct PersonFacts {
  PersonId person;  // one number for a human being with several (same_person); not known: nobody
  std::vector<EntityId> employers;         // where they work: every post but 原籍
  std::vector<EntityId> former_employers;  // worked there before, and no longer
  std::vector<Engagement> engagements;
  std::vector<Engagement> former_engagements;
  std::vector<GrantedPair> grants;
  auto operator<=>(const PersonFacts&) const = default;
};

// Somebody who may use a shared account.
struct AccountUser {
  PersonId person;     // as PersonFacts::person
  uint32_t facts = 0;  // index for FactBase::person
  auto operator<=>(const AccountUser&) const = default;
};

struct AccountFacts {
  AccountId account;  // not known: a name that no register has
  SystemId system;
  bool known = false;  // some row of the account register is about it
  bool in_force = false;
  reg::AccountKind kind = reg::AccountKind::kPersonal;
  PersonId holder;                 // as PersonFacts::person
  uint32_t holder_facts = 0;       // index for FactBase::person
  std::vector<AccountUser> users;  // of a shared account
  std::vector<TextId> roles;
  bool formerly_entitled = false;
  bool lent_for_disasters = false;
  auto operator<=>(const AccountFacts&) const = default;
};

// Whether a person is among those who may use a shared account.
inline bool is_user(const AccountFacts& account, PersonId person) {
  return person.known() && std::ranges::any_of(account.users, [&](const AccountUser& user) {
           return user.person == person;
         });
}

struct TerminalFacts {
  TerminalId terminal;  // not known: nothing registered has this number or address
  bool registered = false;
  EntityId owner;
  SiteId site;
  EntityId borrower;
  std::vector<EntityId> ever_borrowers;
  PersonId custodian;            // as PersonFacts::person
  uint32_t custodian_facts = 0;  // index for FactBase::person
  auto operator<=>(const TerminalFacts&) const = default;
};

// What is looked at.
enum class RecordKind : uint8_t { kNothing, kSupplyPoint, kCustomer, kFacility, kOther };

struct RecordFacts {
  RecordKind kind = RecordKind::kNothing;
  EntityId supplier;        // not known: none, or not asked for
  uint8_t supply_area = 0;  // reg::supply_area_of of a supply point; 0: not known
  auto operator<=>(const RecordFacts&) const = default;
};

}  // namespace sekisho::barrier
