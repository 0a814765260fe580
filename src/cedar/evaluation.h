#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "cedar/folded_entities.h"
#include "cedar/program.h"

// Runs the clauses of policies for one request. Internal to this folder.
namespace sekisho::cedar {

// A context is either a record or a cell a slot; slots beyond the end are absent.
struct ContextView {
  const Value* record = nullptr;
  std::span<const Cell> slots = {};
};

enum class Verdict : uint8_t { kHolds, kFails, kErrs };

// For the time of one decision, on one thread. Program, entities and context must outlive it.
class Evaluation {
 public:
  Evaluation(const Program& program, const FoldedEntities& entities, const Cell& principal,
             const Cell& action, const Cell& resource, const ContextView& context);

  // Whether the clauses of the policy hold; the scope is not looked at.
  Verdict run(const Program::Rule& rule);

 private:
  struct Memo {
    uint64_t decision = 0;
    Cell cell;
  };

  Cell value(uint32_t index) {
    const Node& node = program_.nodes[index];
    return node.memo == kNoId ? compute(node) : remembered(node);
  }
  Cell remembered(const Node& node);
  Cell compute(const Node& node);
  Cell conditional(const Node& node);
  Cell junction(const Node& node, bool decides);
  Cell negated(const Node& node);
  Cell order(const Node& node);
  Cell arithmetic(const Node& node);
  Cell in(const Cell& left, const Cell& right) const;
  Cell contains(const Cell& set, const Cell& element) const;
  Cell compare_sets(const Node& node);
  Cell tag(const Node& node);
  Cell like(const Node& node);
  Cell is(const Node& node);
  Cell has(Cell object, uint32_t list) const;
  Cell set(const Node& node);
  Cell record(const Node& node);
  Cell call(const Node& node);
  Cell whole_context();

  Cell context_field(uint32_t slot) const;
  // Absent when there is none, an error when the object can have none.
  Cell attribute(const Cell& object, uint32_t attribute) const;
  bool equal(const Cell& a, const Cell& b) const;
  bool is_in(const Cell& child, const Cell& ancestor) const;
  std::string_view text_of(const Cell& string) const;
  // The value must outlive the decision.
  Cell cell_of(const Value& value) const;
  Cell keep(Value value);
  Value to_value(const Cell& cell) const;
  // The values of a list of nodes; false when one of them fails.
  bool values_of(uint32_t list, std::vector<Value>& out);
  std::span<const uint32_t> list(uint32_t offset) const {
    return std::span(program_.lists).subspan(offset + 1, program_.lists[offset]);
  }

  const Program& program_;
  const FoldedEntities& entities_;
  const Cell& principal_;
  const Cell& action_;
  const Cell& resource_;
  const ContextView& context_;
  Memo* memos_ = nullptr;
  uint64_t decision_ = 0;
  std::vector<std::unique_ptr<const Value>> kept_;
};

}  // namespace sekisho::cedar
