#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "cedar/folded_entities.h"
#include "cedar/program.h"

// Internal to this folder.
namespace sekisho::cedar {

// A context is either a record or a cell a slot; slots beyond the end are absent.
struct ContextView {
  const Value* record = nullptr;
  std::span<const Cell> slots = {};
};

// One of the three whom a request names.
struct Party {
  Cell cell;
  const EntityClass* kind = nullptr;
  const Cell* cells = nullptr;  // its attributes
};
using Parties = std::array<Party, 3>;  // principal, action, resource

// What the language's operators do to cells. Operands of the wrong kind, absent ones and errors
// give an error. What is passed to the constructor must outlive this.
class CellOperations {
 public:
  CellOperations(const Program& program, const FoldedEntities& entities, const ContextView& context)
      : program_(program), entities_(entities), context_(context) {}

  // Absent when there is none.
  Cell context_field(uint32_t slot) const {
    if (context_.record != nullptr) return field_of_record(slot);
    return slot < context_.slots.size() ? context_.slots[slot] : Cell();
  }
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
  Cell attribute_at(const EntityClass& kind, const Cell* cells, uint32_t attribute) const {
    const uint32_t slot = entities_.slots[kind.slots + attribute];
    return slot == kNoId ? Cell() : cells[slot];
  }

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
  const Program& program_;
  const FoldedEntities& entities_;
  const ContextView& context_;

 private:
  Cell field_of_record(uint32_t slot) const;
  Cell attribute_of_value(const Value& record, uint32_t attribute) const;
  bool is_in(Cell child, Cell ancestor) const;
};

}  // namespace sekisho::cedar
