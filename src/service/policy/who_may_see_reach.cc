#include "service/policy/who_may_see_reach.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "barrier/open_world.h"
#include "cedar/format.h"
#include "cedar/partial.h"
#include "register/supply_point.h"
#include "review/supplier.h"

namespace sekisho::service {
namespace {

using barrier::AccountFacts;
using barrier::Situation;
using barrier::TerminalFacts;
using barrier::Verdict;

constexpr uint32_t kUnset = std::numeric_limits<uint32_t>::max();

bool is_shared(const AccountFacts& account) {
  return account.kind == reg::AccountKind::kShared;
}

// What a set of policies says, apart from annotations.
void append_text(const cedar::PolicySet& policies, std::string& out) {
  for (const cedar::Policy& policy : policies) {
    out += policy.id;
    out += cedar::name_of(policy.effect);
    out += to_string(policy.principal, cedar::Variable::kPrincipal);
    out += to_string(policy.action, cedar::Variable::kAction);
    out += to_string(policy.resource, cedar::Variable::kResource);
    for (const cedar::Clause& clause : policy.clauses) {
      out += clause.is_unless ? "\nunless " : "\nwhen ";
      out += to_string(*clause.condition);
    }
    out += '\n';
  }
  out += '\f';
}

bool reads_resource(const cedar::Footprint& footprint) {
  return !footprint.paths_complete || footprint.variables.contains("resource") ||
         footprint.reads_path("resource");
}

cedar::PolicySet both_of(const cedar::PolicySet& a, const cedar::PolicySet& b) {
  cedar::PolicySet out;
  uint64_t number = 0;
  for (const cedar::PolicySet* set : {&a, &b}) {
    for (cedar::Policy policy : *set) {
      policy.id = std::to_string(number++);  // the two sets may use an id each
      SEKISHO_INVARIANT(out.add(std::move(policy)).has_value());
    }
  }
  return out;
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
      record_(std::move(record)) {
  intern({Verdict::kDenied, {}, {}});  // outcome 0
  const uint32_t terminals = base_.registers().terminal_codes.size();
  for (uint32_t i = 0; i < terminals; ++i) {
    const uint32_t state = base_.places().at(base_.place_of(TerminalId(i)), at).state;
    places_.push_back({TerminalId(i), &base_.terminal_readings(state)});
  }
  std::ranges::sort(places_, {},
                    [&](const Place& place) { return base_.registers().code(place.terminal); });
  places_.push_back({TerminalId(), &base_.terminal_readings(base_.unknown_place())});
  for (uint32_t i = 0; i < places_.size(); ++i) {
    const barrier::Readings& readings = *places_[i].readings;
    if (readings.size() != 1) odd_places_.push_back(i);
    for (const uint32_t facts : readings) {
      if (facts >= slot_of_facts_.size()) slot_of_facts_.resize(facts + 1, kUnset);
      if (slot_of_facts_[facts] == kUnset) {
        slot_of_facts_[facts] = static_cast<uint32_t>(facts_of_slot_.size());
        facts_of_slot_.push_back(facts);
      }
      const PersonId custodian = base_.terminal(facts).custodian;
      if (custodian.known()) places_of_custodian_[custodian.value].push_back(i);
    }
  }
}

std::vector<ReachWay> Reach::ways_of(AccountId account, std::optional<PersonId> only) {
  const uint32_t state = base_.accounts().at(account.value, at_).state;
  const barrier::Readings& readings = base_.account_readings(state);
  std::vector<Residual*> residuals;
  bool denied = !readings.empty();
  for (const uint32_t i : readings) {
    residuals.push_back(residual_of(base_.account(i)));
    denied = denied && residuals.back() == nullptr;
  }
  std::map<Ruled, Where> found;
  if (denied) return {};
  const bool plain = readings.size() == 1 && !may_be_inconsistent(base_.account(readings[0]));
  const auto visit = [&](uint32_t place) {
    const auto asks_here = [&](uint32_t i) {
      return asks(base_.account(i), places_[place], *only);
    };
    if (only && std::ranges::none_of(readings, asks_here)) return;
    add_to(found, ruled_at(readings, residuals, places_[place]), places_[place]);
  };
  if (plain) {
    std::vector<uint32_t> places = residuals[0]->not_denied;
    places.insert(places.end(), odd_places_.begin(), odd_places_.end());
    std::sort(places.begin(), places.end());
    std::ranges::for_each(places, visit);
  } else {
    for (uint32_t i = 0; i < places_.size(); ++i) visit(i);
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

// Whether somewhere the terminal's custodian is the account's holder, with other facts.
bool Reach::may_be_inconsistent(const AccountFacts& account) const {
  if (!account.holder.known()) return false;
  const auto at = places_of_custodian_.find(account.holder.value);
  if (at == places_of_custodian_.end()) return false;
  return std::ranges::any_of(at->second, [&](uint32_t place) {
    return std::ranges::any_of(*places_[place].readings, [&](uint32_t facts) {
      return !barrier::consistent(base_, account, base_.terminal(facts));
    });
  });
}

bool Reach::asks(const AccountFacts& account, const Place& place, PersonId person) const {
  if (!is_shared(account)) return account.holder == person;
  return std::ranges::any_of(
      *place.readings, [&](uint32_t facts) { return base_.terminal(facts).custodian == person; });
}

Reach::Residual* Reach::residual_of(const AccountFacts& account) {
  const barrier::RecordFacts record = record_ ? record_->facts : barrier::RecordFacts();
  const TerminalFacts terminal;
  Situation situation = barrier::situation_of(base_, account, terminal, action_, record);
  if (record_) situation.record_id = record_->id;
  const barrier::Open open{
      .terminal = true, .person = is_shared(account), .record = !record_.has_value()};
  const auto world = barrier::open_world_of(base_.registers(), situation, open);
  const cedar::PartialOptions options{.schema = &schema_,
                                      .inline_parts = std::numeric_limits<size_t>::max()};
  const auto reduce = [&](const cedar::PolicySet& policies) {
    return cedar::partially_authorize(policies, world->request, world->entities, options);
  };
  const cedar::PartialAnswer barrier = reduce(rules_.barrier);
  if (barrier.decision == cedar::Decision::kDeny) return nullptr;
  barrier::Rules left;
  left.barrier = barrier.residual();
  left.doubts = reduce(rules_.doubts).residual();
  std::string text;
  append_text(left.barrier, text);
  append_text(left.doubts, text);
  // What the text leaves open depends on the system, and on who asks.
  text += std::to_string(account.system.value);
  text += is_shared(account) ? " shared" : "";
  std::unique_ptr<Residual>& known = residuals_[text];
  if (!known) {
    known = make_residual(account, std::move(left));
    fill_cells(account, *known);
  }
  return known.get();
}

std::unique_ptr<Reach::Residual> Reach::make_residual(const AccountFacts& account,
                                                      barrier::Rules left) const {
  left.vocabulary = rules_.vocabulary;
  left.footprint = cedar::footprint(both_of(left.barrier, left.doubts));
  auto out = std::make_unique<Residual>(left.footprint);
  const reg::Register& registers = base_.registers();
  for (const cedar::EntityUid& uid : left.footprint.entities) {
    const auto number = static_cast<uint32_t>(out->people.size() + out->terminals.size() + 1);
    if (uid.type == "Person") out->people.emplace(registers.person_codes.find(uid.id), number);
    if (uid.type == "Terminal") {
      out->terminals.emplace(registers.terminal_codes.find(uid.id), number);
    }
  }
  // Which of the named ones it is says the key (key_of); who else it is does not matter, unless
  // rules read what only others' facts tell.
  const bool names_matter = out->relevant.others ||
                            (is_shared(account) && out->relevant.grants && !out->terminals.empty());
  out->relevant.person_names = names_matter;
  out->relevant.terminal_names = names_matter;
  out->record_matters = !record_ && reads_resource(left.footprint);
  out->rules = std::move(left);
  return out;
}

void Reach::fill_cells(const AccountFacts& account, Residual& residual) {
  for (const uint32_t facts : facts_of_slot_) {
    const TerminalFacts& terminal = base_.terminal(facts);
    const Situation situation = barrier::situation_of(base_, account, terminal, action_, {});
    const auto [at, fresh] = residual.cell_of_key.emplace(key_of(situation, residual), 0);
    if (fresh) at->second = cell_number(evaluate(account, terminal, residual));
    residual.cells.push_back(at->second);
  }
  for (uint32_t i = 0; i < places_.size(); ++i) {
    const barrier::Readings& readings = *places_[i].readings;
    if (readings.size() != 1) continue;
    if (!is_denied(cells_[residual.cells[slot_of_facts_[readings[0]]]])) {
      residual.not_denied.push_back(i);
    }
  }
}

// Equal keys, equal outcomes of the residual.
std::string Reach::key_of(const Situation& situation, const Residual& residual) const {
  std::string key;
  barrier::append_memo_key(base_.registers(), residual.relevant, situation, key);
  const auto add = [&](const std::map<uint32_t, uint32_t>& names, uint32_t id) {
    const auto at = names.find(id);
    key += std::to_string(at == names.end() ? 0 : at->second);
    key += ' ';
  };
  add(residual.terminals, situation.terminal->terminal.value);
  add(residual.people, situation.terminal->custodian.value);
  add(residual.people, situation.person->person.value);
  return key;
}

Reach::Cell Reach::evaluate(const AccountFacts& account, const TerminalFacts& terminal,
                            const Residual& residual) {
  const auto ask = [&](const barrier::RecordFacts& record, std::string_view id) {
    Situation situation = barrier::situation_of(base_, account, terminal, action_, record);
    situation.record_id = id;
    ++evaluations_;
    barrier::Outcome outcome =
        barrier::decide(residual.rules, barrier::world_of(base_.registers(), situation));
    if (outcome.verdict == Verdict::kDenied) return uint32_t{0};
    return intern({outcome.verdict, std::move(outcome.policies), std::move(outcome.obligations)});
  };
  if (record_) return {ask(record_->facts, record_->id)};
  if (!residual.record_matters) return {ask({barrier::RecordKind::kOther, {}}, "")};
  Cell cell;
  for (const RecordClass& one : records()) cell.push_back(ask(one.facts, one.id));
  if (std::ranges::all_of(cell, [&](uint32_t outcome) { return outcome == cell[0]; })) {
    cell.resize(1);
  }
  return cell;
}

Reach::Ruled Reach::ruled_at(const std::vector<uint32_t>& accounts,
                             const std::vector<Residual*>& residuals, const Place& place) const {
  Ruled out;
  bool first = true;
  for (size_t i = 0; i < accounts.size(); ++i) {
    const AccountFacts& account = base_.account(accounts[i]);
    for (const uint32_t facts : *place.readings) {
      const TerminalFacts& terminal = base_.terminal(facts);
      if (!barrier::consistent(base_, account, terminal)) continue;
      const PersonId person = is_shared(account) ? terminal.custodian : account.holder;
      if (std::ranges::find(out.people, person) == out.people.end()) out.people.push_back(person);
      const Cell cell =
          residuals[i] == nullptr ? Cell{0} : cells_[residuals[i]->cells[slot_of_facts_[facts]]];
      if (first) {
        out.cell = cell;
        first = false;
        continue;
      }
      const Cell before = out.cell;
      out.cell.resize(std::max(before.size(), cell.size()));
      for (size_t k = 0; k < out.cell.size(); ++k) {
        const uint32_t one = before[before.size() == 1 ? 0 : k];
        const uint32_t other = cell[cell.size() == 1 ? 0 : k];
        const bool same = one != kUnset && outcomes_[one].verdict == outcomes_[other].verdict;
        out.cell[k] = same ? one : kUnset;
      }
    }
  }
  // Nothing that can be true together: it cannot be told.
  if (first) out.cell = {kUnset};
  std::ranges::sort(out.people);
  return out;
}

bool Reach::is_denied(const Cell& cell) const {
  return std::ranges::all_of(cell, [](uint32_t outcome) { return outcome == 0; });
}

void Reach::add_to(std::map<Ruled, Where>& found, Ruled ruled, const Place& place) const {
  if (is_denied(ruled.cell)) return;
  Where& where = found[std::move(ruled)];
  if (!place.terminal.known()) {
    where.at_unregistered = true;
    return;
  }
  ++where.terminals;
  if (where.examples.size() < kExamples) where.examples.push_back(place.terminal);
}

std::vector<ReachWay> Reach::as_ways(AccountId account, const std::map<Ruled, Where>& found) {
  std::vector<ReachWay> out;
  for (const auto& [ruled, where] : found) {
    std::map<uint32_t, std::vector<const RecordClass*>> by_outcome;
    for (size_t i = 0; i < ruled.cell.size(); ++i) {
      if (ruled.cell[i] == 0) continue;
      std::vector<const RecordClass*>& classes = by_outcome[ruled.cell[i]];
      if (ruled.cell.size() > 1) classes.push_back(&records()[i]);
    }
    for (auto& [number, classes] : by_outcome) {
      ReachWay way{.account = account,
                   .people = ruled.people,
                   .outcome = number == kUnset ? ReachOutcome() : outcomes_[number],
                   .terminals = where.terminals,
                   .examples = where.examples,
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

const std::vector<RecordClass>& Reach::records() {
  if (records_made_) return records_;
  records_made_ = true;
  if (auto made = make_records(); !made) failed_ = made.error();
  return records_;
}

Result<void> Reach::make_records() {
  using barrier::RecordKind;
  const auto points = knowledge_.points_by_supplier(at_);
  if (!points) return std::unexpected(points.error());
  for (const auto& [supplier, count] : *points) {
    records_.push_back({{RecordKind::kSupplyPoint, supplier}, "", count});
  }
  for (const RecordKind kind : {RecordKind::kCustomer, RecordKind::kFacility, RecordKind::kOther}) {
    records_.push_back({{kind, {}}, "", 0});
  }
  for (const cedar::EntityUid& uid : rules_.footprint.entities) {
    if (uid.type != "Record") continue;
    const auto supply = knowledge_.supply_of(asked_record_key(uid.id));
    if (!supply) return std::unexpected(supply.error());
    const review::Suppliers suppliers(base_.registers(), *supply);
    records_.push_back({asked_record(suppliers, nullptr, uid.id, at_).facts, uid.id, 1});
  }
  return {};
}

uint32_t Reach::intern(ReachOutcome outcome) {
  const auto [at, fresh] =
      outcome_numbers_.emplace(std::move(outcome), static_cast<uint32_t>(outcomes_.size()));
  if (fresh) outcomes_.push_back(at->first);
  return at->second;
}

uint32_t Reach::cell_number(Cell cell) {
  const auto [at, fresh] =
      cell_numbers_.emplace(std::move(cell), static_cast<uint32_t>(cells_.size()));
  if (fresh) cells_.push_back(at->first);
  return at->second;
}

}  // namespace sekisho::service
