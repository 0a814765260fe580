#include "review/judge.h"

#include <algorithm>
#include <utility>

#include "barrier/footprint_values.h"

namespace sekisho::review {
namespace {

using barrier::AccountFacts;
using barrier::Outcome;
using barrier::Situation;
using barrier::TerminalFacts;
using barrier::Verdict;

constexpr uint64_t kStateBits = 26;
constexpr uint64_t kKindBits = 8;  // of actions and kinds of records; an area takes four more
constexpr uint32_t kPlaceNotShown = (1U << kStateBits) - 1;  // a place state of our own

void add_once(uint32_t number, std::vector<uint32_t>& numbers) {
  if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
}

// What another instant within the clock's tolerance adds.
void add_to(Footprint& all, const Footprint& more) {
  all.system = more.system;
  all.action = more.action;
  all.object_kind = more.object_kind;
  all.cannot_be_told = all.cannot_be_told || more.cannot_be_told;
  for (const uint32_t number : more.situations) add_once(number, all.situations);
}

uint64_t slot_hash(uint64_t key) {
  return (key ^ key >> 29) * 0x9E3779B97F4A7C15 >> 17;
}

}  // namespace

barrier::RecordKind record_kind_of(logs::ObjectKind kind) {
  switch (kind) {
    case logs::ObjectKind::kNone:
      return barrier::RecordKind::kNothing;
    case logs::ObjectKind::kSupplyPoint:
      return barrier::RecordKind::kSupplyPoint;
    case logs::ObjectKind::kCustomer:
      return barrier::RecordKind::kCustomer;
    case logs::ObjectKind::kFacility:
      return barrier::RecordKind::kFacility;
    case logs::ObjectKind::kOther:
      return barrier::RecordKind::kOther;
  }
  return barrier::RecordKind::kOther;
}

Judge::Judge(const barrier::FactBase& base, const barrier::Rules& rules)
    : base_(base),
      rules_(rules),
      relevant_(rules.footprint),
      accounts_(base.accounts()),
      places_(base.places()),
      folding_(base, relevant_),
      permits_(1024),
      slots_(1024) {}

uint32_t Judge::judge(const Access& access) {
  if (access.tolerance_micros > 0) return judge_within_tolerance(access);
  States states{};
  states.account = access.account == kNotInRegister || access.account == kNotShown
                       ? base_.unknown_account(access.system)
                       : accounts_.at(access.account, access.time).state;
  states.place = access.place == kNotShown        ? kPlaceNotShown
                 : access.place == kNotInRegister ? base_.unknown_place()
                                                  : places_.at(access.place, access.time).state;
  return ruling_of(access, states);
}

uint32_t Judge::ruling_of(const Access& access, States states) {
  SEKISHO_INVARIANT(states.account >> kStateBits == 0 && states.place >> kStateBits == 0);
  if (relevant_.supplier || relevant_.record_id) {
    Footprint footprint;
    Ruling ruling = evaluate(access, states, footprint);
    return add_ruling(std::move(ruling), add_footprint(std::move(footprint)));
  }
  const uint64_t kind =
      static_cast<uint64_t>(access.supply_area) << kKindBits |
      (static_cast<uint64_t>(access.action) * 8 + static_cast<uint64_t>(access.object_kind) +
       (access.account == kNotShown ? 128 : 0));
  const uint64_t key =
      kind << (2 * kStateBits) | uint64_t{states.account} << kStateBits | states.place;
  return remembered(key, access, states);
}

uint32_t Judge::remembered(uint64_t key, const Access& access, States states) {
  const size_t at = find(slots_, key);
  if (slots_[at].key == key) return slots_[at].ruling;
  // States come back rarely under another kind of request: that ruling is kept twice.
  const auto ruling = static_cast<uint32_t>(rulings_.size());
  Footprint footprint;
  rulings_.push_back(evaluate(access, states, footprint));
  footprint_of_.push_back(add_footprint(std::move(footprint)));
  keep(slots_, used_, {key, ruling});
  return ruling;
}

Judge::Answer Judge::ask(const Access& access) {
  const bool named = access.account < kNotShown && access.place < kNotShown;
  if (!named || relevant_.supplier || relevant_.record_id) return answer_by_ruling(access);
  Period around{access.time, access.time};
  if (access.tolerance_micros > 0) {
    around = {shifted(access.time, -access.tolerance_micros),
              shifted(access.time, access.tolerance_micros)};
  }
  const uint64_t pair = folding_.pair(access.account, access.place, around.from, around.until);
  if (pair == Folding::kNone) return answer_by_ruling(access);
  const uint64_t key = pair << 8 | static_cast<uint64_t>(access.action) * 8 |
                       static_cast<uint64_t>(access.object_kind);
  const size_t at = find(permits_, key);
  if (permits_[at].key == key) {
    const uint32_t known = permits_[at].ruling;
    return {(known & 1) != 0, known >> 1};
  }
  const Answer answer = answer_by_ruling(access);
  keep(permits_, permits_used_, {key, answer.footprint << 1 | (answer.permitted ? 1U : 0U)});
  return answer;
}

// Where the key is, or where it would be.
size_t Judge::find(const std::vector<Slot>& slots, uint64_t key) {
  const size_t mask = slots.size() - 1;
  size_t i = slot_hash(key) & mask;
  while (slots[i].key != key && slots[i].key != kEmpty) i = (i + 1) & mask;
  return i;
}

void Judge::keep(std::vector<Slot>& slots, size_t& used, Slot slot) {
  slots[find(slots, slot.key)] = slot;
  if (++used * 2 <= slots.size()) return;
  std::vector<Slot> old(slots.size() * 2);
  old.swap(slots);
  for (const Slot& one : old) {
    if (one.key != kEmpty) slots[find(slots, one.key)] = one;
  }
}

// Keeps in `readings_` the situation under each reading; nothing where the facts cannot be told.
void Judge::add_outcomes(const Access& access, States states) {
  readings_.clear();
  const barrier::RecordFacts record{record_kind_of(access.object_kind), access.supplier,
                                    access.supply_area};
  const auto ask = [&](const AccountFacts& account, const TerminalFacts& terminal) {
    Situation situation =
        situation_of(base_, account, terminal, logs::name_of(access.action), record);
    situation.record_id = access.record_id;
    readings_.push_back(situation_number(situation));
  };
  for (const uint32_t i : base_.account_readings(states.account)) {
    const AccountFacts& account = base_.account(i);
    if (states.place == kPlaceNotShown) {
      for (const TerminalFacts& terminal : possible_terminals(account)) ask(account, terminal);
      continue;
    }
    for (const uint32_t j : base_.terminal_readings(states.place)) {
      if (consistent(base_, account, base_.terminal(j))) ask(account, base_.terminal(j));
    }
  }
}

Ruling Judge::evaluate(const Access& access, States states, Footprint& footprint) {
  add_outcomes(access, states);
  footprint.system = access.system;
  footprint.action = access.action;
  footprint.object_kind = access.object_kind;
  for (const uint32_t reading : readings_) add_once(reading, footprint.situations);
  Ruling ruling;
  ruling.account_state = states.account;
  ruling.place_state = states.place == kPlaceNotShown ? base_.unknown_place() : states.place;
  if (!readings_.empty()) ruling.outcome = outcome_of(readings_.front());
  if (readings_.empty() || access.account == kNotShown) {
    footprint.cannot_be_told = true;
    ruling.determined = false;
    ruling.other.reason = "facts/cannot-be-told";
    return ruling;
  }
  for (const uint32_t reading : readings_) {
    const Outcome& outcome = outcome_of(reading);
    if (outcome.verdict == ruling.outcome.verdict) continue;
    ruling.determined = false;
    ruling.other = outcome;
    break;
  }
  return ruling;
}

// The clock may be off: every state that the accounts and places have within the tolerance counts.
uint32_t Judge::judge_within_tolerance(const Access& access) {
  const Instant from = shifted(access.time, -access.tolerance_micros);
  const Instant until = shifted(access.time, access.tolerance_micros);
  const auto steady = [&](barrier::Cursors& cursors, uint32_t key) {
    if (key == kNotInRegister || key == kNotShown) return true;
    const barrier::Moment& moment = cursors.at(key, access.time);
    return moment.from <= from && until < moment.until;
  };
  Access exact = access;
  exact.tolerance_micros = 0;
  if (steady(accounts_, access.account) && steady(places_, access.place)) return judge(exact);

  std::vector<Instant> instants{access.time};
  const auto add_instants = [&](const barrier::Timelines& timelines, uint32_t key) {
    if (key == kNotInRegister || key == kNotShown) return;
    for (const barrier::Moment& moment : timelines.between(key, from, until)) {
      instants.push_back(std::max(moment.from, from));
    }
  };
  add_instants(base_.accounts(), access.account);
  add_instants(base_.places(), access.place);
  Ruling all;
  Footprint footprint;
  for (size_t i = 0; i < instants.size(); ++i) {
    exact.time = instants[i];
    const uint32_t number = judge(exact);
    const Ruling& one = ruling(number);
    add_to(footprint, footprints_[footprint_of_[number]]);
    if (i == 0) {
      all = one;
    } else if (all.determined && one.outcome.verdict != all.outcome.verdict) {
      all.determined = false;
      all.other = one.outcome;
    }
    if (!one.determined && all.determined) {
      all.determined = false;
      all.other = one.other;
    }
  }
  return add_ruling(std::move(all), add_footprint(std::move(footprint)));
}

// The log does not show the terminal: it may have been none of the registered ones, or the best one
// for the holder (of a shared account, for one of its users): their own, of any company that they
// work for, or one that was granted to them.
std::vector<TerminalFacts> Judge::possible_terminals(const AccountFacts& account) const {
  std::vector<TerminalFacts> out{base_.terminal(base_.terminal_readings(base_.unknown_place())[0])};
  TerminalFacts own;
  own.registered = true;
  const auto add_for = [&](PersonId custodian, uint32_t facts) {
    own.custodian = custodian;
    own.custodian_facts = facts;
    for (const EntityId employer : base_.person(facts).employers) {
      own.owner = employer;
      out.push_back(own);
    }
    for (const barrier::GrantedPair& pair : base_.person(facts).grants) {
      if (pair.account != account.account) continue;
      out.push_back(own);
      out.back().terminal = pair.terminal;
    }
  };
  add_for(account.holder, account.holder_facts);
  for (const barrier::AccountUser& user : account.users) add_for(user.person, user.facts);
  return out;
}

uint32_t Judge::situation_number(const Situation& situation) {
  key_.clear();
  append_memo_key(base_.registers(), relevant_, situation, key_);
  const auto known = situation_numbers_.find(key_);
  if (known != situation_numbers_.end()) return known->second;
  ++decisions_;
  const auto number = static_cast<uint32_t>(situations_.size());
  situations_.push_back({barrier::footprint_values(base_.registers(), relevant_, situation),
                         decide(rules_, world_of(base_.registers(), situation))});
  situation_numbers_.emplace(key_, number);
  return number;
}

uint32_t Judge::add_ruling(Ruling ruling, uint32_t footprint) {
  const auto [at, fresh] = ruling_numbers_.emplace(std::pair(std::move(ruling), footprint),
                                                   static_cast<uint32_t>(rulings_.size()));
  if (fresh) {
    rulings_.push_back(at->first.first);
    footprint_of_.push_back(footprint);
  }
  return at->second;
}

uint32_t Judge::add_footprint(Footprint footprint) {
  const auto [at, fresh] =
      footprint_numbers_.emplace(std::move(footprint), static_cast<uint32_t>(footprints_.size()));
  if (fresh) footprints_.push_back(at->first);
  return at->second;
}

Verdict Judge::at_best(AccountId account, Instant t) {
  const barrier::Moment moment = base_.accounts().at(account.value, t);
  Verdict best = Verdict::kDenied;
  for (const uint32_t i : base_.account_readings(moment.state)) {
    const AccountFacts& facts = base_.account(i);
    for (const TerminalFacts& terminal : possible_terminals(facts)) {
      const barrier::RecordFacts record{barrier::RecordKind::kOther, {}, 0};
      const uint32_t number =
          situation_number(situation_of(base_, facts, terminal, "view", record));
      best = std::min(best, outcome_of(number).verdict);
    }
  }
  return best;
}

}  // namespace sekisho::review
