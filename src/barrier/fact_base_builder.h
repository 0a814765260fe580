#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "barrier/fact_base.h"
#include "barrier/presence.h"
#include "barrier/register_index.h"

namespace sekisho::barrier {

// Builds a FactBase: people first, then the accounts that they hold, then the terminals that they
// keep, then the addresses that terminals had. For each thing it cuts time at every instant at
// which a row about it begins or ends, and asks in each piece what holds.
class FactBaseBuilder {
 public:
  explicit FactBaseBuilder(FactBase& base);

  void build();

 private:
  const Period& coverage(reg::Table table) const {
    return registers_.coverage[static_cast<size_t>(table)];
  }
  PersonId human(PersonId number, Instant t) const;
  void add_person_breakpoints(PersonId number, std::vector<Instant>& out) const;
  const Readings& person_readings(PersonId number, Instant t) const;

  // people_timeline.cc
  void build_people();
  std::vector<PersonFacts> person_facts(PersonId number, Instant t) const;
  std::vector<Instant> person_breakpoints(PersonId number) const;
  std::vector<TextId> areas_of(DisasterId disaster, Instant t) const;

  // account_timeline.cc
  void build_accounts();
  std::vector<AccountFacts> account_facts(AccountId account, Instant t) const;
  std::vector<Instant> account_breakpoints(AccountId account) const;

  // place_timeline.cc
  void build_places();
  std::vector<TerminalFacts> terminal_facts(TerminalId terminal, Instant t) const;
  std::vector<Instant> terminal_breakpoints(TerminalId terminal) const;
  void add_address(AddressId address);

  FactBase& base_;
  const reg::Register& registers_;
  const RegisterIndex& index_;
};

// Adds a key to `timelines`: the facts in each elementary period become a state, a list of indices
// into `facts`; equal neighbours share it.
template <class Facts>
void add_timeline(Timelines& timelines, std::vector<Readings>& readings, std::vector<Facts>& facts,
                  const std::vector<Instant>& starts,
                  const std::function<std::vector<Facts>(Instant)>& facts_at) {
  std::vector<uint32_t> states;
  std::vector<Facts> previous;
  for (const Instant start : starts) {
    std::vector<Facts> now = facts_at(start);
    if (states.empty() || now != previous) {
      Readings indices;
      for (const Facts& one : now) {
        indices.push_back(static_cast<uint32_t>(facts.size()));
        facts.push_back(one);
      }
      readings.push_back(std::move(indices));
      previous = std::move(now);
    }
    states.push_back(static_cast<uint32_t>(readings.size() - 1));
  }
  timelines.add(starts, states);
}

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace sekisho::barrier
