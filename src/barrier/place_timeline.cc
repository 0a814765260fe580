#include <algorithm>

#include "barrier/fact_base_builder.h"

namespace sekisho::barrier {

using reg::Table;

void FactBaseBuilder::build_places() {
  base_.unknown_place_ = static_cast<uint32_t>(base_.terminal_readings_.size());
  base_.terminal_readings_.push_back({static_cast<uint32_t>(base_.terminal_facts_.size())});
  base_.terminal_facts_.emplace_back();
  for (uint32_t i = 0; i < registers_.terminal_codes.size(); ++i) {
    const TerminalId terminal(i);
    add_timeline<TerminalFacts>(base_.places_, base_.terminal_readings_, base_.terminal_facts_,
                                terminal_breakpoints(terminal),
                                [&](Instant t) { return terminal_facts(terminal, t); });
  }
  for (uint32_t i = 0; i < registers_.address_codes.size(); ++i) add_address(AddressId(i));
}

std::vector<Instant> FactBaseBuilder::terminal_breakpoints(TerminalId terminal) const {
  std::vector<Instant> out;
  for (const uint32_t i : index_.terminals[terminal.value]) {
    const reg::Terminal& row = registers_.terminals[i];
    add_breakpoints(row.period, coverage(Table::kTerminals), out);
    add_person_breakpoints(row.custodian, out);
  }
  for (const uint32_t i : index_.loans[terminal.value]) {
    add_breakpoints(registers_.loans[i].period, coverage(Table::kLoans), out);
  }
  finish_breakpoints(out);
  return out;
}

std::vector<TerminalFacts> FactBaseBuilder::terminal_facts(TerminalId terminal, Instant t) const {
  TerminalFacts common;
  common.terminal = terminal;

  // Who has it on loan. Loans to several at once contradict one another.
  std::vector<EntityId> borrowers;
  bool lent = false;
  for (const uint32_t i : index_.loans[terminal.value]) {
    const reg::Loan& row = registers_.loans[i];
    common.ever_borrowers.push_back(row.borrower);
    const Presence presence = presence_at(row.period, coverage(Table::kLoans), t);
    lent = lent || presence == Presence::kYes;
    if (presence != Presence::kNo) borrowers.push_back(row.borrower);
  }
  if (!lent) borrowers.emplace_back();
  sort_unique(common.ever_borrowers);
  sort_unique(borrowers);

  std::vector<TerminalFacts> rows;
  bool certain = false;
  for (const uint32_t i : index_.terminals[terminal.value]) {
    const reg::Terminal& row = registers_.terminals[i];
    const Presence presence = presence_at(row.period, coverage(Table::kTerminals), t);
    if (presence == Presence::kNo) continue;
    certain = certain || presence == Presence::kYes;
    TerminalFacts facts = common;
    facts.registered = true;
    facts.owner = row.owner;
    facts.site = row.site;
    facts.custodian = human(row.custodian, t);
    for (const uint32_t person : person_readings(row.custodian, t)) {
      facts.custodian_facts = person;
      rows.push_back(facts);
    }
    if (person_readings(row.custodian, t).empty()) return {};
  }
  if (!certain) rows.push_back(common);
  sort_unique(rows);

  std::vector<TerminalFacts> out;
  if (rows.size() * borrowers.size() > kMaxReadings) return out;
  for (const TerminalFacts& row : rows) {
    for (const EntityId borrower : borrowers) {
      out.push_back(row);
      out.back().borrower = borrower;
    }
  }
  sort_unique(out);
  return out;
}

void FactBaseBuilder::add_address(AddressId address) {
  std::vector<Instant> starts;
  for (const uint32_t i : index_.addresses[address.value]) {
    const reg::Address& row = registers_.addresses[i];
    add_breakpoints(row.period, coverage(Table::kAddresses), starts);
    for (const Moment& moment : base_.places_.between(row.terminal.value, kBeginning, kForever)) {
      starts.push_back(moment.from);
    }
  }
  finish_breakpoints(starts);

  std::vector<uint32_t> states;
  for (const Instant t : starts) {
    std::vector<uint32_t> terminals;  // states of the terminals that may have had the address
    bool certain = false;
    for (const uint32_t i : index_.addresses[address.value]) {
      const reg::Address& row = registers_.addresses[i];
      const Presence presence = presence_at(row.period, coverage(Table::kAddresses), t);
      certain = certain || presence == Presence::kYes;
      if (presence != Presence::kNo)
        terminals.push_back(base_.places_.at(row.terminal.value, t).state);
    }
    if (!certain) terminals.push_back(base_.unknown_place_);
    sort_unique(terminals);
    if (terminals.size() == 1) {
      states.push_back(terminals[0]);
      continue;
    }
    Readings all;
    for (const uint32_t state : terminals) {
      const Readings& some = base_.terminal_readings_[state];
      all.insert(all.end(), some.begin(), some.end());
      if (some.empty())
        all.resize(kMaxReadings + 1);  // one of them cannot be told: nor can the address
    }
    if (all.size() > kMaxReadings) all.clear();
    states.push_back(static_cast<uint32_t>(base_.terminal_readings_.size()));
    base_.terminal_readings_.push_back(std::move(all));
  }
  base_.places_.add(starts, states);
}

}  // namespace sekisho::barrier
