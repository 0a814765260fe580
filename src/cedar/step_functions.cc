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
  static bool is_missing(const Cell& cell) { return cell.kind >= CellKind::kAbsent; }
  static bool has_order(CellKind kind) {
    return kind == CellKind::kLong || kind == CellKind::kDatetime || kind == CellKind::kDuration;
  }
  // What stands behind an operand. Each gives a value, which may be absent.
  struct Attribute {  // one of a party
    static bool fits(const Operand& operand) {
      return operand.base <= Base::kResource && operand.path < kLongPath;
    }
    static Cell load(const Operand& operand, StepRunner& runner) {
      const Party& party = runner.parties_[static_cast<size_t>(operand.base)];
      return runner.attribute_at(*party.kind, party.cells, operand.path);
    }
  };
  struct Whole {  // a party
    static bool fits(const Operand& operand) {
      return operand.base <= Base::kResource && operand.path == kNoPath;
    }
    static Cell load(const Operand& operand, StepRunner& runner) {
      return runner.parties_[static_cast<size_t>(operand.base)].cell;
    }
  };
  struct Slot {
    static bool fits(const Operand& operand) {
      return operand.base == Base::kContextSlot && operand.path == kNoPath;
    }
    static Cell load(const Operand& operand, StepRunner& runner) {
      return runner.context_field(operand.index);
    }
  };
  struct SlotAttribute {
    static bool fits(const Operand& operand) {
      return operand.base == Base::kContextSlot && operand.path < kLongPath;
    }
    static Cell load(const Operand& operand, StepRunner& runner) {
      return runner.attribute(runner.context_field(operand.index), operand.path);
    }
  };
  struct Any {
    static bool fits(const Operand&) { return true; }
    static Cell load(const Operand& operand, StepRunner& runner) {
      Cell cell;
      switch (operand.base) {
        case Base::kPrincipal:
        case Base::kAction:
        case Base::kResource:
          cell = Whole::load(operand, runner);
          break;
        case Base::kContextSlot:
          cell = Slot::load(operand, runner);
          break;
        case Base::kConstant:
          cell = runner.program_.constants[operand.index];
          break;
        case Base::kNode:
          return runner.evaluation().value(operand.index);
      }
      if (operand.path == kNoPath) return cell;
      if (operand.path < kLongPath) return runner.attribute(cell, operand.path);
      for (const uint32_t name : runner.list(operand.path & ~kLongPath)) {
        cell = runner.attribute(cell, name);
      }
      return cell;
    }
  };

  struct Equal {
    template <class A, class B>
    static uint32_t run(const Step& step, StepRunner& runner) {
      const Cell left = A::load(step.a, runner);
      const Cell right = B::load(step.b, runner);
      const bool comparable = left.kind == right.kind && left.is_number() && !right.by_value;
      if (!comparable) [[unlikely]] {
        return next_by_equality(left, right, step, runner);
      }
      return next_if(left.number == right.number, step);
    }
  };
  [[gnu::noinline]] static uint32_t next_by_equality(Cell left, Cell right, const Step& step,
                                                     StepRunner& runner) {
    if (is_missing(left) || is_missing(right)) return kConditionErrs;
    return next_if(runner.equal(left, right), step);
  }
  template <StepOp kOp>
  struct Order {
    template <class A, class B>
    static uint32_t run(const Step& step, StepRunner& runner) {
      const Cell left = A::load(step.a, runner);
      const Cell right = B::load(step.b, runner);
      if (left.kind != right.kind || !has_order(left.kind)) [[unlikely]] {
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
      if (is_missing(left) || is_missing(right)) [[unlikely]] {
        return kConditionErrs;
      }
      if constexpr (kOp == StepOp::kIn) return next_by(runner.in(left, right), step);
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
    return &Test::template run<A, Any>;
  }
  template <class Test>
  static Function of(const Step& step) {
    if (Attribute::fits(step.a)) return of_right<Test, Attribute>(step.b);
    if (Whole::fits(step.a)) return of_right<Test, Whole>(step.b);
    if (Slot::fits(step.a)) return of_right<Test, Slot>(step.b);
    if (SlotAttribute::fits(step.a)) return of_right<Test, SlotAttribute>(step.b);
    return of_right<Test, Any>(step.b);
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
    return next_by_class(*runner.parties_[static_cast<size_t>(step.a.base)].kind, step);
  }
  static uint32_t fact_of_slot(const Step& step, StepRunner& runner) {
    const Cell cell = runner.context_field(step.a.index);
    if (cell.kind == CellKind::kEntity && !cell.by_value) [[likely]] {
      return next_by_class(runner.entities_.class_of(static_cast<uint32_t>(cell.number)), step);
    }
    // Of what is no entity with a number, a fact is worked out as any other expression.
    const Cell self = cell.kind == CellKind::kAbsent ? Cell::error() : cell;
    return next_by(runner.evaluation().value_about(self, runner.program_.facts[step.b.index]),
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
      return F::Slot::fits(step.a) ? &F::truth<F::Slot> : &F::truth<F::Any>;
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
  return &F::truth<F::Any>;
}

}  // namespace sekisho::cedar
