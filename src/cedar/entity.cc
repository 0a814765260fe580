#include "cedar/entity.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace sekisho::cedar {

const Value* Entity::tag(std::string_view name) const {
  const auto found = std::ranges::find(tags, name, &std::pair<std::string, Value>::first);
  return found == tags.end() ? nullptr : &found->second;
}

Result<void> Entities::add(Entity entity) {
  const auto [place, added] = by_uid_.try_emplace(entity.uid, entity);
  if (!added && !(place->second == entity)) {
    return fail(
        ErrorCode::kBadInput,
        fmt::format("entity `{}` is given twice with different content", to_string(entity.uid)), {},
        "Give each entity once.");
  }
  return {};
}

void Entities::put(Entity entity) {
  EntityUid uid = entity.uid;
  by_uid_.insert_or_assign(std::move(uid), std::move(entity));
}

const Entity* Entities::find(const EntityUid& uid) const {
  const auto found = by_uid_.find(uid);
  return found == by_uid_.end() ? nullptr : &found->second;
}

bool Entities::is_in(const EntityUid& child, const EntityUid& ancestor) const {
  if (child == ancestor) return true;
  const Entity* start = find(child);
  if (start == nullptr) return false;
  // Most hierarchies are flat: the walk below is begun only where there is something to walk.
  std::vector<const Entity*> todo;
  const auto look_at_parents = [&](const Entity& entity) {
    for (const EntityUid& parent : entity.parents) {
      if (parent == ancestor) return true;
      const Entity* next = find(parent);
      if (next != nullptr && !next->parents.empty()) todo.push_back(next);
    }
    return false;
  };
  if (look_at_parents(*start)) return true;
  std::unordered_set<const Entity*> seen;
  while (!todo.empty()) {
    const Entity* entity = todo.back();
    todo.pop_back();
    if (seen.insert(entity).second && look_at_parents(*entity)) return true;
  }
  return false;
}

Result<void> Entities::check_acyclic() const {
  // A depth-first walk without recursion: an entity is open while one of its ancestors is walked.
  enum class State : uint8_t { kNew, kOpen, kDone };
  std::unordered_map<const Entity*, State> states;
  struct Step {
    const Entity* entity;
    size_t next_parent;
  };
  for (const auto& [uid, start] : by_uid_) {
    if (states[&start] != State::kNew) continue;
    std::vector<Step> path = {{&start, 0}};
    states[&start] = State::kOpen;
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next_parent == step.entity->parents.size()) {
        states[step.entity] = State::kDone;
        path.pop_back();
        continue;
      }
      const Entity* parent = find(step.entity->parents[step.next_parent++]);
      if (parent == nullptr) continue;
      State& state = states[parent];
      if (state == State::kOpen) {
        return fail(ErrorCode::kBadInput,
                    fmt::format("entity `{}` is its own ancestor", to_string(parent->uid)), {},
                    "Remove one of the parents that close the circle.");
      }
      if (state == State::kNew) {
        state = State::kOpen;
        path.push_back({parent, 0});
      }
    }
  }
  return {};
}

}  // namespace sekisho::cedar
