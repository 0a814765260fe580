#include "review/folding.h"

#include <algorithm>

namespace sekisho::review {
namespace {

// Stands for whatever the other side of a pair is.
const barrier::PersonFacts kNoPerson{};
const barrier::AccountFacts kNoAccount{};
const barrier::TerminalFacts kNoTerminal{};

constexpr uint64_t kSharedClassBits = 20;  // three numbers and a bit fit into a word
constexpr uint32_t kUnset = ~uint32_t{0} - 1;

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
  if (account.kind == reg::AccountKind::kShared) {
    if (account.holder.known() || relevant_.person_names || relevant_.users_whole) return out;
    barrier::AccountFacts nobodys = account;
    nobodys.users.resize(std::min<size_t>(nobodys.users.size(), 1));
    for (barrier::AccountUser& user : nobodys.users) user = {};
    out.number = number_of(accounts_, {.system = account.system,
                                       .record = {},
                                       .person = &kNoPerson,
                                       .holder = &kNoPerson,
                                       .custodian = &kNoPerson,
                                       .account = &nobodys,
                                       .terminal = &kNoTerminal});
    out.person = kUsers;
    out.facts = readings[0];
    return out;
  }
  const barrier::PersonFacts& holder = base_.person(account.holder_facts);
  if (!account.users.empty() || !holder.grants.empty()) return out;
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
  out.person = terminal.custodian.known() ? terminal.custodian.value : kNoCustodian;
  out.facts = terminal.custodian_facts;
  return out;
}

uint64_t Folding::shared_pair(const Version& who, const Version& where) {
  const barrier::AccountFacts& account = base_.account(who.facts);
  const uint32_t custodian = custodian_number(account.system, where.facts);
  if (custodian == kNotFolded || (who.number | where.number | custodian) >> kSharedClassBits != 0) {
    return kNone;
  }
  const bool user = barrier::is_user(account, PersonId(where.person));
  const uint64_t key =
      ((uint64_t{who.number} << kSharedClassBits | where.number) << kSharedClassBits | custodian)
          << 1 |
      (user ? 1 : 0);
  return shared_pairs_.emplace(key, uint64_t{1} << (2 * kClassBits + 1) | shared_pairs_.size())
      .first->second;
}

uint32_t Folding::custodian_number(SystemId system, uint32_t facts) {
  if (system.value >= custodian_numbers_.size()) custodian_numbers_.resize(system.value + 1);
  std::vector<uint32_t>& numbers = custodian_numbers_[system.value];
  if (facts >= numbers.size()) numbers.resize(facts + 1, kUnset);
  if (numbers[facts] != kUnset) return numbers[facts];
  const barrier::PersonFacts& person = base_.person(facts);
  if (!person.grants.empty()) return numbers[facts] = kNotFolded;
  return numbers[facts] = number_of(custodians_, {.system = system,
                                                  .record = {},
                                                  .person = &person,
                                                  .holder = &kNoPerson,
                                                  .custodian = &person,
                                                  .account = &kNoAccount,
                                                  .terminal = &kNoTerminal});
}

// The memo key of the side alone: equal keys, equal outcomes beside any other side.
uint32_t Folding::number_of(Side& side, const barrier::Situation& situation) {
  key_.clear();
  append_memo_key(base_.registers(), relevant_, situation, key_);
  const auto [at, fresh] = side.numbers.emplace(key_, static_cast<uint32_t>(side.numbers.size()));
  return at->second >> kClassBits == 0 ? at->second : kNotFolded;
}

}  // namespace sekisho::review
