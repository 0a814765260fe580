#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "cedar/folded_entities.h"
#include "cedar/program.h"

// Internal to this folder.
namespace sekisho::cedar {

// A context as one value a slot, as many as the program has. What reads the context as a whole gets
// the record; where there is none, an empty one.
struct ContextView {
  const Party* slots = nullptr;
  const Value* record = nullptr;
};

// What the language's operators do to cells. Operands of the wrong kind, absent ones and errors
// give an error. What is passed to the constructor must outlive this.
class CellOperations {
 public:
  CellOperations(const Program& program, const FoldedEntities& entities, const ContextView& context)
      : program_(program), entities_(entities), context_(context) {}

  // Absent when there is none.
  Cell context_field(uint32_t slot) const { return context_.slots[slot].cell; }
  // Absent when there is none, an error when the object can have none.
  Cell attribute(Cell object, uint32_t attribute) const {
    if (object.kind == CellKind::kEntity) {
      if (object.by_value) return {};
      const FoldedEntity& entity = entities_.entities[static_cast<size_t>(object.number)];
      return attribute_at(entities_.classes[entity.kind], entities_.cells.data() + entity.cells,
                          attribute);
    }
    if (object.kind != CellKind::kRecord) return Cell::error();
    return attribute_of_value(*object.value, attribute);
  }
  Cell attribute_at(const EntityClass& kind, const Cell* cells, uint32_t column) const {
    const uint32_t slot = entities_.slots[kind.slots + column];
    return slot == kNoId ? Cell() : cells[slot];
  }
  // Of what may be no entity: absent or an error where there is none.
  Cell column_of(Cell object, uint32_t column) const;

  bool equal(Cell a, Cell b) const;  // neither may be an error
  Cell in(Cell left, Cell right) const;
  Cell contains(Cell set, Cell element) const;
  Cell compare_sets(Cell left, Cell right, bool all) const;
  Cell has(Cell object, uint32_t path) const;
  std::string_view text_of(Cell string) const;
  // The value must outlive the cell.
  Cell cell_of(const Value& value) const;
  Value to_value(Cell cell) const;

  std::span<const uint32_t> list(uint32_t offset) const {
    return std::span(program_.lists).subspan(offset + 1, program_.lists[offset]);
  }

 protected:
  const Program& program() const { return program_; }
  const FoldedEntities& entities() const { return entities_; }
  const ContextView& context() const { return context_; }

 private:
  const Program& program_;
  const FoldedEntities& entities_;
  const ContextView& context_;

  Cell attribute_of_value(const Value& record, uint32_t attribute) const;
  bool is_in(Cell child, Cell ancestor) const;
};

}  // namespace sekisho::cedar
