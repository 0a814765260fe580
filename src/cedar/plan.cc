#include "cedar/plan.h"

#include <algorithm>
#include <utility>

#include "cedar/plan_maker.h"

namespace sekisho::cedar {
namespace {

constexpr size_t kMaxClasses = 255;  // PlanKey has a byte for each, and one key is none
constexpr size_t kMaxPlans = 128;
// Rules and steps of one plan, and of all.
constexpr size_t kMostInPlan = 256;
constexpr size_t kMostInAll = size_t{1} << 16;

}  // namespace

PlanTable::PlanTable(const Program& program, const FoldedEntities& entities, const RowShape& shape)
    : program_(program), entities_(entities), shape_(shape), room_(kMostInAll) {
  for (const Step& step : program.steps) {
    if (step.op == StepOp::kFact && step.a.base == Base::kContextSlot) {
      slots_.push_back(step.a.index);
    }
  }
  std::ranges::sort(slots_);
  const auto repeated = std::ranges::unique(slots_);
  slots_.erase(repeated.begin(), repeated.end());
  is_in_use_ = !program.facts.empty() && slots_.size() <= kMaxPlanSlots &&
               entities.classes.size() <= kMaxClasses;
  if (!is_in_use()) return;
  places_ = std::vector<std::atomic<const Plan*>>((size_t{1} << kPlaceBits) + kProbes);
}

const Plan* PlanTable::add(PlanKey key) {
  const std::lock_guard lock(mutex_);
  for (auto& place : std::span(places_).subspan(place_of(key), kProbes)) {
    const Plan* known = place.load(std::memory_order_relaxed);
    if (known != nullptr && known->key == key) return known->is_usable ? known : nullptr;
    if (known != nullptr) continue;
    if (plans_.size() == kMaxPlans) is_in_use_ = false;
    if (!is_in_use()) return nullptr;
    Plan plan = make_plan(program_, entities_, shape_, slots_, key, std::min(room_, kMostInPlan));
    plan.number = static_cast<uint32_t>(plans_.size());
    const Plan* made = plans_.emplace_back(std::make_unique<const Plan>(std::move(plan))).get();
    room_ -= made->rules.size() + made->steps.size();
    place.store(made, std::memory_order_release);
    return made->is_usable ? made : nullptr;
  }
  return nullptr;
}

}  // namespace sekisho::cedar
