#include "cedar/step_runner.h"

namespace sekisho::cedar {

// A function for each kind of step. Those that tests of attributes come to are made for their
// operands, so that nothing is left to find out; the others look at what their operands are.
struct StepRunner::Functions {
  static uint32_t next_if(bool holds, const Step& step) {
    return holds ? step.on_true : step.on_false;
  }
  static uint32_t next_by(Cell cell, const Step& step) {
    return cell.kind == CellKind::kBool ? next_if(cell.number != 0, step) : kConditionErrs;
  }

  // What stands behind an operand. Each gives a value, which may be absent.
  struct Attribute {  // or path, of a party
    static bool fits(const Operand& operand) {
      return operand.base <= Base::kResource && operand.column != kNoColumn;
    }
    static Cell load(const Operand& operand, StepRunner& runner) {
      const Party& party = runner.parties_[operand.index];
      return runner.attribute_at(*party.kind, party.cells, operand.column);
    }
  };
  struct Whole {  // party
    static bool fits(const Operand& operand) {
      return operand.base <= Base::kResource && operand.column == kNoColumn;
    }
    static Cell load(const Operand& operand, StepRunner& runner) {
      return runner.parties_[operand.index].cell;
    }
  };
  struct Slot {
    static bool fits(const Operand& operand) {
      return operand.base == Base::kContextSlot && operand.column == kNoColumn;
    }
    static Cell load(const Operand& operand, StepRunner& runner) {
      return runner.context_field(operand.index);
    }
  };
  struct SlotAttribute {
    static bool fits(const Operand& operand) {
      return operand.base == Base::kContextSlot && operand.column != kNoColumn;
    }
    static Cell load(const Operand& operand, StepRunner& runner) {
      const Party& party = runner.context().slots[operand.index];
      if (party.kind == nullptr) [[unlikely]] {
        return runner.column_of(party.cell, operand.column);
      }
      return runner.attribute_at(*party.kind, party.cells, operand.column);
    }
  };
  struct Other {
    static Cell load(const Operand& operand, StepRunner& runner) {
      if (operand.base == Base::kNode) return runner.evaluation().value(operand.index);
      const Cell cell = runner.program().constants[operand.index];
      return operand.column == kNoColumn ? cell : runner.column_of(cell, operand.column);
    }
  };

  struct Equal {
    template <class A, class B>
    static uint32_t run(const Step& step, StepRunner& runner) {
      const Cell left = A::load(step.a, runner);
      const Cell right = B::load(step.b, runner);
      if (!left.is_comparable(right)) [[unlikely]] {
        return next_by_equality(left, right, step, runner);
      }
      return next_if(left.number == right.number, step);
    }
  };
  [[gnu::noinline]] static uint32_t next_by_equality(Cell left, Cell right, const Step& step,
                                                     StepRunner& runner) {
    if (left.is_missing() || right.is_missing()) return kConditionErrs;
    return next_if(runner.equal(left, right), step);
  }
  template <StepOp kOp>
  struct Order {
    template <class A, class B>
    static uint32_t run(const Step& step, StepRunner& runner) {
      const Cell left = A::load(step.a, runner);
      const Cell right = B::load(step.b, runner);
      if (left.kind != right.kind || !left.has_order()) [[unlikely]] {
        return kConditionErrs;
      }
      return next_if(
          kOp == StepOp::kLess ? left.number < right.number : left.number <= right.number, step);
    }
  };
  template <StepOp kOp>
  struct Sets {
    template <class A, class B>
    static uint32_t run(const Step& step, StepRunner& runner) {
      const Cell left = A::load(step.a, runner);
      const Cell right = B::load(step.b, runner);
      if (left.is_missing() || right.is_missing()) [[unlikely]] {
        return kConditionErrs;
      }
      if constexpr (kOp == StepOp::kIn) return next_by(runner.in(left, right), step);
      const bool plain = left.is_plain_set() &&
                         (kOp == StepOp::kContains ? right.is_number() : right.is_plain_set());
      if (!plain) [[unlikely]] {
        return next_by_values(left, right, step, runner);
      }
      if constexpr (kOp == StepOp::kContains) return next_if(left.cells->has(right), step);
      const bool all = kOp == StepOp::kContainsAll;
      for (const Cell& element : right.cells->elements) {
        if (left.cells->has(element) != all) return next_if(!all, step);
      }
      return next_if(all, step);
    }
    [[gnu::noinline]] static uint32_t next_by_values(Cell left, Cell right, const Step& step,
                                                     StepRunner& runner) {
      if constexpr (kOp == StepOp::kContains) return next_by(runner.contains(left, right), step);
      return next_by(runner.compare_sets(left, right, kOp == StepOp::kContainsAll), step);
    }
  };

