#include "cedar/evaluation.h"

#include <algorithm>
#include <optional>

#include "cedar/function_call.h"

namespace sekisho::cedar {

Evaluation::Evaluation(const Program& program, const FoldedEntities& entities,
                       const Cell& principal, const Cell& action, const Cell& resource,
                       const ContextView& context)
    : program_(program),
      entities_(entities),
      principal_(principal),
      action_(action),
      resource_(resource),
      context_(context) {
  if (program.memo_count == 0) return;
  // A number of its own for each decision of a thread, so that nothing has to be cleared.
  thread_local std::vector<Memo> memos;
  thread_local uint64_t decisions = 0;
  if (memos.size() < program.memo_count) memos.resize(program.memo_count);
  memos_ = memos.data();
  decision_ = ++decisions;
}

Verdict Evaluation::run(const Program::Rule& rule) {
  const Program::Clause* clause = program_.clauses.data() + rule.first_clause;
  for (const auto* end = clause + rule.clause_count; clause != end; ++clause) {
    const Cell cell = value(clause->node);
    if (cell.kind != CellKind::kBool) return Verdict::kErrs;
    if ((cell.number != 0) == clause->is_unless) return Verdict::kFails;
  }
  return Verdict::kHolds;
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
      return program_.constants[node.a];
    case Op::kPrincipal:
      return principal_;
    case Op::kAction:
      return action_;
    case Op::kResource:
      return resource_;
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
      return contains(left, value(node.b));
    }
    case Op::kCompareSets:
      return compare_sets(node);
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

bool Evaluation::is_in(const Cell& child, const Cell& ancestor) const {
  // An entity without a number has no parents, and is nobody's.
  if (child.by_value || ancestor.by_value) {
    return child.by_value && ancestor.by_value &&
           child.value->as_entity() == ancestor.value->as_entity();
  }
  if (child.number == ancestor.number) return true;
  const auto all = entities_.ancestors_of(entities_.entities[static_cast<size_t>(child.number)]);
  return std::ranges::binary_search(all, static_cast<uint32_t>(ancestor.number));
}

Cell Evaluation::in(const Cell& left, const Cell& right) const {
  if (left.kind != CellKind::kEntity) return Cell::error();
  if (right.kind == CellKind::kEntity) return Cell::boolean(is_in(left, right));
  if (right.kind != CellKind::kSet) return Cell::error();
  if (!right.by_value) {
    if (!right.cells->only_entities) return Cell::error();
    return Cell::boolean(std::ranges::any_of(
        right.cells->elements, [&](const Cell& element) { return is_in(left, element); }));
  }
  const Value::Elements& elements = right.value->elements();
  if (!std::ranges::all_of(elements, &Value::is_entity)) return Cell::error();
  return Cell::boolean(std::ranges::any_of(
      elements, [&](const Value& element) { return is_in(left, cell_of(element)); }));
}

Cell Evaluation::contains(const Cell& set, const Cell& element) const {
  if (set.kind != CellKind::kSet || element.is_error()) return Cell::error();
  if (set.by_value || !set.cells->is_plain) {
    const Value& value = set.by_value ? *set.value : set.cells->value;
    return Cell::boolean(value.contains(to_value(element)));
  }
  if (!element.by_value) return Cell::boolean(set.cells->has(element));
  if (element.kind != CellKind::kString) return Cell::boolean(false);
  const uint32_t id = entities_.strings.find(element.value->as_string());
  return Cell::boolean(id != kNoId && set.cells->has({CellKind::kString, id}));
}

Cell Evaluation::compare_sets(const Node& node) {
  const Cell left = value(node.a);
  const Cell right = value(node.b);
  if (left.kind != CellKind::kSet || right.kind != CellKind::kSet) return Cell::error();
  const bool all = static_cast<BinaryOp>(node.detail) == BinaryOp::kContainsAll;
  const auto decide = [&](const auto& elements, const auto& inside) {
    return Cell::boolean(all ? std::ranges::all_of(elements, inside)
                             : std::ranges::any_of(elements, inside));
  };
  if (!left.by_value && !right.by_value && left.cells->is_plain && right.cells->is_plain) {
    return decide(right.cells->elements,
                  [&](const Cell& element) { return left.cells->has(element); });
  }
  const Value& whole = left.by_value ? *left.value : left.cells->value;
  const Value& part = right.by_value ? *right.value : right.cells->value;
  return decide(part.elements(), [&](const Value& element) { return whole.contains(element); });
}

Cell Evaluation::tag(const Node& node) {
  const Cell object = value(node.a);
  const Cell key = value(node.b);
  if (object.kind != CellKind::kEntity || key.kind != CellKind::kString) return Cell::error();
  const bool ask = static_cast<BinaryOp>(node.detail) == BinaryOp::kHasTag;
  const Cell absent = ask ? Cell::boolean(false) : Cell::error();
  if (object.by_value) return absent;
  const uint32_t list = entities_.entities[static_cast<size_t>(object.number)].tags;
  const uint32_t id = key.by_value ? entities_.strings.find(key.value->as_string())
                                   : static_cast<uint32_t>(key.number);
  if (list == kNoId || id == kNoId) return absent;
  const FoldedEntities::Tags& tags = entities_.tag_lists[list];
  const auto found =
      std::ranges::lower_bound(tags, id, {}, [](const auto& entry) { return entry.first; });
  if (found == tags.end() || found->first != id) return absent;
  return ask ? Cell::boolean(true) : found->second;
}

Cell Evaluation::like(const Node& node) {
  const Cell object = value(node.a);
  if (object.kind != CellKind::kString) return Cell::error();
  return Cell::boolean(program_.patterns[node.b].matches(text_of(object)));
}

Cell Evaluation::is(const Node& node) {
  const Cell object = value(node.a);
  if (object.kind != CellKind::kEntity) return Cell::error();
  const bool same = object.by_value
                        ? object.value->as_entity().type == program_.types.text(node.b)
                        : entities_.entities[static_cast<size_t>(object.number)].type == node.b;
  if (!same || node.c == kNoId) return Cell::boolean(same);
  return in(object, value(node.c));
}

Cell Evaluation::has(Cell object, uint32_t path) const {
  for (const uint32_t name : list(path)) {
    object = attribute(object, name);
    if (object.is_error()) return object;
    if (object.kind == CellKind::kAbsent) return Cell::boolean(false);
  }
  return object.is_error() ? object : Cell::boolean(true);
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
    fields.emplace_back(program_.attributes.text(names[i]), std::move(values[i]));
  }
  return keep(Value::record(std::move(fields)));
}

