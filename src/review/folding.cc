#include "review/folding.h"

namespace sekisho::review {
namespace {

// Stands for whatever the other side of a pair is.
const barrier::PersonFacts kNoPerson{};
const barrier::AccountFacts kNoAccount{};
const barrier::TerminalFacts kNoTerminal{};

}  // namespace

Folding::Folding(const barrier::FactBase& base, const barrier::Relevant& relevant)
    : base_(base), relevant_(relevant) {
  accounts_.last.resize(base.accounts().keys());
  places_.last.resize(base.places().keys());
}

void Folding::look_up(Side& side, const barrier::Timelines& timelines, uint32_t key, Instant t,
                      Fold fold) {
  const barrier::Moment moment = timelines.at(key, t);
  if (moment.state >= side.folded.size()) side.folded.resize(moment.state + 1);
  Folded& folded = side.folded[moment.state];
  if (!folded.known) folded = (this->*fold)(moment.state);
  side.last[key] = {moment.from, moment.until, folded.number, folded.person, folded.facts};
}

Folding::Folded Folding::fold_account(uint32_t state) {
  Folded out;
  out.known = true;
  const barrier::Readings& readings = base_.account_readings(state);
  if (relevant_.others || readings.size() != 1) return out;
  const barrier::AccountFacts& account = base_.account(readings[0]);
  const barrier::PersonFacts& holder = base_.person(account.holder_facts);
  const bool shared = account.kind == reg::AccountKind::kShared || !account.users.empty();
  if (shared || !holder.grants.empty()) return out;
  out.number = number_of(accounts_, {.system = account.system,
                                     .record = {},
                                     .person = &holder,
                                     .holder = &holder,
                                     .custodian = &kNoPerson,
                                     .account = &account,
                                     .terminal = &kNoTerminal});
  if (account.holder.known()) out.person = account.holder.value;
  out.facts = account.holder_facts;
  return out;
}

Folding::Folded Folding::fold_place(uint32_t state) {
  Folded out;
  out.known = true;
  const barrier::Readings& readings = base_.terminal_readings(state);
  if (relevant_.others || readings.size() != 1) return out;
  const barrier::TerminalFacts& terminal = base_.terminal(readings[0]);
  out.number = number_of(places_, {.system = SystemId(0),
                                   .record = {},
                                   .person = &kNoPerson,
                                   .holder = &kNoPerson,
                                   .custodian = &kNoPerson,
                                   .account = &kNoAccount,
                                   .terminal = &terminal});
  // A custodian whom nobody knows is no holder's; that of an account is another number.
  out.person = terminal.custodian.known() ? terminal.custodian.value : kNobody - 1;
  out.facts = terminal.custodian_facts;
  return out;
}

// The memo key of the side alone: equal keys, equal outcomes beside any other side.
uint32_t Folding::number_of(Side& side, const barrier::Situation& situation) {
  key_.clear();
  append_memo_key(base_.registers(), relevant_, situation, key_);
  const auto [at, fresh] = side.numbers.emplace(key_, static_cast<uint32_t>(side.numbers.size()));
  return at->second >> kClassBits == 0 ? at->second : kNotFolded;
}

}  // namespace sekisho::review
