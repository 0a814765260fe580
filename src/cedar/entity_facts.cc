#include "cedar/entity_facts.h"

#include <array>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "cedar/evaluation.h"

namespace sekisho::cedar {
namespace {

// Policies that a fact rules out when it is so (or, not so) of somebody in that part of a request.
struct Guard {
  uint64_t fact;
  bool fails_when;
  std::vector<uint64_t> policies;  // a row
};
using Guards = std::array<std::vector<Guard>, 3>;

// Where a condition begins with a fact about a party, the rows need not name the policy for those
// of whom it is not true: a policy that surely fails without an error says nothing.
Guards find_guards(const Program& program, const RowShape& shape) {
  std::map<std::tuple<Base, uint32_t, bool>, std::vector<uint32_t>> found;
  for (uint32_t policy = 0; policy < program.rules.size(); ++policy) {
    const uint32_t first = program.rules[policy].first_step;
    if (first >= program.steps.size()) continue;
    const Step& step = program.steps[first];
    if (step.op != StepOp::kFact || step.a.base > Base::kResource) continue;
    if (step.on_false == kConditionFails) {
      found[{step.a.base, step.b.index, false}].push_back(policy);
    } else if (step.on_true == kConditionFails) {
      found[{step.a.base, step.b.index, true}].push_back(policy);
    }
  }
  Guards out;
  for (const auto& [key, policies] : found) {
    const auto& [base, fact, truth] = key;
    out[static_cast<size_t>(base)].push_back(
        {uint64_t{1} << fact, truth, row_with(shape, policies)});
  }
  return out;
}

struct ClassAndFacts {
  uint32_t kind;
  uint64_t truths = 0;
  uint64_t errors = 0;
  bool operator==(const ClassAndFacts&) const = default;
};
struct ClassAndFactsHash {
  size_t operator()(const ClassAndFacts& key) const {
    uint64_t hash = key.kind;
    for (const uint64_t part : {key.truths, key.errors}) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15ull;
      hash ^= hash >> 32;
    }
    return hash;
  }
};

class Parting {
 public:
  Parting(const Program& program, FoldedEntities& out)
      : program_(program),
        out_(out),
        evaluation_(program, out, nobody_, nothing_),
        shape_(row_shape(program.rules.size())),
        guards_(find_guards(program, shape_)) {}

  // The part of the class to which this one belongs.
  uint32_t part(uint32_t kind, const Cell& self) {
    ClassAndFacts key{kind};
    for (size_t i = 0; i < program_.facts.size(); ++i) {
      const Cell fact = evaluation_.value_about(self, program_.facts[i]);
      const uint64_t bit = uint64_t{1} << i;
      if (fact.kind != CellKind::kBool) {
        key.errors |= bit;
      } else if (fact.number != 0) {
        key.truths |= bit;
      }
    }
    const auto [place, added] = known_.try_emplace(key, parted_.size());
    if (added) {
      EntityClass& made = parted_.emplace_back(out_.classes[kind]);
      made.truths = key.truths;
      made.errors = key.errors;
      rule_out(made);
    }
    return place->second;
  }

  void finish() { out_.classes = std::move(parted_); }

 private:
  void rule_out(EntityClass& kind) {
    for (size_t i = 0; i < guards_.size(); ++i) {
      const uint64_t* const words = out_.rows.words(kind.rows[i]);
      std::vector<uint64_t> row(shape_.summaries);
      row.insert(row.end(), words, words + shape_.words);
      bool changed = false;
      for (const Guard& guard : guards_[i]) {
        const bool fails = ((kind.truths & guard.fact) != 0) == guard.fails_when;
        if (!fails || (kind.errors & guard.fact) != 0) continue;
        for (uint32_t word = shape_.summaries; word < shape_.size(); ++word) {
          row[word] &= ~guard.policies[word];
        }
        changed = true;
      }
      if (!changed) continue;
      summarize(shape_, row);
      kind.rows[i] = out_.rows.add(std::move(row));
    }
  }

