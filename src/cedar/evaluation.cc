#include "cedar/evaluation.h"

#include <algorithm>
#include <utility>

#include "cedar/function_call.h"

namespace sekisho::cedar {

Evaluation::Evaluation(const Program& program, const FoldedEntities& entities,
                       const Parties& parties, const ContextView& context)
    : CellOperations(program, entities, context), parties_(parties) {
  if (program.memo_count == 0) return;
  // A number of its own for each decision of a thread, so that nothing has to be cleared.
  thread_local std::vector<Memo> memos;
  thread_local uint64_t decisions = 0;
  if (memos.size() < program.memo_count) memos.resize(program.memo_count);
  memos_ = memos.data();
  decision_ = ++decisions;
}

Cell Evaluation::remembered(const Node& node) {
  if (memos_[node.memo].decision != decision_) {
    const Cell cell = compute(node);
    memos_[node.memo] = {decision_, cell};
  }
  return memos_[node.memo].cell;
}

Cell Evaluation::compute(const Node& node) {
  switch (node.op) {
    case Op::kConstant:
      return program().constants[node.a];
    case Op::kPrincipal:
      return parties_[0].cell;
    case Op::kAction:
      return parties_[1].cell;
    case Op::kResource:
      return parties_[2].cell;
    case Op::kSelf:
      return self_;
    case Op::kContext:
      return whole_context();
    case Op::kContextField: {
      const Cell field = context_field(node.a);
      return field.kind == CellKind::kAbsent ? Cell::error() : field;
    }
    case Op::kContextHas: {
      const Cell field = context_field(node.a);
      return field.kind == CellKind::kAbsent ? Cell::boolean(false) : has(field, node.b);
    }
    case Op::kAttribute: {
      const Cell found = attribute(value(node.a), node.b);
      return found.kind == CellKind::kAbsent ? Cell::error() : found;
    }
    case Op::kHas:
      return has(value(node.a), node.b);
    case Op::kIf:
      return conditional(node);
    case Op::kNot:
    case Op::kNegate:
    case Op::kIsEmpty:
      return negated(node);
    case Op::kAnd:
      return junction(node, false);
    case Op::kOr:
      return junction(node, true);
    case Op::kEqual:
    case Op::kNotEqual: {
      const Cell left = value(node.a);
      const Cell right = value(node.b);
      if (left.is_error() || right.is_error()) return Cell::error();
      return Cell::boolean(equal(left, right) == (node.op == Op::kEqual));
    }
    case Op::kOrder:
      return order(node);
    case Op::kArithmetic:
      return arithmetic(node);
    case Op::kIn: {
      const Cell left = value(node.a);
      return in(left, value(node.b));
    }
    case Op::kContains: {
      const Cell left = value(node.a);
      const bool is_record = program().nodes[node.b].op == Op::kRecord;
      if (is_record && left.kind == CellKind::kSet) return contains_record(left, node.b);
      return contains(left, value(node.b));
    }
    case Op::kCompareSets: {
      const Cell left = value(node.a);
      return compare_sets(left, value(node.b),
                          static_cast<BinaryOp>(node.detail) == BinaryOp::kContainsAll);
    }
    case Op::kTag:
      return tag(node);
    case Op::kLike:
      return like(node);
    case Op::kIs:
      return is(node);
    case Op::kSet:
      return set(node);
    case Op::kRecord:
      return record(node);
    case Op::kCall:
      return call(node);
  }
  return Cell::error();
}

Cell Evaluation::conditional(const Node& node) {
  const Cell test = value(node.a);
  if (test.kind != CellKind::kBool) return Cell::error();
  return value(test.number != 0 ? node.b : node.c);
}

Cell Evaluation::junction(const Node& node, bool decides) {
  const Cell left = value(node.a);
  if (left.kind != CellKind::kBool) return Cell::error();
  if ((left.number != 0) == decides) return left;
  const Cell right = value(node.b);
  return right.kind == CellKind::kBool ? right : Cell::error();
}

// The operators of one operand.
Cell Evaluation::negated(const Node& node) {
  const Cell operand = value(node.a);
  if (node.op == Op::kNot) {
    return operand.kind == CellKind::kBool ? Cell::boolean(operand.number == 0) : Cell::error();
  }
  if (node.op == Op::kIsEmpty) {
    if (operand.kind != CellKind::kSet) return Cell::error();
    return Cell::boolean(operand.by_value ? operand.value->elements().empty()
                                          : operand.cells->elements.empty());
  }
  int64_t out = 0;
  if (operand.kind != CellKind::kLong || __builtin_sub_overflow(0, operand.number, &out)) {
    return Cell::error();
  }
  return {CellKind::kLong, out};
}

Cell Evaluation::order(const Node& node) {
  const Cell left = value(node.a);
  const Cell right = value(node.b);
  const bool comparable = left.kind == CellKind::kLong || left.kind == CellKind::kDatetime ||
                          left.kind == CellKind::kDuration;
  if (!comparable || left.kind != right.kind) return Cell::error();
  switch (static_cast<BinaryOp>(node.detail)) {
    case BinaryOp::kLess:
      return Cell::boolean(left.number < right.number);
    case BinaryOp::kLessEqual:
      return Cell::boolean(left.number <= right.number);
    case BinaryOp::kGreater:
      return Cell::boolean(left.number > right.number);
    default:
      return Cell::boolean(left.number >= right.number);
  }
}

Cell Evaluation::arithmetic(const Node& node) {
  const Cell left = value(node.a);
  const Cell right = value(node.b);
  if (left.kind != CellKind::kLong || right.kind != CellKind::kLong) return Cell::error();
  const auto op = static_cast<BinaryOp>(node.detail);
  int64_t out = 0;
  const bool overflow =
      op == BinaryOp::kAdd        ? __builtin_add_overflow(left.number, right.number, &out)
      : op == BinaryOp::kSubtract ? __builtin_sub_overflow(left.number, right.number, &out)
                                  : __builtin_mul_overflow(left.number, right.number, &out);
  return overflow ? Cell::error() : Cell(CellKind::kLong, out);
}

Cell Evaluation::tag(const Node& node) {
  const Cell object = value(node.a);
  const Cell key = value(node.b);
  if (object.kind != CellKind::kEntity || key.kind != CellKind::kString) return Cell::error();
  const bool ask = static_cast<BinaryOp>(node.detail) == BinaryOp::kHasTag;
  const Cell absent = ask ? Cell::boolean(false) : Cell::error();
  if (object.by_value || entities().tags_of.empty()) return absent;
  const uint32_t list = entities().tags_of[static_cast<size_t>(object.number)];
  const uint32_t id = key.by_value ? entities().store.strings.find(key.value->as_string())
                                   : static_cast<uint32_t>(key.number);
  if (list == kNoId || id == kNoId) return absent;
  const FoldedEntities::Tags& tags = entities().tag_lists[list];
  const auto found =
      std::ranges::lower_bound(tags, id, {}, [](const auto& entry) { return entry.first; });
  if (found == tags.end() || found->first != id) return absent;
  return ask ? Cell::boolean(true) : found->second;
}

Cell Evaluation::like(const Node& node) {
  const Cell object = value(node.a);
  if (object.kind != CellKind::kString) return Cell::error();
  return Cell::boolean(program().patterns[node.b].matches(text_of(object)));
}

Cell Evaluation::is(const Node& node) {
  const Cell object = value(node.a);
  if (object.kind != CellKind::kEntity) return Cell::error();
  const bool same = object.by_value
                        ? object.value->as_entity().type == program().store.types.text(node.b)
                        : entities().class_of(static_cast<uint32_t>(object.number)).type == node.b;
  if (!same || node.c == kNoId) return Cell::boolean(same);
  return in(object, value(node.c));
}

bool Evaluation::values_of(uint32_t nodes, std::vector<Value>& out) {
  for (const uint32_t node : list(nodes)) {
    const Cell cell = value(node);
    if (cell.is_error()) return false;
    out.push_back(to_value(cell));
  }
  return true;
}

Cell Evaluation::set(const Node& node) {
  std::vector<Value> elements;
  if (!values_of(node.a, elements)) return Cell::error();
  return keep(Value::set(std::move(elements)));
}

Cell Evaluation::record(const Node& node) {
  std::vector<Value> values;
  if (!values_of(node.a, values)) return Cell::error();
  Value::Fields fields;
  const auto names = list(node.b);
  for (size_t i = 0; i < values.size(); ++i) {
    fields.emplace_back(program().attributes.text(names[i]), std::move(values[i]));
  }
  return keep(Value::record(std::move(fields)));
}

// Without making the record, which costs more than looking for it.
Cell Evaluation::contains_record(Cell set, uint32_t record) {
  const Node& node = program().nodes[record];
  std::vector<Cell> cells;
  for (const uint32_t field : list(node.a)) {
    cells.push_back(value(field));
    if (cells.back().is_missing()) return Cell::error();
  }
  const auto names = list(node.b);
  const auto is_same = [&](const Value& element) {
    if (!element.is_record() || element.fields().size() != cells.size()) return false;
    for (size_t i = 0; i < cells.size(); ++i) {
      const Value* field = element.find(program().attributes.text(names[i]));
      if (field == nullptr || !equal(cells[i], cell_of(*field))) return false;
    }
    return true;
  };
  // A set of what has numbers has no records.
  if (set.is_plain_set()) return Cell::boolean(false);
  const Value& all = set.by_value ? *set.value : set.cells->value;
  return Cell::boolean(std::ranges::any_of(all.elements(), is_same));
}

Cell Evaluation::call(const Node& node) {
  std::vector<Value> arguments;
  if (!values_of(node.a, arguments)) return Cell::error();
  auto out = call_function(static_cast<Function>(node.detail), arguments);
  return out ? keep(std::move(*out)) : Cell::error();
}

Cell Evaluation::whole_context() {
  if (context().record != nullptr) return Cell::of_value(*context().record);
  // Slots cannot show a context as a whole: whoever asked without a record passed no attribute.
  return keep(Value());
}

Cell Evaluation::keep(Value value) {
  kept_.push_back(std::make_unique<const Value>(std::move(value)));
  return cell_of(*kept_.back());
}

}  // namespace sekisho::cedar
