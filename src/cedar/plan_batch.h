#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "cedar/cell_operations.h"
#include "cedar/judgement.h"
#include "cedar/plan.h"

// Decides many requests of one plan at once. Internal to this folder.
namespace sekisho::cedar {

// A request on its way through a plan. What classes say is the plan's, so it is not repeated here.
struct Lane {
  uint32_t request = 0;  // the caller's number
  uint32_t numbers[3] = {};
  const Cell* cells[3] = {};
  const Party* slots = nullptr;
};

// Up to 64 requests of one plan. Each test is done for all that come by it, one after the other,
// and gives a bit for each: so a test is chosen once and not for every request.
class PlanBatch {
 public:
  static constexpr size_t kLanes = 64;
  explicit PlanBatch(const Plan& plan);

  const Plan& plan() const { return *plan_; }
  bool is_full() const { return count_ == kLanes; }
  Lane& add() { return lanes_[count_++]; }
  std::span<const Lane> lanes() const { return {lanes_, count_}; }
  void clear() { count_ = 0; }

  // Judges the lanes.
  void run(const Program& program, const FoldedEntities& entities);
  // After that: whether one policy or none is all that there is to say of a lane; which one, or
  // null; and what there is to say otherwise.
  bool is_simple(size_t lane) const { return (several_ >> lane & 1) == 0; }
  const Plan::Rule* only(size_t lane) const { return only_[lane]; }
  Judgement judgement(size_t lane) const;

 private:
  struct Tester;
  uint64_t holding(size_t rule, uint64_t lanes, const Tester& tester);

  const Plan* plan_;
  size_t count_ = 0;
  Lane lanes_[kLanes];
  // By test: for which lanes it was done, and how it ended.
  std::vector<uint64_t> known_;
  std::vector<uint64_t> truths_;
  std::vector<uint64_t> errors_;
  std::vector<uint64_t> waiting_;  // by link, the lanes that have come there
  std::vector<uint64_t> holds_;    // by rule, for which lanes
  std::vector<uint64_t> errs_;
  uint64_t several_ = 0;
  const Plan::Rule* only_[kLanes] = {};
};

}  // namespace sekisho::cedar
