#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "cedar/node_compiler.h"
#include "cedar/policy.h"

// Internal to this folder.
namespace sekisho::cedar {

// Makes conditions of policies into steps. Equal conditions are one, and clauses that several
// conditions have are worked out once a decision. Add every policy, then finish once: facts and
// memos go to what is used most.
class ConditionCompiler {
 public:
  // Both must outlive this.
  ConditionCompiler(Program& out, NodeCompiler& nodes) : out_(out), nodes_(nodes) {}

  void add(const Policy& policy);
  void finish();

 private:
  struct Clause {
    uint32_t node;
    bool is_unless;
    auto operator<=>(const Clause&) const = default;
  };
  struct Use {
    uint32_t count = 0;
    uint32_t memo = kNoId;
  };
  using Condition = std::vector<Clause>;
  struct Exits {
    uint32_t holds;
    uint32_t fails;
  };

  bool is_fact(uint32_t node) const;
  bool is_cheap(uint32_t node) const;
  void count_facts(uint32_t node, uint32_t weight);
  void choose_facts();
  void choose_memos();
  void find_alike();
  void find_prefixes();
  bool parts_behind(const Condition& prefix) const;
  void keep_attributes();
  uint32_t first_step(const Condition& condition);
  uint32_t first_step(const Condition& condition, size_t length, uint32_t next);
  uint32_t clause_step(const Clause& clause, const Exits& exits);
  // Where clauses end, so that the memo is filled; and where they begin, so that it is asked first.
  Exits remembering(uint32_t memo, uint32_t next);
  uint32_t recalling(uint32_t memo, uint32_t first, uint32_t next);
  // The step that goes where the node's value leads, after all of its own.
  uint32_t jump(uint32_t node, uint32_t on_true, uint32_t on_false);
  uint32_t test(uint32_t node, uint32_t on_true, uint32_t on_false);
  Operand operand(uint32_t node);
  uint32_t column(const std::vector<uint32_t>& path);
  uint32_t step(const Step& made);

  Program& out_;
  NodeCompiler& nodes_;
  std::map<Condition, Use> conditions_;  // used by rules
  std::map<Condition, Use> prefixes_;    // used by conditions
  std::map<Clause, Use> clauses_;        // used by prefixes
  std::vector<const std::pair<const Condition, Use>*> rules_;
  std::map<uint32_t, uint32_t> fact_uses_;  // by node about kSelf
  std::map<uint32_t, uint32_t> facts_;      // likewise, those chosen
  std::map<uint32_t, uint32_t> columns_;    // by list of several attributes
  std::vector<uint32_t> whole_nodes_;
};

}  // namespace sekisho::cedar
