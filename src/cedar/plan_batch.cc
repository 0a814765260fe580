#include "cedar/plan_batch.h"

#include <algorithm>
#include <array>
#include <bit>

namespace sekisho::cedar {
namespace {

using Cells = std::array<Cell, PlanBatch::kLanes>;

template <class Visit>
void for_each_lane(uint64_t lanes, const Visit& visit) {
  for (; lanes != 0; lanes &= lanes - 1) visit(static_cast<size_t>(std::countr_zero(lanes)));
}

}  // namespace

// Does the tests of a plan for lanes of a batch.
struct PlanBatch::Tester : CellOperations {
  Tester(const Program& of, const FoldedEntities& among, const PlanBatch& in)
      : CellOperations(of, among, kNoContext), batch(in) {}

  // Nothing here asks for a context but by lane.
  static constexpr ContextView kNoContext = {};

  void load(const Operand& operand, uint64_t lanes, Cells& out) const {
    switch (operand.base) {
      case Base::kPrincipal:
      case Base::kAction:
      case Base::kResource:
        return load_party(operand, lanes, out);
      case Base::kContextSlot:
        return load_slot(operand, lanes, out);
      default: {
        const Cell constant = program().constants[operand.index];
        const Cell cell =
            operand.column == kNoColumn ? constant : column_of(constant, operand.column);
        return for_each_lane(lanes, [&](size_t i) { out[i] = cell; });
      }
    }
  }

  void load_party(const Operand& operand, uint64_t lanes, Cells& out) const {
    const size_t which = operand.index;
    if (operand.column == kNoColumn) {
      return for_each_lane(
          lanes, [&](size_t i) { out[i] = {CellKind::kEntity, batch.lanes_[i].numbers[which]}; });
    }
    const uint32_t slot = slot_of(which, operand.column);
    if (slot == kNoId) return for_each_lane(lanes, [&](size_t i) { out[i] = Cell(); });
    for_each_lane(lanes, [&](size_t i) { out[i] = batch.lanes_[i].cells[which][slot]; });
  }

  void load_slot(const Operand& operand, uint64_t lanes, Cells& out) const {
    const size_t at = operand.index;
    if (operand.column == kNoColumn) {
      return for_each_lane(lanes, [&](size_t i) { out[i] = batch.lanes_[i].slots[at].cell; });
    }
    const auto& known = batch.plan_->slots;
    const auto place = std::ranges::find(known, operand.index);
    if (place == known.end()) {
      return for_each_lane(lanes, [&](size_t i) {
        const Party& party = batch.lanes_[i].slots[at];
        out[i] = party.kind == nullptr ? column_of(party.cell, operand.column)
                                       : attribute_at(*party.kind, party.cells, operand.column);
      });
    }
    const uint32_t slot = slot_of(3 + static_cast<size_t>(place - known.begin()), operand.column);
    if (slot == kNoId) return for_each_lane(lanes, [&](size_t i) { out[i] = Cell(); });
    for_each_lane(lanes, [&](size_t i) { out[i] = batch.lanes_[i].slots[at].cells[slot]; });
  }

  // Where those of the class that the plan is for have the column.
  uint32_t slot_of(size_t which, uint32_t column) const {
    const EntityClass& kind = entities().classes[class_in(batch.plan_->key, which)];
    return entities().slots[kind.slots + column];
  }

  // The lanes for which the test is true, and those for which it errs.
  uint64_t truths(const Plan::Test& test, uint64_t lanes, uint64_t& errors) const {
    Cells left;
    load(test.a, lanes, left);
    if (test.op == StepOp::kHasSlot) {
      return where(lanes, [&](size_t i) { return left[i].kind != CellKind::kAbsent; });
    }
    if (test.op == StepOp::kTruth) {
      errors = where(lanes, [&](size_t i) { return left[i].kind != CellKind::kBool; });
      return where(lanes & ~errors, [&](size_t i) { return left[i].number != 0; });
    }
    Cells right;
    load(test.b, lanes, right);
    uint64_t out = 0;
    const auto note = [&](size_t i, bool holds) { out |= uint64_t{holds} << i; };
    const auto note_cell = [&](size_t i, Cell cell) {
      if (cell.kind != CellKind::kBool) errors |= uint64_t{1} << i;
      note(i, cell.kind == CellKind::kBool && cell.number != 0);
    };
    switch (test.op) {
      case StepOp::kEqual:
        for_each_lane(lanes, [&](size_t i) {
          const Cell a = left[i];
          const Cell b = right[i];
          if (a.is_comparable(b)) [[likely]] {
            return note(i, a.number == b.number);
          }
          const bool missing = a.is_missing() || b.is_missing();
          note_cell(i, missing ? Cell::error() : Cell::boolean(equal(a, b)));
        });
        return out;
      case StepOp::kLess:
      case StepOp::kLessEqual:
        for_each_lane(lanes, [&](size_t i) {
          const Cell a = left[i];
          const Cell b = right[i];
          if (a.kind != b.kind || !a.has_order()) return note_cell(i, Cell::error());
          note(i, test.op == StepOp::kLess ? a.number < b.number : a.number <= b.number);
        });
        return out;
      case StepOp::kContains:
        for_each_lane(lanes, [&](size_t i) {
          const Cell a = left[i];
          const Cell b = right[i];
          if (a.is_plain_set() && b.is_number()) return note(i, a.cells->has(b));
          note_cell(i, set_test(test.op, a, b));
        });
        return out;
      default:
        for_each_lane(lanes, [&](size_t i) {
          const Cell a = left[i];
          const Cell b = right[i];
          const bool any = test.op == StepOp::kContainsAny && a.is_plain_set();
          // Most sets that have nothing in common are empty.
          if (any && b.is_plain_set() && b.cells->elements.empty()) return note(i, false);
          note_cell(i, set_test(test.op, a, b));
        });
        return out;
    }
  }

