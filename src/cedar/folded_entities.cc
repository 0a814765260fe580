#include "cedar/folded_entities.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string_view>
#include <unordered_map>

namespace sekisho::cedar {
namespace {

// Of vectors of numbers, by their bytes.
struct BytesHash {
  template <class T>
  size_t operator()(const std::vector<T>& items) const {
    return std::hash<std::string_view>{}(
        std::string_view(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T)));
  }
};

class Folder {
 public:
  Folder(const Program& program, std::array<const ScopeIndex*, 3> indexes, FoldedEntities& out)
      : program_(program), indexes_(indexes), out_(out) {}

  void fold(const Entities& entities) {
    out_.types = program_.types;
    out_.uids = program_.uids;
    out_.strings = program_.strings;
    out_.attribute_count = program_.attributes.size();
    out_.uids.reserve(out_.uids.size() + entities.size());
    name_all(entities);
    lay_out(entities);
    fill(entities);
    out_.entities.resize(out_.uids.size());
    parents_.resize(out_.uids.size());
    for (uint32_t id = 0; id < out_.entities.size(); ++id) {
      out_.entities[id].type = out_.uids.space(id);
    }
    find_ancestors();
    classify();
  }

 private:
  void name_all(const Entities& entities) {
    listed_.reserve(entities.size());
    for (const auto& [uid, entity] : entities.all()) {
      const uint32_t id = intern_uid(uid, out_.types, out_.uids);
      listed_.push_back(id);
      const auto begin = static_cast<uint32_t>(parent_ids_.size());
      for (const EntityUid& parent : entity.parents) {
        parent_ids_.push_back(intern_uid(parent, out_.types, out_.uids));
      }
      if (parents_.size() < out_.uids.size()) parents_.resize(out_.uids.size());
      parents_[id] = {begin, static_cast<uint32_t>(parent_ids_.size())};
    }
  }

  // Gives each attribute that policies read a slot within each type that has it.
  void lay_out(const Entities& entities) {
    out_.slots.assign(size_t{out_.types.size()} * out_.attribute_count, kNoId);
    widths_.assign(out_.types.size(), 0);
    size_t next = 0;
    for (const auto& [uid, entity] : entities.all()) {
      const uint32_t type = out_.uids.space(listed_[next++]);
      for (const auto& [name, value] : entity.attributes.fields()) {
        const uint32_t attribute = program_.attributes.find(name);
        if (attribute == kNoId) continue;
        uint32_t& slot = out_.slots[size_t{type} * out_.attribute_count + attribute];
        if (slot == kNoId) slot = widths_[type]++;
      }
    }
  }

  void fill(const Entities& entities) {
    size_t next = 0;
    for (const auto& [uid, entity] : entities.all()) {
      const uint32_t id = listed_[next++];
      const uint32_t type = out_.uids.space(id);
      if (out_.entities.size() <= id) out_.entities.resize(out_.uids.size());
      FoldedEntity folded{.attributes = out_.cells.size(), .exists = true};
      out_.cells.resize(out_.cells.size() + widths_[type]);
      for (const auto& [name, value] : entity.attributes.fields()) {
        const uint32_t attribute = program_.attributes.find(name);
        if (attribute == kNoId) continue;
        const uint32_t slot = out_.slots[size_t{type} * out_.attribute_count + attribute];
        out_.cells[folded.attributes + slot] = cell_of(value);
      }
      if (program_.reads_tags && !entity.tags.empty()) {
        folded.tags = static_cast<uint32_t>(out_.tag_lists.size());
        out_.tag_lists.push_back(tags_of(entity));
      }
      out_.entities[id] = folded;
    }
    // Types that came with values only have no slots of their own.
    out_.slots.resize(size_t{out_.types.size()} * out_.attribute_count, kNoId);
  }

  FoldedEntities::Tags tags_of(const Entity& entity) {
    // Where a key comes twice, the first holds.
    std::map<uint32_t, Cell> sorted;
    for (const auto& [key, value] : entity.tags) {
      sorted.try_emplace(out_.strings.intern(key), cell_of(value));
    }
    return {sorted.begin(), sorted.end()};
  }

  Cell cell_of(const Value& value) {
    switch (value.kind()) {
      case ValueKind::kBool:
        return Cell::boolean(value.as_bool());
      case ValueKind::kLong:
        return {CellKind::kLong, value.as_long()};
      case ValueKind::kString:
        return {CellKind::kString, out_.strings.intern(value.as_string())};
      case ValueKind::kEntity:
        return {CellKind::kEntity, intern_uid(value.as_entity(), out_.types, out_.uids)};
      case ValueKind::kDecimal:
        return {CellKind::kDecimal, value.as_decimal().ten_thousandths};
      case ValueKind::kDatetime:
        return {CellKind::kDatetime, value.as_datetime().millis};
      case ValueKind::kDuration:
        return {CellKind::kDuration, value.as_duration().millis};
      case ValueKind::kSet: {
        std::vector<Cell> elements;
        for (const Value& element : value.elements()) elements.push_back(cell_of(element));
        return Cell::of_set(out_.sets.emplace_back(make_cell_set(value, std::move(elements))));
      }
      case ValueKind::kRecord:
      case ValueKind::kIpAddress:
        return Cell::of_value(out_.values.emplace_back(value));
    }
    return Cell::error();
  }