  template <class Test, class A>
  static Function of_right(const Operand& b) {
    if (Attribute::fits(b)) return &Test::template run<A, Attribute>;
    if (Whole::fits(b)) return &Test::template run<A, Whole>;
    if (Slot::fits(b)) return &Test::template run<A, Slot>;
    if (SlotAttribute::fits(b)) return &Test::template run<A, SlotAttribute>;
    return &Test::template run<A, Other>;
  }
  template <class Test>
  static Function of(const Step& step) {
    if (Attribute::fits(step.a)) return of_right<Test, Attribute>(step.b);
    if (Whole::fits(step.a)) return of_right<Test, Whole>(step.b);
    if (Slot::fits(step.a)) return of_right<Test, Slot>(step.b);
    if (SlotAttribute::fits(step.a)) return of_right<Test, SlotAttribute>(step.b);
    return of_right<Test, Other>(step.b);
  }

  template <class A>
  static uint32_t truth(const Step& step, StepRunner& runner) {
    return next_by(A::load(step.a, runner), step);
  }

  static uint32_t next_by_class(const EntityClass& kind, const Step& step) {
    const uint32_t fact = step.b.index;
    if ((kind.errors >> fact & 1) != 0) [[unlikely]] {
      return kConditionErrs;
    }
    return next_if((kind.truths >> fact & 1) != 0, step);
  }
  static uint32_t fact_of_party(const Step& step, StepRunner& runner) {
    return next_by_class(*runner.parties_[step.a.index].kind, step);
  }
  static uint32_t fact_of_slot(const Step& step, StepRunner& runner) {
    const Party& party = runner.context().slots[step.a.index];
    if (party.kind != nullptr) [[likely]] {
      return next_by_class(*party.kind, step);
    }
    return next_by_fact(party.cell, step, runner);
  }
  // Of what is no entity with a number, a fact is worked out as any other expression.
  [[gnu::noinline]] static uint32_t next_by_fact(Cell cell, const Step& step, StepRunner& runner) {
    const Cell self = cell.kind == CellKind::kAbsent ? Cell::error() : cell;
    return next_by(runner.evaluation().value_about(self, runner.program().facts[step.b.index]),
                   step);
  }

  static uint32_t has_slot(const Step& step, StepRunner& runner) {
    return next_if(runner.context_field(step.a.index).kind != CellKind::kAbsent, step);
  }
  static uint32_t recall(const Step& step, StepRunner& runner) {
    const Verdict known = runner.recalled(step.a.index);
    return known == Verdict::kUnknown ? step.b.index : next_if(known == Verdict::kHolds, step);
  }
  static uint32_t holds(const Step& step, StepRunner& runner) {
    runner.keep(step.a.index, Verdict::kHolds);
    return step.on_true;
  }
  static uint32_t fails(const Step& step, StepRunner& runner) {
    runner.keep(step.a.index, Verdict::kFails);
    return step.on_false;
  }
};

StepRunner::Function StepRunner::function_for(const Step& step) {
  using F = Functions;
  switch (step.op) {
    case StepOp::kFact:
      return step.a.base == Base::kContextSlot ? &F::fact_of_slot : &F::fact_of_party;
    case StepOp::kRecall:
      return &F::recall;
    case StepOp::kHolds:
      return &F::holds;
    case StepOp::kFails:
      return &F::fails;
    case StepOp::kHasSlot:
      return &F::has_slot;
    case StepOp::kTruth:
      if (F::Attribute::fits(step.a)) return &F::truth<F::Attribute>;
      if (F::Whole::fits(step.a)) return &F::truth<F::Whole>;
      if (F::Slot::fits(step.a)) return &F::truth<F::Slot>;
      if (F::SlotAttribute::fits(step.a)) return &F::truth<F::SlotAttribute>;
      return &F::truth<F::Other>;
    case StepOp::kEqual:
      return F::of<F::Equal>(step);
    case StepOp::kLess:
      return F::of<F::Order<StepOp::kLess>>(step);
    case StepOp::kLessEqual:
      return F::of<F::Order<StepOp::kLessEqual>>(step);
    case StepOp::kIn:
      return F::of<F::Sets<StepOp::kIn>>(step);
    case StepOp::kContains:
      return F::of<F::Sets<StepOp::kContains>>(step);
    case StepOp::kContainsAll:
      return F::of<F::Sets<StepOp::kContainsAll>>(step);
    case StepOp::kContainsAny:
      return F::of<F::Sets<StepOp::kContainsAny>>(step);
  }
  return &F::truth<F::Other>;
}

}  // namespace sekisho::cedar