  const Program& program_;
  FoldedEntities& out_;
  const Parties nobody_ = {};
  const ContextView nothing_ = {};
  Evaluation evaluation_;
  RowShape shape_;
  Guards guards_;
  std::unordered_map<ClassAndFacts, uint32_t, ClassAndFactsHash> known_;
  std::vector<EntityClass> parted_;
};

// A name that nobody knows; of the type one behind the last, one whose type nobody knows either.
EntityUid name_of_stranger(const CellStore& store, uint32_t type) {
  EntityUid out{"?", "?"};
  if (type == store.types.size()) {
    while (store.types.find(out.type) != kNoId) out.type += '?';
  } else {
    out.type = store.types.text(type);
    while (store.uids.find(out.id, type) != kNoId) out.id += '?';
  }
  return out;
}

}  // namespace

void learn_facts(const Program& program, FoldedEntities& out) {
  if (program.facts.empty()) return;
  Parting parting(program, out);
  // Facts look at the classes as they were, so that no entity changes before all are done.
  std::vector<uint32_t> kinds;
  for (uint32_t id = 0; id < out.entities.size(); ++id) {
    kinds.push_back(parting.part(out.entities[id].kind, {CellKind::kEntity, id}));
  }
  // No policy can tell the strangers of one type apart: one without a number stands for all.
  for (uint32_t type = 0; type < out.stranger_classes.size(); ++type) {
    const Value stranger = Value::entity(name_of_stranger(out.store, type));
    uint32_t& kind = out.stranger_classes[type];
    kind = parting.part(kind, Cell::of_value(stranger));
  }
  for (uint32_t id = 0; id < kinds.size(); ++id) out.entities[id].kind = kinds[id];
  parting.finish();
}

void keep_columns(const Program& program, FoldedEntities& out) {
  const uint32_t attributes = program.attributes.size();
  const uint32_t columns = attributes + static_cast<uint32_t>(program.paths.size());
  const size_t types = out.store.types.size();
  const ContextView nothing;
  const CellOperations operations(program, out, nothing);

  // Which attribute a column begins with; without it an entity has nothing there.
  const auto first_of = [&](uint32_t column) {
    return column < attributes ? column : operations.list(program.paths[column - attributes])[0];
  };
  std::vector<uint32_t> slots((types + 1) * columns, kNoId);
  std::vector<std::vector<uint32_t>> kept(types);  // by type, the columns in the order of slots
  for (size_t type = 0; type < types; ++type) {
    for (uint32_t column = 0; column < columns; ++column) {
      if (column < attributes && !program.kept_attributes[column]) continue;
      if (out.slots[type * attributes + first_of(column)] == kNoId) continue;
      slots[type * columns + column] = static_cast<uint32_t>(kept[type].size());
      kept[type].push_back(column);
    }
  }
  std::vector<Cell> cells;
  std::vector<uint32_t> begins;
  for (uint32_t id = 0; id < out.entities.size(); ++id) {
    begins.push_back(static_cast<uint32_t>(cells.size()));
    const uint32_t type = out.store.uids.space(id);
    if (out.class_of(id).slots != type * attributes) continue;  // does not exist
    for (const uint32_t column : kept[type]) {
      Cell cell{CellKind::kEntity, id};
      if (column < attributes) {
        cell = operations.attribute(cell, column);
      } else {
        for (const uint32_t name : operations.list(program.paths[column - attributes])) {
          cell = operations.attribute(cell, name);
        }
      }
      cells.push_back(cell);
    }
  }
  SEKISHO_INVARIANT(cells.size() < kNoId);
  for (uint32_t id = 0; id < begins.size(); ++id) out.entities[id].cells = begins[id];
  for (EntityClass& kind : out.classes) {
    if (attributes != 0) kind.slots = kind.slots / attributes * columns;
  }
  out.slots = std::move(slots);
  out.cells = std::move(cells);
  out.cells.shrink_to_fit();
  for (uint32_t i = 0; i < out.classes.size(); ++i) out.classes[i].number = i;
  out.no_context.resize(program.context_fields.size());
}

}  // namespace sekisho::cedar
