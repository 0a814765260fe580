#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include "cedar/cell.h"

namespace sekisho::cedar {

class DecisionSnapshot;

// The number of an entity within one DecisionSnapshot; others do not know it.
struct EntityNumber {
  uint32_t value = 0;
  bool operator==(const EntityNumber&) const = default;
};

// A context attribute that some policy reads, within one DecisionSnapshot.
struct ContextSlot {
  uint32_t value = 0;
};

// A context as a few slots: what is cheap to pass. Made by DecisionSnapshot::plain_context, which
// it must not outlive, and good for any number of decisions, one thread at a time. Attributes that
// are not set are absent.
class PlainContext {
 public:
  PlainContext(PlainContext&&) noexcept = default;
  PlainContext& operator=(PlainContext&&) noexcept = default;
  PlainContext(const PlainContext&) = delete;
  PlainContext& operator=(const PlainContext&) = delete;

  void set_bool(ContextSlot slot, bool value);
  void set_long(ContextSlot slot, int64_t value);
  void set_entity(ContextSlot slot, EntityNumber entity);
  void set_entities(ContextSlot slot, std::span<const EntityNumber> entities);  // a set
  void set_string(ContextSlot slot, std::string_view text);
  void set_value(ContextSlot slot, const Value& value);  // any
  // Makes every attribute absent, and gives back what texts and values took.
  void clear();

 private:
  friend class DecisionSnapshot;
  PlainContext(const DecisionSnapshot& snapshot, size_t slots);
  Cell& cell(ContextSlot slot);
  Cell prepared(const Value& value);

  const DecisionSnapshot* snapshot_;
  std::vector<Cell> cells_;
  std::deque<Value> owned_;
  std::deque<CellSet> sets_;
};

}  // namespace sekisho::cedar