  Cell set_test(StepOp op, Cell left, Cell right) const {
    if (left.is_missing() || right.is_missing()) return Cell::error();
    if (op == StepOp::kIn) return in(left, right);
    if (op == StepOp::kContains) return contains(left, right);
    return compare_sets(left, right, op == StepOp::kContainsAll);
  }

  template <class Predicate>
  static uint64_t where(uint64_t lanes, const Predicate& predicate) {
    uint64_t out = 0;
    for_each_lane(lanes, [&](size_t i) { out |= uint64_t{predicate(i)} << i; });
    return out;
  }

  const PlanBatch& batch;
};

PlanBatch::PlanBatch(const Plan& plan)
    : plan_(&plan),
      known_(plan.tests.size()),
      truths_(plan.tests.size()),
      errors_(plan.tests.size()),
      waiting_(plan.links.size()),
      holds_(plan.rules.size()),
      errs_(plan.rules.size()) {}

// For which lanes the condition holds; where it errs is noted.
uint64_t PlanBatch::holding(size_t rule, uint64_t lanes, const Tester& tester) {
  uint64_t out = 0;
  const auto go = [&](uint32_t to, uint64_t who) {
    if (to < kConditionErrs) {
      waiting_[to] |= who;
    } else if (to == kConditionHolds) {
      out |= who;
    } else if (to == kConditionErrs) {
      errs_[rule] |= who;
    }
  };
  const uint32_t first = plan_->first_links[rule];
  go(first, lanes);
  if (first >= kConditionErrs) return out;
  // Links lead to ones before them.
  for (uint32_t at = first + 1; at-- > 0;) {
    const uint64_t here = waiting_[at];
    if (here == 0) continue;
    waiting_[at] = 0;
    const Plan::Link& link = plan_->links[at];
    if (const uint64_t unknown = here & ~known_[link.test]; unknown != 0) {
      uint64_t errors = 0;
      truths_[link.test] |= tester.truths(plan_->tests[link.test], unknown, errors);
      errors_[link.test] |= errors;
      known_[link.test] |= unknown;
    }
    const uint64_t errors = here & errors_[link.test];
    const uint64_t truths = here & truths_[link.test];
    errs_[rule] |= errors;
    go(link.on_true, truths);
    go(link.on_false, here & ~truths & ~errors);
  }
  return out;
}

void PlanBatch::run(const Program& program, const FoldedEntities& entities) {
  const uint64_t all = count_ == kLanes ? ~uint64_t{0} : (uint64_t{1} << count_) - 1;
  std::ranges::fill(known_, 0);
  std::ranges::fill(truths_, 0);
  std::ranges::fill(errors_, 0);
  std::ranges::fill(errs_, 0);
  std::ranges::fill(only_, nullptr);
  const Tester tester(program, entities, *this);
  uint64_t once = 0;
  several_ = 0;
  for (size_t i = 0; i < plan_->rules.size(); ++i) {
    holds_[i] = holding(i, all, tester);
    several_ |= (once & holds_[i]) | errs_[i];
    once |= holds_[i];
    if (!std::has_single_bit(plan_->rules[i].policies)) several_ |= holds_[i];
    for_each_lane(holds_[i], [&](size_t lane) { only_[lane] = &plan_->rules[i]; });
  }
}

Judgement PlanBatch::judgement(size_t lane) const {
  Judgement out;
  JudgedWord word{plan_->rules.front().first, plan_->rules.front().forbids, 0, 0};
  for (size_t i = 0; i < plan_->rules.size(); ++i) {
    const Plan::Rule& rule = plan_->rules[i];
    if (rule.first != word.first) {
      out.add(word);
      word = {rule.first, rule.forbids, 0, 0};
    }
    if ((holds_[i] >> lane & 1) != 0) word.holds |= rule.policies;
    if ((errs_[i] >> lane & 1) != 0) word.errors |= rule.policies;
  }
  out.add(word);
  return out;
}

}  // namespace sekisho::cedar
