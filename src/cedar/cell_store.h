#pragma once

#include <cstdint>
#include <deque>

#include "cedar/cell_sets.h"
#include "cedar/text_table.h"

// Numbers for names, and what cells point at. Internal to this folder.
namespace sekisho::cedar {

struct CellStore {
  TextTable types;
  TextTable uids;  // each in the space of its type's number
  TextTable strings;
  CellSets sets;
  std::deque<Value> values;

  uint32_t intern(const EntityUid& uid);
  // The number of an entity, or kNoId.
  uint32_t find(const EntityUid& uid) const;
  // Numbers whatever can have a number. Lives as long as the store.
  Cell make(const Value& value);
};

// What a cell that needs no store holds: numbers and times. Anything else is held by value, and
// `value` must outlive it.
Cell plain_cell(const Value& value);

}  // namespace sekisho::cedar
