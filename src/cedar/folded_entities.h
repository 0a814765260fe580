#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <utility>
#include <vector>

#include "cedar/cell.h"
#include "cedar/compiled_parts.h"
#include "cedar/entity.h"
#include "cedar/text_table.h"

// Entities folded to what a policy set can see of them. Internal to this folder.
namespace sekisho::cedar {

struct FoldedEntity {
  uint32_t type = 0;
  uint32_t ancestors = 0;   // of ancestor_lists; 0 is the empty one
  uint32_t scope = 0;       // of scopes
  uint32_t tags = kNoId;    // of tag_lists
  uint64_t attributes = 0;  // where its cells begin
  bool exists = false;      // false: merely named somewhere
};

struct FoldedEntities {
  // Where the rows of one kind of entity begin.
  struct Scope {
    uint32_t principal = 0;
    uint32_t action = 0;
    uint32_t resource = 0;
  };
  using Tags = std::vector<std::pair<uint32_t, Cell>>;

  // These go on where the tables of the policies end.
  TextTable types;
  TextTable uids;
  TextTable strings;

  std::vector<FoldedEntity> entities;  // by number of uid
  std::vector<Cell> cells;
  std::vector<uint32_t> slots;  // by type and attribute, or kNoId
  uint32_t attribute_count = 0;
  std::vector<std::pair<uint32_t, uint32_t>> ancestor_lists;  // start and end in ancestors
  std::vector<uint32_t> ancestors;                            // each list sorted
  std::vector<Tags> tag_lists;                                // by number of key
  std::deque<CellSet> sets;
  std::deque<Value> values;

  std::vector<Scope> scopes;
  std::vector<uint32_t> stranger_scopes;  // by type; the last is that of an unknown type
  std::vector<uint64_t> rows;

  std::span<const uint32_t> ancestors_of(const FoldedEntity& entity) const {
    const auto [begin, end] = ancestor_lists[entity.ancestors];
    return std::span(ancestors).subspan(begin, end - begin);
  }
  // The number of an entity, or kNoId.
  uint32_t find(const EntityUid& uid) const {
    const uint32_t type = types.find(uid.type);
    return type == kNoId ? kNoId : uids.find(uid.id, type);
  }
};

// Cycles among the entities are harmless.
FoldedEntities fold_entities(const Program& program, const ScopeIndex& principals,
                             const ScopeIndex& actions, const ScopeIndex& resources,
                             const Entities& entities);

}  // namespace sekisho::cedar
