#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "barrier/open_world.h"
#include "cedar/partial.h"
#include "register/supply_point.h"
#include "review/supplier.h"
#include "service/policy/who_may_see_reach.h"

// What the rules say: of a class of accounts wherever it is used, and at a kind of terminal.
namespace sekisho::service {
namespace {

using barrier::AccountFacts;
using barrier::Situation;
using barrier::TerminalFacts;
using barrier::Verdict;

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

cedar::Footprint Reach::footprint_of(const cedar::PolicySet& barrier,
                                     const cedar::PolicySet& doubts) {
  return cedar::footprint(both_of(barrier, doubts));
}

Reach::AccountClass* Reach::class_of(const AccountFacts& account) {
  const auto [at, fresh] = account_classes_.try_emplace(keys_.of_account(account));
  if (fresh) fill_class(at->second, account);
  return &at->second;
}

void Reach::fill_class(AccountClass& out, const AccountFacts& account) {
  const TerminalFacts terminal;
  Situation situation = barrier::situation_of(base_, account, terminal, action_,
                                              record_ ? record_->facts : barrier::RecordFacts());
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
  out.places = places_seen_from(account);
  out.denied = barrier.decision == cedar::Decision::kDeny;
  if (out.denied) return;
  ++conditions_;
  const cedar::Footprint left = footprint_of(barrier.residual(), reduce(rules_.doubts).residual());
  out.keys.emplace(base_, left, action_, record_ ? record_->facts : barrier::RecordFacts(),
                   record_ ? record_->id : "");
  out.record_matters = !record_ && reads_resource(left);
  out.cells.assign(out.places->kinds, kUnset);
}

Reach::Ruled Reach::ruled_at(const Group& group, const barrier::Readings& account, uint32_t place,
                             bool related) {
  Ruled out;
  bool first = true;
  for (size_t i = 0; i < account.size(); ++i) {
    const AccountFacts& facts = base_.account(account[i]);
    for (const uint32_t at : *places_[place].readings) {
      const TerminalFacts& terminal = base_.terminal(at);
      if (!barrier::consistent(base_, facts, terminal)) continue;
      const PersonId person = is_shared(facts) ? terminal.custodian : facts.holder;
      if (std::ranges::find(out.people, person) == out.people.end()) out.people.push_back(person);
      const Cell& cell = cells_[cell_at(*group.classes[i], facts, at, related)];
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

uint32_t Reach::cell_at(AccountClass& of, const AccountFacts& account, uint32_t facts,
                        bool related) {
  const TerminalFacts& terminal = base_.terminal(facts);
  if (of.denied) return cell_number({0});
  if (related) {
    const auto [at, fresh] = cell_of_pair_.emplace(keys_.of_pair(account, terminal), kUnset);
    if (fresh) {
      at->second = cell_number(evaluate(account, terminal, !record_ && reads_resource(footprint_)));
    }
    return at->second;
  }
  uint32_t& known = of.cells[of.places->kind_of_slot[slot_of_facts_[facts]]];
  if (known == kUnset) {
    const auto [at, fresh] = of.cell_of_key.emplace(of.keys->of_pair(account, terminal), kUnset);
    if (fresh) at->second = cell_number(evaluate(account, terminal, of.record_matters));
    known = at->second;
  }
  return known;
}

Reach::Cell Reach::evaluate(const AccountFacts& account, const TerminalFacts& terminal,
                            bool record_matters) {
  const auto ask = [&](const barrier::RecordFacts& record, std::string_view id) {
    Situation situation = barrier::situation_of(base_, account, terminal, action_, record);
    situation.record_id = id;
    ++evaluations_;
    barrier::Outcome outcome =
        barrier::decide(rules_, barrier::world_of(base_.registers(), situation));
    if (outcome.verdict == Verdict::kDenied) return uint32_t{0};
    return intern({outcome.verdict, std::move(outcome.policies), outcome.obligations});
  };
  if (record_) return {ask(record_->facts, record_->id)};
  if (!record_matters) return {ask({barrier::RecordKind::kOther, {}}, "")};
  Cell cell;
  for (const RecordClass& one : records()) cell.push_back(ask(one.facts, one.id));
  if (std::ranges::all_of(cell, [&](uint32_t outcome) { return outcome == cell[0]; })) {
    cell.resize(1);
  }
  return cell;
}

bool Reach::is_denied(const Cell& cell) const {
  return std::ranges::all_of(cell, [](uint32_t outcome) { return outcome == 0; });
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
