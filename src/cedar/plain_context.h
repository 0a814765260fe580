#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string_view>

#include "cedar/cell.h"

namespace sekisho::cedar {

class DecisionSnapshot;
struct ContextStore;
struct Party;

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
  PlainContext(PlainContext&&) noexcept;
  PlainContext& operator=(PlainContext&&) noexcept;
  ~PlainContext();

  void set_bool(ContextSlot slot, bool value);
  void set_long(ContextSlot slot, int64_t value);
  void set_entity(ContextSlot slot, EntityNumber entity);
  void set_entities(ContextSlot slot, std::span<const EntityNumber> entities);  // a set
  void set_string(ContextSlot slot, std::string_view text);
  void set_value(ContextSlot slot, const Value& value);  // any
  // Makes every attribute absent. A context that stands alone also gives back what texts and
  // values took.
  void clear();

 private:
  friend class DecisionSnapshot;
  friend class PlainContexts;
  PlainContext(const DecisionSnapshot& snapshot, size_t slots);
  PlainContext(const DecisionSnapshot& snapshot, size_t slots, ContextStore& store);
  Party& at(ContextSlot slot);
  Cell prepared(const Value& value);

  const DecisionSnapshot* snapshot_;
  std::span<Party> slots_;
  ContextStore* store_;
  std::unique_ptr<ContextStore> own_;  // of one that stands alone
};

// Many contexts side by side, as deciding in bulk wants them: they share what equal sets take. Made
// by DecisionSnapshot::plain_contexts, which they must not outlive. To be filled by one thread.
class PlainContexts {
 public:
  PlainContexts(PlainContexts&&) noexcept;
  PlainContexts& operator=(PlainContexts&&) noexcept;
  ~PlainContexts();

  // One more, empty; it stays where it is until `clear`.
  PlainContext& add();
  void clear();

 private:
  friend class DecisionSnapshot;
  PlainContexts(const DecisionSnapshot& snapshot, size_t slots);

  const DecisionSnapshot* snapshot_;
  size_t slots_;
  std::unique_ptr<ContextStore> store_;
  std::deque<PlainContext> all_;
};

}  // namespace sekisho::cedar
