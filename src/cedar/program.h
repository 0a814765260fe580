#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <unordered_set>
#include <vector>

#include "cedar/cell.h"
#include "cedar/expr.h"
#include "cedar/policy.h"
#include "cedar/text_table.h"

// The conditions of a policy set as one array of nodes over numbers. Equal subexpressions are one
// node, whichever policies they come from. Internal to this folder.
namespace sekisho::cedar {

enum class Op : uint8_t {
  kConstant,  // a: constants
  kPrincipal,
  kAction,
  kResource,
  kContext,
  kContextField,  // a: context slot
  kContextHas,    // a: context slot, b: list of further attributes
  kAttribute,     // a: object, b: attribute
  kHas,           // a: object, b: list of attributes
  kIf,            // a, b, c
  kNot,           // a
  kNegate,        // a
  kIsEmpty,       // a
  kAnd,           // a, b
  kOr,            // a, b
  kEqual,         // a, b
  kNotEqual,      // a, b
  kOrder,         // a, b; detail: BinaryOp
  kArithmetic,    // a, b; detail: BinaryOp
  kIn,            // a, b
  kContains,      // a, b
  kCompareSets,   // a, b; detail: BinaryOp
  kTag,           // a, b; detail: BinaryOp
  kLike,          // a; b: pattern
  kIs,            // a; b: type; c: group or kNoId
  kSet,           // a: list of nodes
  kRecord,        // a: list of nodes, b: list of attributes
  kCall,          // a: list of nodes; detail: Function
};

struct Node {
  Op op = Op::kConstant;
  uint8_t detail = 0;
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t c = 0;
  uint32_t memo = kNoId;  // where its value is kept within a decision

  auto operator<=>(const Node&) const = default;
};

struct Program {
  std::vector<Node> nodes;
  uint32_t memo_count = 0;
  std::vector<uint32_t> lists;  // a list is its length and then its items
  std::vector<Cell> constants;
  std::deque<CellSet> sets;
  std::deque<Value> values;
  std::vector<LikePattern> patterns;

  // What the policies name. Entity names lie in the space of their type's number.
  TextTable types;
  TextTable uids;
  TextTable strings;
  TextTable attributes;
  std::vector<uint32_t> context_fields;  // by slot, the attribute
  std::vector<uint32_t> context_slots;   // by attribute, the slot or kNoId

  std::unordered_set<uint32_t> groups;  // on the right of some `in`
  bool any_group = false;               // some `in` has a computed right side
  bool reads_tags = false;
  bool reads_whole_context = false;

  struct Clause {
    uint32_t node;
    bool is_unless;
  };
  struct Rule {
    uint32_t first_clause;
    uint32_t clause_count;
    Effect effect;
  };
  std::vector<Clause> clauses;
  std::vector<Rule> rules;  // in the order of the policy set
};

// `uid` as a number, after its type.
uint32_t intern_uid(const EntityUid& uid, TextTable& types, TextTable& uids);

// Translates every policy. Any tree that the parser accepts is translated, typed or not.
Program compile_program(const PolicySet& policies);

}  // namespace sekisho::cedar
