#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cedar/value.h"

namespace sekisho::cedar {

// One entity with what is known of it. `attributes` is a record.
struct Entity {
  EntityUid uid;
  Value attributes = {};
  std::vector<std::pair<std::string, Value>> tags = {};
  std::vector<EntityUid> parents = {};

  // The tag's value, or nullptr.
  const Value* tag(std::string_view name) const;

  bool operator==(const Entity&) const = default;
};

// The entities that a decision may look at. Not thread-safe while entities are added; safe to
// read from many threads afterwards.
class Entities {
 public:
  // Refuses a second entity of the same uid that is not the same in everything.
  [[nodiscard]] Result<void> add(Entity entity);
  // Adds the entity or takes the place of the one with its uid.
  void put(Entity entity);

  const Entity* find(const EntityUid& uid) const;

  // The language's `in`: `child` is `ancestor`, or a chain of parents leads from one to the
  // other. A parent that is not among the entities has no parents. Ends on cycles, too.
  bool is_in(const EntityUid& child, const EntityUid& ancestor) const;

  // An error when somebody is their own ancestor, which the standard forbids in data.
  [[nodiscard]] Result<void> check_acyclic() const;

  size_t size() const { return by_uid_.size(); }
  const std::unordered_map<EntityUid, Entity>& all() const { return by_uid_; }

 private:
  std::unordered_map<EntityUid, Entity> by_uid_;
};

}  // namespace sekisho::cedar
