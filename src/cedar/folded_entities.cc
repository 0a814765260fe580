#include "cedar/folded_entities.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "base/error.h"
#include "cedar/entity_facts.h"

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

// What classes of entities are told apart by; the parts of a class follow from it.
struct ClassKey {
  uint32_t type;
  uint32_t ancestors;
  uint32_t self;
  bool exists;
  bool operator==(const ClassKey&) const = default;
};
struct ClassKeyHash {
  size_t operator()(const ClassKey& key) const {
    uint64_t hash = 0;
    for (const uint64_t part :
         {uint64_t{key.type} << 32 | key.ancestors, uint64_t{key.self} << 1 | key.exists}) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15ull;
      hash ^= hash >> 32;
    }
    return hash;
  }
};

class Folder {
 public:
  Folder(const Program& program, std::array<const ScopeIndex*, 3> indexes, FoldedEntities& out)
      : program_(program), indexes_(indexes), out_(out) {}

  void fold(const Entities& entities) {
    out_.store.types = program_.store.types;
    out_.store.uids = program_.store.uids;
    out_.store.strings = program_.store.strings;
    uids().reserve(uids().size() + entities.size());
    name_all(entities);
    lay_out(entities);
    fill(entities);
    out_.entities.resize(uids().size());
    exists_.resize(uids().size());
    parents_.resize(uids().size());
    add_slots_of_late_types();
    find_ancestors();
    classify();
    add_strangers();
    learn_facts(program_, out_);
    keep_columns(program_, out_);
  }

 private:
  TextTable& types() { return out_.store.types; }
  TextTable& uids() { return out_.store.uids; }
  uint32_t attribute_count() const { return program_.attributes.size(); }

  void name_all(const Entities& entities) {
    listed_.reserve(entities.size());
    for (const auto& [uid, entity] : entities.all()) {
      const uint32_t id = out_.store.intern(uid);
      listed_.push_back(id);
      const auto begin = static_cast<uint32_t>(parent_ids_.size());
      for (const EntityUid& parent : entity.parents) {
        parent_ids_.push_back(out_.store.intern(parent));
      }
      if (parents_.size() < uids().size()) parents_.resize(uids().size());
      parents_[id] = {begin, static_cast<uint32_t>(parent_ids_.size())};
    }
  }

  // Gives each attribute that policies read a slot within each type that has it.
  void lay_out(const Entities& entities) {
    out_.slots.assign(size_t{types().size()} * attribute_count(), kNoId);
    widths_.assign(types().size(), 0);
    size_t next = 0;
    for (const auto& [uid, entity] : entities.all()) {
      const uint32_t type = uids().space(listed_[next++]);
      for (const auto& [name, value] : entity.attributes.fields()) {
        const uint32_t attribute = program_.attributes.find(name);
        if (attribute == kNoId) continue;
        uint32_t& slot = out_.slots[size_t{type} * attribute_count() + attribute];
        if (slot == kNoId) slot = widths_[type]++;
      }
    }
  }

  void fill(const Entities& entities) {
    size_t next = 0;
    out_.entities.resize(uids().size());
    exists_.resize(uids().size());
    if (program_.reads_tags) out_.tags_of.assign(uids().size(), kNoId);
    for (const auto& [uid, entity] : entities.all()) {
      const uint32_t id = listed_[next++];
      const uint32_t type = uids().space(id);
      const size_t begin = out_.cells.size();
      SEKISHO_INVARIANT(begin + widths_[type] < kNoId);
      out_.entities[id].cells = static_cast<uint32_t>(begin);
      exists_[id] = true;
      out_.cells.resize(begin + widths_[type]);
      for (const auto& [name, value] : entity.attributes.fields()) {
        const uint32_t attribute = program_.attributes.find(name);
        if (attribute == kNoId) continue;
        const uint32_t slot = out_.slots[size_t{type} * attribute_count() + attribute];
        out_.cells[begin + slot] = out_.store.make(value);
      }
      if (program_.reads_tags && !entity.tags.empty()) {
        out_.tags_of[id] = static_cast<uint32_t>(out_.tag_lists.size());
        out_.tag_lists.push_back(tags_of(entity));
      }
    }
    if (program_.reads_tags) out_.tags_of.resize(uids().size(), kNoId);
  }

  // Types that came with values only have no slots of their own, and neither has the one type
  // more that stands for what does not exist.
  void add_slots_of_late_types() {
    out_.slots.resize((size_t{types().size()} + 1) * attribute_count(), kNoId);
  }

