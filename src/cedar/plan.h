#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "cedar/folded_entities.h"
#include "cedar/program.h"
#include "cedar/scope_index.h"

// What is left to test for parties of given classes. Internal to this folder.
namespace sekisho::cedar {

// The classes of principal, action, resource and of the slots whose facts policies ask for, a byte
// each.
inline constexpr size_t kMaxPlanSlots = 5;
using PlanKey = uint64_t;
inline constexpr PlanKey kNoPlanKey = UINT64_MAX;  // there are fewer classes than that asks for
inline size_t class_in(PlanKey key, size_t which) {
  return key >> (which * 8) & 0xFF;
}

// The policies whose scope matches and that do not fail for their facts, with what remains of
// their conditions.
struct Plan {
  // Policies of one word that end alike.
  struct Rule {
    uint32_t first;       // of the word
    uint32_t first_step;  // of `steps`, or how the condition ends
    uint32_t memo;
    uint64_t policies;
    uint64_t forbids;  // of the word
  };
  PlanKey key = 0;
  uint32_t number = 0;          // of the table's plans
  std::vector<uint32_t> slots;  // of the context, whose classes stand in the key
  bool is_usable = true;        // false: it would have become too large
  std::vector<Rule> rules;
  std::vector<Step> steps;

  // The same for many requests at once: links between tests instead of steps, and no memos, since
  // a test that is met twice is known. A link leads to ones before it, or to an end.
  struct Link {
    uint32_t test;
    uint32_t on_true;
    uint32_t on_false;
  };
  struct Test {
    StepOp op;
    Operand a;
    Operand b;
  };
  bool is_for_many = false;  // false: some test needs an evaluation of its own
  std::vector<Link> links;
  std::vector<Test> tests;
  std::vector<uint32_t> first_links;  // by rule
};

// Plans, each made when it is first asked for. Any number of threads; finding one takes no lock.
// They pay where few are met again and again: once more than a limit were asked for, or where there
// are too many classes from the start, none is in use any more.
class PlanTable {
 public:
  // What is passed must outlive this.
  PlanTable(const Program& program, const FoldedEntities& entities, const RowShape& shape);

  bool is_in_use() const { return is_in_use_.load(std::memory_order_relaxed); }
  // Which slots of a context keys have the classes of.
  std::span<const uint32_t> slots() const { return slots_; }
  // What the classes of parties and slots make of a key; one that is kNoPlanKey stays so.
  static PlanKey of_parties(uint32_t principal, uint32_t action, uint32_t resource) {
    return principal | action << 8 | resource << 16;
  }
  static PlanKey of_slot(size_t slot, uint32_t kind) { return PlanKey{kind} << (24 + slot * 8); }

  // Null: there is no plan for these, and the conditions have to be run as they are.
  const Plan* find(const Parties& parties, const Party* context) {
    PlanKey key =
        of_parties(parties[0].kind->number, parties[1].kind->number, parties[2].kind->number);
    for (size_t i = 0; i < slots_.size(); ++i) {
      const EntityClass* kind = context[slots_[i]].kind;
      if (kind == nullptr) return nullptr;
      key |= of_slot(i, kind->number);
    }
    return find(key);
  }
  const Plan* find(PlanKey key) {
    const auto* const first = places_.data() + place_of(key);
    for (const auto* place = first; place != first + kProbes; ++place) {
      const Plan* plan = place->load(std::memory_order_acquire);
      if (plan == nullptr) return add(key);
      if (plan->key == key) return plan->is_usable ? plan : nullptr;
    }
    return nullptr;
  }

 private:
  static constexpr size_t kPlaceBits = 10;
  static constexpr size_t kProbes = 4;

  static size_t place_of(PlanKey key) { return key * 0x9E3779B97F4A7C15ull >> (64 - kPlaceBits); }
  const Plan* add(PlanKey key);

  const Program& program_;
  const FoldedEntities& entities_;
  RowShape shape_;
  std::vector<uint32_t> slots_;  // whose facts policies ask for
  std::atomic<bool> is_in_use_ = false;
  std::vector<std::atomic<const Plan*>> places_;
  std::mutex mutex_;  // guards what follows, and the filling of places
  std::vector<std::unique_ptr<const Plan>> plans_;
  size_t room_;  // how many rules and steps more there may be
};

}  // namespace sekisho::cedar