  // Entities with the same parents have the same ancestors: these are worked out once.
  void find_ancestors() {
    out_.ancestor_lists = {{0, 0}};
    known_lists_[{}] = 0;
    seen_.assign(out_.entities.size(), 0);
    std::unordered_map<std::vector<uint32_t>, uint32_t, BytesHash> by_parents;
    for (const uint32_t id : listed_) {
      const auto [begin, end] = parents_[id];
      if (begin == end) continue;
      std::vector<uint32_t> parents(parent_ids_.begin() + begin, parent_ids_.begin() + end);
      std::ranges::sort(parents);
      const auto [place, added] = by_parents.try_emplace(std::move(parents), 0);
      if (added) place->second = list_above(place->first);
      out_.entities[id].ancestors = place->second;
    }
  }

  uint32_t list_above(const std::vector<uint32_t>& parents) {
    ++walk_;
    std::vector<uint32_t> todo = parents;
    std::vector<uint32_t> found;
    while (!todo.empty()) {
      const uint32_t id = todo.back();
      todo.pop_back();
      if (seen_[id] == walk_) continue;
      seen_[id] = walk_;
      if (program_.any_group || program_.groups.contains(id)) found.push_back(id);
      const auto [begin, end] = parents_[id];
      todo.insert(todo.end(), parent_ids_.begin() + begin, parent_ids_.begin() + end);
    }
    std::ranges::sort(found);
    const auto [place, added] = known_lists_.try_emplace(found, out_.ancestor_lists.size());
    if (added) {
      const auto begin = static_cast<uint32_t>(out_.ancestors.size());
      out_.ancestors.insert(out_.ancestors.end(), found.begin(), found.end());
      out_.ancestor_lists.emplace_back(begin, static_cast<uint32_t>(out_.ancestors.size()));
    }
    return place->second;
  }

  // What scopes ask for is the same for all entities of one type with the same ancestors, but for
  // those that policies name.
  void classify() {
    std::unordered_map<std::vector<uint32_t>, uint32_t, BytesHash> known;
    for (uint32_t id = 0; id < out_.entities.size(); ++id) {
      FoldedEntity& entity = out_.entities[id];
      const bool named =
          std::ranges::any_of(indexes_, [&](const ScopeIndex* index) { return index->names(id); });
      const uint32_t self = named ? id : kNoId;
      const auto [place, added] =
          known.try_emplace({entity.type, entity.ancestors, self}, out_.scopes.size());
      if (added) {
        out_.scopes.push_back(scope_of(entity.type, self, out_.ancestors_of(entity)));
      }
      entity.scope = place->second;
    }
    for (uint32_t type = 0; type <= out_.types.size(); ++type) {
      out_.stranger_scopes.push_back(static_cast<uint32_t>(out_.scopes.size()));
      out_.scopes.push_back(scope_of(type == out_.types.size() ? kNoId : type, kNoId, {}));
    }
  }

  FoldedEntities::Scope scope_of(uint32_t type, uint32_t self,
                                 std::span<const uint32_t> ancestors) {
    std::array<uint32_t, 3> begins{};
    for (size_t i = 0; i < indexes_.size(); ++i) {
      const auto [place, added] =
          known_rows_.try_emplace(indexes_[i]->row(type, self, ancestors), out_.rows.size());
      if (added) out_.rows.insert(out_.rows.end(), place->first.begin(), place->first.end());
      begins[i] = place->second;
    }
    return {begins[0], begins[1], begins[2]};
  }

  const Program& program_;
  std::array<const ScopeIndex*, 3> indexes_;
  FoldedEntities& out_;
  std::vector<uint32_t> listed_;  // the numbers, in the order of the entities
  std::vector<uint32_t> parent_ids_;
  std::vector<std::pair<uint32_t, uint32_t>> parents_;  // by number: start and end in parent_ids_
  std::vector<uint32_t> widths_;                        // by type, how many slots
  std::vector<uint32_t> seen_;                          // by number, the last walk that came by
  uint32_t walk_ = 0;
  std::map<std::vector<uint32_t>, uint32_t> known_lists_;
  std::unordered_map<std::vector<uint64_t>, uint32_t, BytesHash> known_rows_;
};

}  // namespace

FoldedEntities fold_entities(const Program& program, const ScopeIndex& principals,
                             const ScopeIndex& actions, const ScopeIndex& resources,
                             const Entities& entities) {
  FoldedEntities out;
  Folder(program, {&principals, &actions, &resources}, out).fold(entities);
  return out;
}

}  // namespace sekisho::cedar
