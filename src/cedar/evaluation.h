#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "cedar/cell_operations.h"

// Internal to this folder.
namespace sekisho::cedar {

// Works out nodes, for what steps and facts cannot. For the time of one decision, on one thread;
// what is passed must outlive it.
class Evaluation : public CellOperations {
 public:
  Evaluation(const Program& program, const FoldedEntities& entities, const Parties& parties,
             const ContextView& context);

  Cell value(uint32_t index) {
    const Node& node = program().nodes[index];
    return node.memo == kNoId ? compute(node) : remembered(node);
  }
  // The value of a node about `self`.
  Cell value_about(const Cell& self, uint32_t node) {
    self_ = self;
    return value(node);
  }

 private:
  struct Memo {
    uint64_t decision = 0;
    Cell cell;
  };

  Cell remembered(const Node& node);
  Cell compute(const Node& node);
  Cell conditional(const Node& node);
  Cell junction(const Node& node, bool decides);
  Cell negated(const Node& node);
  Cell order(const Node& node);
  Cell arithmetic(const Node& node);
  Cell tag(const Node& node);
  Cell like(const Node& node);
  Cell is(const Node& node);
  Cell set(const Node& node);
  Cell record(const Node& node);
  Cell contains_record(Cell set, uint32_t record);
  Cell call(const Node& node);
  Cell whole_context();
  Cell keep(Value value);
  // The values of a list of nodes; false when one of them fails.
  bool values_of(uint32_t list, std::vector<Value>& out);

  const Parties& parties_;
  Cell self_;
  Memo* memos_ = nullptr;
  uint64_t decision_ = 0;
  std::vector<std::unique_ptr<const Value>> kept_;
};

}  // namespace sekisho::cedar
