#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "cedar/cell_store.h"
#include "cedar/compiled_parts.h"
#include "cedar/entity.h"

// Entities folded to what a policy set can see of them. Internal to this folder.
namespace sekisho::cedar {

// What many entities have in common. Decisions read most of it, so it is one line of the cache.
struct alignas(64) EntityClass {
  uint32_t number = 0;  // of classes
  uint32_t type = 0;
  uint32_t slots = 0;  // where those of the type begin; entities that do not exist have none
  uint32_t ancestors_begin = 0;
  uint32_t ancestors_end = 0;
  std::array<uint64_t, 3> rows = {};  // by number, for an entity in each part of a scope
  uint64_t truths = 0;                // of facts, a bit each; of those that err, 0
  uint64_t errors = 0;

  bool operator==(const EntityClass&) const = default;
};

struct FoldedEntity {
  uint32_t kind = 0;   // of classes
  uint32_t cells = 0;  // where its attributes begin
};

// An entity as a request names it or a context holds it.
struct Party {
  Cell cell;
  const EntityClass* kind = nullptr;  // of a context's value that is no entity with a number, null
  const Cell* cells = nullptr;        // its attributes
};
using Parties = std::array<Party, 3>;  // principal, action, resource

struct FoldedEntities {
  explicit FoldedEntities(const RowShape& shape) : rows(shape) {}

  using Tags = std::vector<std::pair<uint32_t, Cell>>;

  CellStore store;  // its numbers go on where those of the policies end

  std::vector<FoldedEntity> entities;  // by number of uid
  std::vector<EntityClass> classes;
  std::vector<uint32_t> stranger_classes;  // by type; the last is that of an unknown type
  std::vector<Cell> cells;
  std::vector<uint32_t> slots;      // by type and column, or kNoId; one more type has none
  std::vector<uint32_t> ancestors;  // those of each class are sorted
  RowTable rows;
  std::vector<uint32_t> tags_of;  // by entity, of tag_lists or kNoId; empty if nobody reads tags
  std::vector<Tags> tag_lists;    // by number of key

  std::vector<Party> no_context;  // every slot absent

  Party party(uint32_t entity) const {
    const FoldedEntity& folded = entities[entity];
    return {{CellKind::kEntity, entity}, &classes[folded.kind], cells.data() + folded.cells};
  }
  // The value must outlive it.
  Party party_of(const Value& value) const;
  const EntityClass& class_of(uint32_t entity) const { return classes[entities[entity].kind]; }
  std::span<const uint32_t> ancestors_of(uint32_t entity) const {
    const EntityClass& kind = class_of(entity);
    return std::span(ancestors).subspan(kind.ancestors_begin,
                                        kind.ancestors_end - kind.ancestors_begin);
  }
};

// Cycles among the entities are harmless.
FoldedEntities fold_entities(const Program& program, const ScopeIndex& principals,
                             const ScopeIndex& actions, const ScopeIndex& resources,
                             const Entities& entities);

}  // namespace sekisho::cedar
