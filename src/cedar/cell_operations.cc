#include "cedar/cell_operations.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sekisho::cedar {

bool CellOperations::is_in(Cell child, Cell ancestor) const {
  // An entity without a number has no parents, and is nobody's.
  if (child.by_value || ancestor.by_value) {
    return child.by_value && ancestor.by_value &&
           child.value->as_entity() == ancestor.value->as_entity();
  }
  if (child.number == ancestor.number) return true;
  const auto all = entities_.ancestors_of(static_cast<uint32_t>(child.number));
  return std::ranges::binary_search(all, static_cast<uint32_t>(ancestor.number));
}

Cell CellOperations::in(Cell left, Cell right) const {
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

Cell CellOperations::contains(Cell set, Cell element) const {
  if (set.kind != CellKind::kSet || element.is_error()) return Cell::error();
  if (set.by_value || !set.cells->is_plain) {
    const Value& value = set.by_value ? *set.value : set.cells->value;
    return Cell::boolean(value.contains(to_value(element)));
  }
  if (!element.by_value) return Cell::boolean(set.cells->has(element));
  if (element.kind != CellKind::kString) return Cell::boolean(false);
  const uint32_t id = entities_.store.strings.find(element.value->as_string());
  return Cell::boolean(id != kNoId && set.cells->has({CellKind::kString, id}));
}

Cell CellOperations::compare_sets(Cell left, Cell right, bool all) const {
  if (left.kind != CellKind::kSet || right.kind != CellKind::kSet) return Cell::error();
  const auto decide = [&](const auto& elements, const auto& inside) {
    return Cell::boolean(all ? std::ranges::all_of(elements, inside)
                             : std::ranges::any_of(elements, inside));
  };
  if (!left.by_value && !right.by_value && left.cells->is_plain && right.cells->is_plain) {
    return decide(right.cells->elements,
                  [&](const Cell& element) { return left.cells->has(element); });
  }
  const Value whole = to_value(left);
  const Value part = to_value(right);
  return decide(part.elements(), [&](const Value& element) { return whole.contains(element); });
}

Cell CellOperations::has(Cell object, uint32_t path) const {
  for (const uint32_t name : list(path)) {
    object = attribute(object, name);
    if (object.is_error()) return object;
    if (object.kind == CellKind::kAbsent) return Cell::boolean(false);
  }
  return object.is_error() ? object : Cell::boolean(true);
}

Cell CellOperations::column_of(Cell object, uint32_t column) const {
  if (object.kind == CellKind::kEntity && !object.by_value) {
    const Party party = entities_.party(static_cast<uint32_t>(object.number));
    return attribute_at(*party.kind, party.cells, column);
  }
  const uint32_t attributes = program_.attributes.size();
  if (column < attributes) return attribute(object, column);
  for (const uint32_t name : list(program_.paths[column - attributes])) {
    object = attribute(object, name);
  }
  return object;
}

Cell CellOperations::attribute_of_value(const Value& record, uint32_t attribute) const {
  const Value* found = record.find(program_.attributes.text(attribute));
  return found == nullptr ? Cell() : cell_of(*found);
}

std::string_view CellOperations::text_of(Cell string) const {
  if (string.by_value) return string.value->as_string();
  return entities_.store.strings.text(static_cast<uint32_t>(string.number));
}

bool CellOperations::equal(Cell a, Cell b) const {
  if (a.kind != b.kind) return false;
  const bool numbered = !a.by_value && !b.by_value;
  switch (a.kind) {
    case CellKind::kString:
      return numbered ? a.number == b.number : text_of(a) == text_of(b);
    case CellKind::kEntity:
      if (numbered) return a.number == b.number;
      return a.by_value && b.by_value && a.value->as_entity() == b.value->as_entity();
    case CellKind::kSet:
      if (numbered && a.cells->is_plain && b.cells->is_plain) return *a.cells == *b.cells;
      return to_value(a) == to_value(b);
    case CellKind::kRecord:
    case CellKind::kIpAddress:
      return (a.number == b.number && a.by_value == b.by_value) || to_value(a) == to_value(b);
    default:
      return a.number == b.number;
  }
}

Cell CellOperations::cell_of(const Value& value) const {
  if (!value.is_entity()) return plain_cell(value);
  const uint32_t id = entities_.store.find(value.as_entity());
  return id == kNoId ? Cell::of_value(value) : Cell(CellKind::kEntity, id);
}

Value CellOperations::to_value(Cell cell) const {
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
      return Value::entity({std::string(entities_.store.types.text(entities_.store.uids.space(id))),
                            std::string(entities_.store.uids.text(id))});
    }
    case CellKind::kSet: {
      if (!cell.cells->is_plain) return cell.cells->value;
      std::vector<Value> elements;
      for (const Cell& element : cell.cells->elements) elements.push_back(to_value(element));
      return Value::set(std::move(elements));
    }
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
