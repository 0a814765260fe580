#pragma once

#include <cstdint>
#include <vector>

#include "barrier/facts.h"
#include "barrier/register_index.h"
#include "barrier/timeline.h"
#include "register/register.h"

namespace sekisho::barrier {

// What may be true at an instant: usually one reading. Several where the registers contradict one
// another, or where the instant lies outside what a register covers. None where there are more
// readings than can be told apart (kMaxReadings): then nothing can be decided.
using Readings = std::vector<uint32_t>;  // indices of PersonFacts, AccountFacts or TerminalFacts

inline constexpr size_t kMaxReadings = 16;

// The registers as facts over time, in the shape in which decisions ask for them: for every account
// and for every terminal or address a timeline of readings. Built once from a register, which must
// outlive it; afterwards only read, from any number of threads.
class FactBase {
 public:
  explicit FactBase(const reg::Register& registers);

  const reg::Register& registers() const { return *registers_; }
  const RegisterIndex& index() const { return index_; }

  // Timelines by PersonId; states are for `person_readings`.
  const Timelines& people() const { return people_; }
  const Readings& person_readings(uint32_t state) const { return person_readings_[state]; }
  // Timelines by AccountId; states are indices for `account_readings`.
  const Timelines& accounts() const { return accounts_; }
  // Timelines by place: TerminalIds first, then AddressIds (see place_of); states are indices for
  // `terminal_readings`.
  const Timelines& places() const { return places_; }
  uint32_t place_of(TerminalId id) const { return id.value; }
  uint32_t place_of(AddressId id) const { return registers_->terminal_codes.size() + id.value; }

  const Readings& account_readings(uint32_t state) const { return account_readings_[state]; }
  const Readings& terminal_readings(uint32_t state) const { return terminal_readings_[state]; }

  const PersonFacts& person(uint32_t index) const { return person_facts_[index]; }
  const AccountFacts& account(uint32_t index) const { return account_facts_[index]; }
  const TerminalFacts& terminal(uint32_t index) const { return terminal_facts_[index]; }

  // The state of an account name that no register has, and of a place that no register has.
  uint32_t unknown_account(SystemId system) const { return unknown_accounts_[system.value]; }
  uint32_t unknown_place() const { return unknown_place_; }

  // What may be true of whoever has an employee number, as indices for `person`.
  const Readings& person_readings(PersonId number, Instant t) const {
    return person_readings_[people_.at(number.value, t).state];
  }
  // The person of an employee number as of an instant (same_person), and their facts.
  PersonId human(PersonId number, Instant t) const;
  const PersonFacts& person_at(PersonId number, Instant t) const;

 private:
  friend class FactBaseBuilder;

  const reg::Register* registers_;
  RegisterIndex index_;
  Timelines people_, accounts_, places_;
  std::vector<Readings> person_readings_, account_readings_, terminal_readings_;
  std::vector<PersonFacts> person_facts_;
  std::vector<AccountFacts> account_facts_;
  std::vector<TerminalFacts> terminal_facts_;
  std::vector<uint32_t> unknown_accounts_;  // by SystemId
  uint32_t unknown_place_ = 0;
};

}  // namespace sekisho::barrier
