#include "service/policy/who_may_see_reach.h"

#include <algorithm>
#include <utility>

namespace sekisho::service {
namespace {

using barrier::AccountFacts;
using barrier::TerminalFacts;
using barrier::Verdict;

constexpr size_t kFirst = 64;  // places of a part that are at hand for examples

void sort_uniquely(std::vector<uint32_t>& numbers) {
  std::ranges::sort(numbers);
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

bool has(const std::vector<uint32_t>& ascending, uint32_t number) {
  return std::ranges::binary_search(ascending, number);
}

}  // namespace

Reach::Reach(const Knowledge& knowledge, Instant at, std::string action,
             std::optional<AskedRecord> record)
    : knowledge_(knowledge),
      base_(*knowledge.barrier().base),
      rules_(knowledge.barrier().rules),
      schema_(knowledge.schema()),
      at_(at),
      action_(std::move(action)),
      record_(std::move(record)),
      footprint_(footprint_of(rules_.barrier, rules_.doubts)),
      keys_(base_, footprint_, action_, record_ ? record_->facts : barrier::RecordFacts(),
            record_ ? record_->id : "") {
  intern({Verdict::kDenied, {}, {}});  // outcome 0
  const uint32_t terminals = base_.registers().terminal_codes.size();
  for (uint32_t i = 0; i < terminals; ++i) {
    const uint32_t state = base_.places().at(base_.place_of(TerminalId(i)), at).state;
    places_.push_back({TerminalId(i), &base_.terminal_readings(state)});
  }
  std::ranges::sort(places_, {},
                    [&](const Place& place) { return base_.registers().code(place.terminal); });
  places_.push_back({TerminalId(), &base_.terminal_readings(base_.unknown_place())});
  for (const Place& place : places_) {
    for (const uint32_t facts : *place.readings) {
      if (facts >= slot_of_facts_.size()) slot_of_facts_.resize(facts + 1, kUnset);
      if (slot_of_facts_[facts] != kUnset) continue;
      slot_of_facts_[facts] = static_cast<uint32_t>(facts_of_slot_.size());
      facts_of_slot_.push_back(facts);
    }
  }
  relate_places();
}

void Reach::relate_places() {
  place_of_terminal_.resize(base_.registers().terminal_codes.size());
  for (uint32_t i = 0; i < places_.size(); ++i) {
    if (places_[i].terminal.known()) place_of_terminal_[places_[i].terminal.value] = i;
    for (const uint32_t facts : *places_[i].readings) {
      const TerminalFacts& terminal = base_.terminal(facts);
      if (terminal.custodian.known()) places_of_custodian_[terminal.custodian.value].push_back(i);
      const auto& grants = base_.person(terminal.custodian_facts).grants;
      for (const barrier::GrantedPair& pair : grants) {
        places_of_granted_account_[pair.account.value].push_back(i);
      }
      if (!grants.empty()) places_of_granted_.push_back(i);
    }
  }
}

// See ReachKeys; one too many does no harm.
std::vector<uint32_t> Reach::related_places(const barrier::Readings& account) const {
  std::vector<uint32_t> out;
  const auto add = [&](const auto& places, uint32_t id) {
    const auto at = places.find(id);
    if (at != places.end()) out.insert(out.end(), at->second.begin(), at->second.end());
  };
  for (const uint32_t i : account) {
    const AccountFacts& facts = base_.account(i);
    if (facts.holder.known()) add(places_of_custodian_, facts.holder.value);
    for (const barrier::AccountUser& user : facts.users)
      add(places_of_custodian_, user.person.value);
    add(places_of_granted_account_, facts.account.value);
    const auto& grants = base_.person(facts.holder_facts).grants;
    for (const barrier::GrantedPair& pair : grants) {
      out.push_back(place_of_terminal_[pair.terminal.value]);
    }
    if (!grants.empty() && keys_.reads_others()) {
      out.insert(out.end(), places_of_granted_.begin(), places_of_granted_.end());
    }
  }
  sort_uniquely(out);
  return out;
}

Reach::PlaceClasses Reach::classify(
    const std::function<std::string(const TerminalFacts&)>& key) const {
  PlaceClasses out;
  std::unordered_map<std::string, uint32_t> kinds;
  for (const uint32_t facts : facts_of_slot_) {
    const auto at = kinds.emplace(key(base_.terminal(facts)), out.kinds).first;
    out.kind_of_slot.push_back(at->second);
    out.kinds = static_cast<uint32_t>(kinds.size());
  }
  std::map<std::vector<uint32_t>, uint32_t> numbers;
  for (uint32_t i = 0; i < places_.size(); ++i) {
    std::vector<uint32_t> of_readings;
    for (const uint32_t facts : *places_[i].readings) {
      of_readings.push_back(out.kind_of_slot[slot_of_facts_[facts]]);
    }
    const auto [at, fresh] =
        numbers.emplace(of_readings, static_cast<uint32_t>(out.classes.size()));
    if (fresh) out.classes.push_back({.kinds = std::move(of_readings), .places = {}});
    out.classes[at->second].places.push_back(i);
    out.class_of_place.push_back(at->second);
  }
  return out;
}

Reach::PlaceClasses* Reach::places_seen_from(const AccountFacts& account) {
  if (is_shared(account)) {
    const auto [at, fresh] = seen_by_sharers_.try_emplace(account.system);
    if (fresh) {
      at->second = classify([&](const TerminalFacts& terminal) {
        return keys_.of_terminal(terminal, account.system);
      });
    }
    return &at->second;
  }
  if (!seen_by_holders_) {
    seen_by_holders_ =
        classify([&](const TerminalFacts& terminal) { return keys_.of_terminal(terminal); });
  }
  return &*seen_by_holders_;
}

Reach::Group& Reach::group_of(const barrier::Readings& account) {
  std::vector<AccountClass*> classes;
  for (const uint32_t i : account) classes.push_back(class_of(base_.account(i)));
  const auto [at, fresh] = groups_.try_emplace(classes);
  Group& group = at->second;
  if (!fresh) return group;
  group.classes = std::move(classes);
  group.places = account.empty() ? places_seen_from({}) : group.classes[0]->places;
  for (const AccountClass* one : group.classes) {
    if (one->places != group.places) group.places = nullptr;
  }
  return group;
}

std::vector<ReachWay> Reach::ways_of(AccountId account, std::optional<PersonId> only) {
  const uint32_t state = base_.accounts().at(account.value, at_).state;
  const barrier::Readings& readings = base_.account_readings(state);
  Group& group = group_of(readings);
  const auto is_denied = [](const AccountClass* one) { return one->denied; };
  if (!readings.empty() && std::ranges::all_of(group.classes, is_denied)) return {};
  const std::vector<uint32_t> related = related_places(readings);
  if (group.places != nullptr && !group.whole) make_parts(group, readings, related);
  Found found;
  if (only || group.places == nullptr ||
      (!readings.empty() && is_shared(base_.account(readings[0])))) {
    find_one_by_one(group, readings, related, only, found);
  } else {
    find_by_part(group, readings, related, found);
  }
  return as_ways(account, found);
}

bool Reach::may_ask(AccountId account, PersonId person) const {
  const uint32_t state = base_.accounts().at(account.value, at_).state;
  return std::ranges::any_of(base_.account_readings(state), [&](uint32_t i) {
    const AccountFacts& facts = base_.account(i);
    return is_shared(facts) ? places_of_custodian_.contains(person.value) : facts.holder == person;
  });
}

// Of an account to all of whose places it is related, a class says nothing: then the parts are good
// for this account only.
void Reach::make_parts(Group& group, const barrier::Readings& account,
                       const std::vector<uint32_t>& related) {
  group.whole = true;
  group.parts.clear();
  group.part_of_class.assign(group.places->classes.size(), kUnset);
  std::map<std::pair<Cell, bool>, uint32_t> numbers;
  for (uint32_t i = 0; i < group.places->classes.size(); ++i) {
    const PlaceClass& one = group.places->classes[i];
    const auto some =
        std::ranges::find_if(one.places, [&](uint32_t place) { return !has(related, place); });
    group.whole = group.whole && some != one.places.end();
    if (some == one.places.end()) continue;
    Ruled ruled = ruled_at(group, account, *some, false);
    if (is_denied(ruled.cell)) continue;
    const auto [at, fresh] = numbers.try_emplace({ruled.cell, one.kinds.empty()},
                                                 static_cast<uint32_t>(group.parts.size()));
    if (fresh) {
      group.parts.emplace_back();
      group.parts.back().cell = std::move(ruled.cell);
      group.parts.back().nobody = one.kinds.empty();
    }
    Part& part = group.parts[at->second];
    group.part_of_class[i] = at->second;
    part.classes.push_back(i);
    const bool unregistered = one.places.back() + 1 == places_.size();
    part.at_unregistered = part.at_unregistered || unregistered;
    part.terminals += one.places.size() - (unregistered ? 1 : 0);
    const size_t most = std::min(one.places.size(), kFirst);
    part.first.insert(part.first.end(), one.places.begin(),
                      one.places.begin() + static_cast<ptrdiff_t>(most));
  }
  for (Part& part : group.parts) {
    std::ranges::sort(part.first);
    if (part.first.size() > kFirst) part.first.resize(kFirst);
  }
}

std::vector<uint32_t> Reach::places_of(const PlaceClasses& places, const Part& part) const {
  std::vector<uint32_t> out;
  for (const uint32_t i : part.classes) {
    const std::vector<uint32_t>& some = places.classes[i].places;
    out.insert(out.end(), some.begin(), some.end());
  }
  std::ranges::sort(out);
  return out;
}

void Reach::find_by_part(const Group& group, const barrier::Readings& account,
                         const std::vector<uint32_t>& related, Found& found) {
  std::vector<PersonId> holders;
  for (const uint32_t i : account) holders.push_back(base_.account(i).holder);
  std::ranges::sort(holders);
  holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
  std::vector<uint64_t> apart(group.parts.size());  // related places, which are looked at below
  for (const uint32_t place : related) {
    const uint32_t part = group.part_of_class[group.places->class_of_place[place]];
    if (part != kUnset) ++apart[part];
  }
  for (size_t i = 0; i < group.parts.size(); ++i) {
    const Part& part = group.parts[i];
    Where where{part.terminals - apart[i], {}, part.at_unregistered};
    const auto take = [&](const std::vector<uint32_t>& places) {
      where.examples.clear();
      for (const uint32_t place : places) {
        if (where.examples.size() == kExamples) break;
        if (places_[place].terminal.known() && !has(related, place))
          where.examples.push_back(place);
      }
    };
    take(part.first);
    if (where.examples.size() < std::min<uint64_t>(kExamples, where.terminals)) {
      take(places_of(*group.places, part));
    }
    if (where.terminals == 0 && !where.at_unregistered) continue;
    found.emplace(Ruled{part.nobody ? std::vector<PersonId>() : holders, part.cell},
                  std::move(where));
  }
  for (const uint32_t place : related) add_to(found, ruled_at(group, account, place, true), place);
}

void Reach::find_one_by_one(const Group& group, const barrier::Readings& account,
                            const std::vector<uint32_t>& related, std::optional<PersonId> only,
                            Found& found) {
  std::vector<uint32_t> places = related;
  if (group.places == nullptr) {
    for (uint32_t i = 0; i < places_.size(); ++i) places.push_back(i);
  } else {
    for (const Part& part : group.parts) {
      const std::vector<uint32_t> some = places_of(*group.places, part);
      places.insert(places.end(), some.begin(), some.end());
    }
  }
  sort_uniquely(places);
  for (const uint32_t place : places) {
    if (only && !asks(account, places_[place], *only)) continue;
    add_to(found, ruled_at(group, account, place, has(related, place)), place);
  }
}

bool Reach::asks(const barrier::Readings& account, const Place& place, PersonId person) const {
  return std::ranges::any_of(account, [&](uint32_t i) {
    const AccountFacts& facts = base_.account(i);
    if (!is_shared(facts)) return facts.holder == person;
    return std::ranges::any_of(*place.readings,
                               [&](uint32_t k) { return base_.terminal(k).custodian == person; });
  });
}

void Reach::add_to(Found& found, Ruled ruled, uint32_t place) const {
  if (is_denied(ruled.cell)) return;
  Where& where = found[std::move(ruled)];
  if (!places_[place].terminal.known()) {
    where.at_unregistered = true;
    return;
  }
  ++where.terminals;
  std::vector<uint32_t>& examples = where.examples;
  examples.insert(std::ranges::upper_bound(examples, place), place);
  if (examples.size() > kExamples) examples.pop_back();
}

std::vector<ReachWay> Reach::as_ways(AccountId account, const Found& found) {
  std::vector<ReachWay> out;
  for (const auto& [ruled, where] : found) {
    std::map<uint32_t, std::vector<const RecordClass*>> by_outcome;
    for (size_t i = 0; i < ruled.cell.size(); ++i) {
      if (ruled.cell[i] == 0) continue;
      std::vector<const RecordClass*>& classes = by_outcome[ruled.cell[i]];
      if (ruled.cell.size() > 1) classes.push_back(&records()[i]);
    }
    std::vector<TerminalId> examples;
    for (const uint32_t place : where.examples) examples.push_back(places_[place].terminal);
    for (auto& [number, classes] : by_outcome) {
      ReachWay way{.account = account,
                   .people = ruled.people,
                   .outcome = number == kUnset ? ReachOutcome() : outcomes_[number],
                   .terminals = where.terminals,
                   .examples = examples,
                   .at_unregistered = where.at_unregistered,
                   .records = std::move(classes)};
      out.push_back(std::move(way));
    }
  }
  std::ranges::sort(out, [](const ReachWay& a, const ReachWay& b) {
    return std::tie(a.people, a.outcome, a.terminals) < std::tie(b.people, b.outcome, b.terminals);
  });
  return out;
}

}  // namespace sekisho::service
