#include "cedar/plan_batch.h"

#include <algorithm>
#include <bit>

namespace sekisho::cedar {
namespace {

// Nothing here asks for a context but by lane.
constexpr ContextView kNoContext = {};
const Cell kAbsentCell;

template <class Visit>
void for_each_lane(uint64_t lanes, const Visit& visit) {
  for (; lanes != 0; lanes &= lanes - 1) visit(static_cast<size_t>(std::countr_zero(lanes)));
}

}  // namespace

// The cells of one operand, by lane.
class PlanBatch::Operands {
 public:
  Operands(const std::byte* const* column, size_t offset) : column_(column), offset_(offset) {}
  const Cell& operator[](size_t lane) const {
    return *reinterpret_cast<const Cell*>(column_[lane] + offset_);
  }

 private:
  const std::byte* const* column_;
  size_t offset_;
};

PlanBatch::PlanBatch(const Plan& plan, const Program& program, const FoldedEntities& entities)
    : plan_(plan),
      entities_(entities),
      program_(program),
      operations_(program, entities, kNoContext),
      known_(plan.tests.size()),
      truths_(plan.tests.size()),
      errors_(plan.tests.size()),
      waiting_(plan.links.size()),
      holds_(plan.rules.size()),
      errs_(plan.rules.size()) {
  for (size_t lane = 0; lane < kLanes; ++lane) {
    for (size_t which = 0; which < 3; ++which) {
      parties_[which][lane] = {CellKind::kEntity, 0};
      columns_[kParties + which][lane] = bytes_of(&parties_[which][lane]);
    }
    columns_[kConstants][lane] = bytes_of(program.constants.data());
    columns_[kNothing][lane] = bytes_of(&kAbsentCell);
  }
  for (const Plan::Test& test : plan.tests) {
    const Test& made = tests_.emplace_back(test.op, source_of(test.a), source_of(test.b));
    const bool is_computed = made.a.column == kComputed || made.b.column == kComputed;
    if (is_computed && scratch_ == nullptr) scratch_ = std::make_unique<Scratch[]>(2);
  }
}

PlanBatch::Source PlanBatch::source_of(const Operand& operand) const {
  // Where those of the class that the plan is for have the column.
  const auto in_class = [&](size_t which, uint32_t column) -> Source {
    const EntityClass& kind = entities_.classes[class_in(plan_.key, which)];
    const uint32_t slot = entities_.slots[kind.slots + operand.column];
    if (slot == kNoId) return {kNothing};
    return {column, slot * sizeof(Cell)};
  };
  switch (operand.base) {
    case Base::kPrincipal:
    case Base::kAction:
    case Base::kResource:
      if (operand.column == kNoColumn) return {kParties + operand.index};
      return in_class(operand.index, kPartyCells + operand.index);
    case Base::kContextSlot: {
      if (operand.column == kNoColumn) {
        return {kSlots, operand.index * sizeof(Party) + offsetof(Party, cell)};
      }
      const auto place = std::ranges::find(plan_.slots, operand.index);
      if (place == plan_.slots.end()) return {};
      const auto at = static_cast<uint32_t>(place - plan_.slots.begin());
      return in_class(3 + at, kSlotCells + at);
    }
    default:
      if (operand.column != kNoColumn) return {};
      return {kConstants, operand.index * sizeof(Cell)};
  }
}

PlanBatch::Operands PlanBatch::operands(const Source& source, const Operand& operand,
                                        uint64_t lanes, size_t side) const {
  if (source.column != kComputed) return {columns_[source.column].data(), source.offset};
  Scratch& scratch = scratch_[side];
  for_each_lane(lanes, [&](size_t lane) {
    Cell& cell = scratch.cells[lane];
    scratch.column[lane] = bytes_of(&cell);
    if (operand.base == Base::kConstant) {
      cell = operations_.column_of(program_.constants[operand.index], operand.column);
      return;
    }
    const auto* slots = reinterpret_cast<const Party*>(columns_[kSlots][lane]);
    const Party& party = slots[operand.index];
    cell = party.kind == nullptr
               ? operations_.column_of(party.cell, operand.column)
               : operations_.attribute_at(*party.kind, party.cells, operand.column);
  });
  return {scratch.column.data(), 0};
}

// The lanes for which the test is true, and those for which it errs.
uint64_t PlanBatch::truths(size_t test, uint64_t lanes, uint64_t& errors) const {
  const auto [op, source_a, source_b] = tests_[test];
  const Operands left = operands(source_a, plan_.tests[test].a, lanes, 0);
  const Operands right = operands(source_b, plan_.tests[test].b, lanes, 1);
  uint64_t out = 0;
  const auto note = [&](size_t lane, bool holds) { out |= uint64_t{holds} << lane; };
  const auto note_cell = [&](size_t lane, Cell cell) {
    if (cell.kind != CellKind::kBool) errors |= uint64_t{1} << lane;
    note(lane, cell.kind == CellKind::kBool && cell.number != 0);
  };
  switch (op) {
    case StepOp::kHasSlot:
      for_each_lane(lanes, [&](size_t i) { note(i, left[i].kind != CellKind::kAbsent); });
      return out;
    case StepOp::kTruth:
      for_each_lane(lanes, [&](size_t i) { note_cell(i, left[i]); });
      return out;
    case StepOp::kEqual:
      for_each_lane(lanes, [&](size_t i) {
        const Cell& a = left[i];
        const Cell& b = right[i];
        if (a.is_comparable(b)) [[likely]] {
          return note(i, a.number == b.number);
        }
        const bool missing = a.is_missing() || b.is_missing();
        note_cell(i, missing ? Cell::error() : Cell::boolean(operations_.equal(a, b)));
      });
      return out;
    case StepOp::kLess:
    case StepOp::kLessEqual:
      for_each_lane(lanes, [&](size_t i) {
        const Cell& a = left[i];
        const Cell& b = right[i];
        if (a.kind != b.kind || !a.has_order()) return note_cell(i, Cell::error());
        note(i, op == StepOp::kLess ? a.number < b.number : a.number <= b.number);
      });
      return out;
    case StepOp::kContains:
      for_each_lane(lanes, [&](size_t i) {
        const Cell& a = left[i];
        const Cell& b = right[i];
        if (a.is_plain_set() && b.is_number()) return note(i, a.cells->has(b));
        note_cell(i, set_test(op, a, b));
      });
      return out;
    default: {
      // Most sets that have nothing in common are empty; which, nobody could foresee.
      uint64_t empty = 0;
      for_each_lane(op == StepOp::kContainsAny ? lanes : 0, [&](size_t i) {
        const Cell& b = right[i];
        if (!left[i].is_plain_set() || !b.is_plain_set()) return;
        empty |= uint64_t{b.cells->elements.empty()} << i;
      });
      for_each_lane(lanes & ~empty,
                    [&](size_t i) { note_cell(i, set_test(op, left[i], right[i])); });
      return out;
    }
  }
}

Cell PlanBatch::set_test(StepOp op, Cell left, Cell right) const {
  if (left.is_missing() || right.is_missing()) return Cell::error();
  if (op == StepOp::kIn) return operations_.in(left, right);
  if (op == StepOp::kContains) return operations_.contains(left, right);
  return operations_.compare_sets(left, right, op == StepOp::kContainsAll);
}

// For which lanes the condition holds; where it errs is noted.
uint64_t PlanBatch::holding(size_t rule, uint64_t lanes) {
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
  const uint32_t first = plan_.first_links[rule];
  go(first, lanes);
  if (first >= kConditionErrs) return out;
  // Links lead to ones before them.
  for (uint32_t at = first + 1; at-- > 0;) {
    const uint64_t here = waiting_[at];
    if (here == 0) continue;
    waiting_[at] = 0;
    const Plan::Link& link = plan_.links[at];
    if (const uint64_t unknown = here & ~known_[link.test]; unknown != 0) {
      uint64_t errors = 0;
      truths_[link.test] |= truths(link.test, unknown, errors);
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

void PlanBatch::run() {
  const uint64_t all = is_full() ? ~uint64_t{0} : (uint64_t{1} << count_) - 1;
  std::ranges::fill(known_, 0);
  std::ranges::fill(truths_, 0);
  std::ranges::fill(errors_, 0);
  std::ranges::fill(errs_, 0);
  uint64_t once = 0;
  several_ = 0;
  for (size_t i = 0; i < plan_.rules.size(); ++i) {
    holds_[i] = holding(i, all);
    several_ |= (once & holds_[i]) | errs_[i];
    if (!std::has_single_bit(plan_.rules[i].policies)) several_ |= holds_[i];
    once |= holds_[i];
  }
}

Judgement PlanBatch::judgement(size_t lane) const {
  Judgement out;
  JudgedWord word{plan_.rules.front().first, plan_.rules.front().forbids, 0, 0};
  for (size_t i = 0; i < plan_.rules.size(); ++i) {
    const Plan::Rule& rule = plan_.rules[i];
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
