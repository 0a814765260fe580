#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "cedar/cell_store.h"
#include "cedar/expr.h"
#include "cedar/policy.h"

// The conditions of a policy set, translated. Internal to this folder.
//
// Conditions are steps: tests that jump. What a test needs beyond the values of attributes is
// worked out by nodes, which any expression can be translated to. What depends on one entity alone
// is a fact: it is worked out for each entity when entities are folded. docs/adr/0009 tells more.
namespace sekisho::cedar {

enum class Op : uint8_t {
  kConstant,  // a: constants
  kPrincipal,
  kAction,
  kResource,
  kContext,
  kSelf,          // the entity that a fact is about
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

// Where a step takes a value from. The first three are the parties of a request, in this order.
enum class Base : uint8_t { kPrincipal, kAction, kResource, kContextSlot, kConstant, kNode };

inline constexpr uint32_t kNoColumn = UINT32_MAX;

struct Operand {
  Base base = Base::kPrincipal;
  uint32_t index = 0;  // of the party, context slot, constant or node
  uint32_t column = kNoColumn;
  auto operator<=>(const Operand&) const = default;
};

enum class StepOp : uint8_t {
  kFact,    // of a; b.index: the fact
  kRecall,  // a.index: the memo; where it is not yet known, the next step is b.index
  kHolds,   // a.index: the memo of a clause that is found to hold; goes on where true
  kFails,   // likewise not to hold; goes on where false
  kHasSlot,
  kTruth,
  kEqual,
  kLess,
  kLessEqual,
  kIn,
  kContains,
  kContainsAll,
  kContainsAny,
};

class StepRunner;

// A test, and where to go on.
struct Step {
  // Does what the others say, and gives the next step: StepRunner has one for each combination of
  // operator and operands that deserves it.
  uint32_t (*run)(const Step&, StepRunner&) = nullptr;
  StepOp op = StepOp::kTruth;
  Operand a = {};
  Operand b = {};
  uint32_t on_true = 0;
  uint32_t on_false = 0;
};
// Not steps, but how a condition ends. What errs ends it at once.
inline constexpr uint32_t kConditionHolds = UINT32_MAX;
inline constexpr uint32_t kConditionFails = UINT32_MAX - 1;
inline constexpr uint32_t kConditionErrs = UINT32_MAX - 2;

// Facts are bits, and verdicts that several policies need are kept in a few words.
inline constexpr uint32_t kMaxFacts = 64;
inline constexpr uint32_t kMaxMemos = 128;

struct Program {
  CellStore store;       // what the policies name
  TextTable attributes;  // that they read

  std::vector<Node> nodes;
  uint32_t memo_count = 0;
  std::vector<uint32_t> lists;  // a list is its length and then its items
  std::vector<Cell> constants;
  std::vector<LikePattern> patterns;

  // What entities have in columns: first the attributes, by number, then paths of several.
  std::vector<uint32_t> paths;        // lists of attributes
  std::vector<bool> kept_attributes;  // those that can be asked for beside facts

  std::vector<uint32_t> context_fields;  // by slot, the attribute
  std::vector<uint32_t> context_slots;   // by attribute, the slot or kNoId

  std::unordered_set<uint32_t> groups;  // on the right of some `in`
  bool any_group = false;               // some `in` has a computed right side
  bool reads_tags = false;
  bool reads_whole_context = false;

  struct Rule {
    uint32_t first_step;  // of its condition, or how the condition ends at once
    uint32_t memo;        // where the verdict on the condition is kept, or kNoId
    Effect effect;
    uint64_t alike = 0;  // itself and those of the same word that have an equal condition
  };
  std::vector<Step> steps;
  std::vector<Rule> rules;        // in the order of the policy set
  std::vector<uint64_t> forbids;  // by word, which of its 64 policies forbid
  std::vector<uint32_t> facts;    // nodes about kSelf
};

// Translates every policy. Any tree that the parser accepts is translated, typed or not.
Program compile_program(const PolicySet& policies);

}  // namespace sekisho::cedar