Cell Evaluation::call(const Node& node) {
  std::vector<Value> arguments;
  if (!values_of(node.a, arguments)) return Cell::error();
  auto out = call_function(static_cast<Function>(node.detail), arguments);
  return out ? keep(std::move(*out)) : Cell::error();
}

Cell Evaluation::whole_context() {
  if (context_.record != nullptr) return Cell::of_value(*context_.record);
  // Slots cannot show a context as a whole: whoever asked without a record passed no attribute.
  return keep(Value());
}

Cell Evaluation::context_field(uint32_t slot) const {
  if (context_.record == nullptr) {
    return slot < context_.slots.size() ? context_.slots[slot] : Cell();
  }
  const Value* found =
      context_.record->find(program_.attributes.text(program_.context_fields[slot]));
  return found == nullptr ? Cell() : cell_of(*found);
}

Cell Evaluation::attribute(const Cell& object, uint32_t attribute) const {
  if (object.kind == CellKind::kEntity) {
    if (object.by_value) return {};
    const FoldedEntity& entity = entities_.entities[static_cast<size_t>(object.number)];
    const uint32_t slot =
        entities_.slots[size_t{entity.type} * entities_.attribute_count + attribute];
    if (!entity.exists || slot == kNoId) return {};
    return entities_.cells[entity.attributes + slot];
  }
  if (object.kind != CellKind::kRecord) return Cell::error();
  const Value* found = object.value->find(program_.attributes.text(attribute));
  return found == nullptr ? Cell() : cell_of(*found);
}

std::string_view Evaluation::text_of(const Cell& string) const {
  if (string.by_value) return string.value->as_string();
  return entities_.strings.text(static_cast<uint32_t>(string.number));
}

bool Evaluation::equal(const Cell& a, const Cell& b) const {
  if (a.kind != b.kind) return false;
  const bool numbered = !a.by_value && !b.by_value;
  switch (a.kind) {
    case CellKind::kString:
      return numbered ? a.number == b.number : text_of(a) == text_of(b);
    case CellKind::kEntity:
      if (numbered) return a.number == b.number;
      return a.by_value && b.by_value && a.value->as_entity() == b.value->as_entity();
    case CellKind::kSet:
    case CellKind::kRecord:
    case CellKind::kIpAddress:
      return (a.number == b.number && a.by_value == b.by_value) || to_value(a) == to_value(b);
    default:
      return a.number == b.number;
  }
}

Cell Evaluation::cell_of(const Value& value) const {
  switch (value.kind()) {
    case ValueKind::kBool:
      return Cell::boolean(value.as_bool());
    case ValueKind::kLong:
      return {CellKind::kLong, value.as_long()};
    case ValueKind::kDecimal:
      return {CellKind::kDecimal, value.as_decimal().ten_thousandths};
    case ValueKind::kDatetime:
      return {CellKind::kDatetime, value.as_datetime().millis};
    case ValueKind::kDuration:
      return {CellKind::kDuration, value.as_duration().millis};
    case ValueKind::kEntity: {
      const uint32_t id = entities_.find(value.as_entity());
      return id == kNoId ? Cell::of_value(value) : Cell(CellKind::kEntity, id);
    }
    default:
      return Cell::of_value(value);
  }
}

Cell Evaluation::keep(Value value) {
  kept_.push_back(std::make_unique<const Value>(std::move(value)));
  return cell_of(*kept_.back());
}

Value Evaluation::to_value(const Cell& cell) const {
  if (cell.by_value) return *cell.value;
  switch (cell.kind) {
    case CellKind::kBool:
      return Value::boolean(cell.number != 0);
    case CellKind::kLong:
      return Value::integer(cell.number);
    case CellKind::kString:
      return Value::string(std::string(text_of(cell)));
    case CellKind::kEntity: {
      const auto id = static_cast<uint32_t>(cell.number);
      return Value::entity({std::string(entities_.types.text(entities_.uids.space(id))),
                            std::string(entities_.uids.text(id))});
    }
    case CellKind::kSet:
      return cell.cells->value;
    case CellKind::kDecimal:
      return Value::decimal({cell.number});
    case CellKind::kDatetime:
      return Value::datetime(cell.number);
    case CellKind::kDuration:
      return Value::duration(cell.number);
    default:
      return {};
  }
}

}  // namespace sekisho::cedar