  FoldedEntities::Tags tags_of(const Entity& entity) {
    // Where a key comes twice, the first holds.
    std::map<uint32_t, Cell> sorted;
    for (const auto& [key, value] : entity.tags) {
      sorted.try_emplace(out_.store.strings.intern(key), out_.store.make(value));
    }
    return {sorted.begin(), sorted.end()};
  }

  // Entities with the same parents have the same ancestors: these are worked out once.
  void find_ancestors() {
    ancestor_lists_ = {{0, 0}};
    known_lists_[{}] = 0;
    lists_of_.assign(out_.entities.size(), 0);
    seen_.assign(out_.entities.size(), 0);
    std::unordered_map<std::vector<uint32_t>, uint32_t, BytesHash> by_parents;
    for (const uint32_t id : listed_) {
      const auto [begin, end] = parents_[id];
      if (begin == end) continue;
      std::vector<uint32_t> parents(parent_ids_.begin() + begin, parent_ids_.begin() + end);
      std::ranges::sort(parents);
      const auto [place, added] = by_parents.try_emplace(std::move(parents), 0);
      if (added) place->second = list_above(place->first);
      lists_of_[id] = place->second;
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
    const auto [place, added] = known_lists_.try_emplace(found, ancestor_lists_.size());
    if (added) {
      const auto begin = static_cast<uint32_t>(out_.ancestors.size());
      out_.ancestors.insert(out_.ancestors.end(), found.begin(), found.end());
      ancestor_lists_.emplace_back(begin, static_cast<uint32_t>(out_.ancestors.size()));
    }
    return place->second;
  }

  // What scopes ask for is the same for all entities of one type with the same ancestors, but for
  // those that policies name.
  void classify() {
    std::unordered_map<ClassKey, uint32_t, ClassKeyHash> known;
    for (uint32_t id = 0; id < out_.entities.size(); ++id) {
      const uint32_t type = uids().space(id);
      const bool named =
          std::ranges::any_of(indexes_, [&](const ScopeIndex* index) { return index->names(id); });
      const uint32_t self = named ? id : kNoId;
      const ClassKey key{type, lists_of_[id], self, exists_[id]};
      const auto [place, added] = known.try_emplace(key, out_.classes.size());
      if (added) add_class(type, self, ancestor_lists_[lists_of_[id]], exists_[id]);
      out_.entities[id].kind = place->second;
    }
  }

  void add_strangers() {
    for (uint32_t type = 0; type <= types().size(); ++type) {
      out_.stranger_classes.push_back(static_cast<uint32_t>(out_.classes.size()));
      add_class(type == types().size() ? kNoId : type, kNoId, {0, 0}, false);
    }
  }

  void add_class(uint32_t type, uint32_t self, std::pair<uint32_t, uint32_t> ancestors,
                 bool exists) {
    EntityClass made;
    made.type = type;
    made.slots = (exists ? type : types().size()) * attribute_count();
    std::tie(made.ancestors_begin, made.ancestors_end) = ancestors;
    const auto above =
        std::span(out_.ancestors).subspan(ancestors.first, ancestors.second - ancestors.first);
    for (size_t i = 0; i < indexes_.size(); ++i) {
      made.rows[i] = out_.rows.add(indexes_[i]->row(type, self, above));
    }
    out_.classes.push_back(made);
  }

  const Program& program_;
  std::array<const ScopeIndex*, 3> indexes_;
  FoldedEntities& out_;
  std::vector<uint32_t> listed_;  // the numbers, in the order of the entities
  std::vector<bool> exists_;      // by number; others are merely named somewhere
  std::vector<uint32_t> parent_ids_;
  std::vector<std::pair<uint32_t, uint32_t>> parents_;  // by number: start and end in parent_ids_
  std::vector<uint32_t> widths_;                        // by type, how many slots
  std::vector<uint32_t> seen_;                          // by number, the last walk that came by
  uint32_t walk_ = 0;
  std::map<std::vector<uint32_t>, uint32_t> known_lists_;
  std::vector<std::pair<uint32_t, uint32_t>> ancestor_lists_;  // start and end in out_.ancestors
  std::vector<uint32_t> lists_of_;                             // by number, of ancestor_lists_
};

}  // namespace

Party FoldedEntities::party_of(const Value& value) const {
  if (!value.is_entity()) return {plain_cell(value)};
  const uint32_t id = store.find(value.as_entity());
  return id == kNoId ? Party{Cell::of_value(value)} : party(id);
}

FoldedEntities fold_entities(const Program& program, const ScopeIndex& principals,
                             const ScopeIndex& actions, const ScopeIndex& resources,
                             const Entities& entities) {
  FoldedEntities out(row_shape(program.rules.size()));
  Folder(program, {&principals, &actions, &resources}, out).fold(entities);
  return out;
}

}  // namespace sekisho::cedar
