#include <algorithm>
#include <memory>
#include <vector>

#include "cedar/compiled_parts.h"
#include "cedar/decision_snapshot.h"
#include "cedar/plan_batch.h"

namespace sekisho::cedar {
namespace {

// How many requests ahead a bulk run fetches what it will need, and of how many slots.
constexpr size_t kFarAhead = 16;
constexpr size_t kNearAhead = 8;
constexpr size_t kFetchedSlots = 4;
// Fewer requests are not worth being sorted by plan, nor are fewer of them for a plan on average.
constexpr size_t kWorthBatches = 64;
constexpr size_t kWorthPlan = 32;

}  // namespace

// Sorts requests by plan and decides those of one plan together.
class DecisionSnapshot::Bulk {
 public:
  Bulk(const DecisionSnapshot& snapshot, std::span<const Numbers> requests,
       std::span<OutcomeId> outcomes)
      : snapshot_(snapshot),
        entities_(*snapshot.entities_),
        parts_(*snapshot.policies_->parts_),
        requests_(requests),
        outcomes_(outcomes),
        all_entities_(entities_.entities.data()),
        entity_count_(entities_.entities.size()),
        all_cells_(entities_.cells.data()),
        most_(std::max<size_t>(requests.size() / kWorthPlan, 4)) {}

  void run() {
    for (size_t i = 0; i < requests_.size(); ++i) {
      if (i + kFarAhead < requests_.size()) {
        fetch(requests_[i + kFarAhead]);
        fetch_slots(requests_[i + kNearAhead]);
      }
      sort(i);
    }
    for (const auto& batch : batches_) {
      if (batch != nullptr) finish(*batch);
    }
  }

 private:
  void fetch(const Numbers& request) const {
    __builtin_prefetch(all_entities_ + request.principal.value);
    __builtin_prefetch(all_entities_ + request.resource.value);
    __builtin_prefetch(request.context);
  }

  void fetch_slots(const Numbers& request) const {
    if (request.context == nullptr) return;
    const std::span<const Party> slots = request.context->slots_;
    constexpr size_t kPartiesPerLine = 64 / sizeof(Party);
    for (size_t i = 0; i < slots.size(); i += kPartiesPerLine) __builtin_prefetch(&slots[i]);
  }

  void sort(size_t i) {
    const Numbers& request = requests_[i];
    const EntityNumber who[] = {request.principal, request.action, request.resource};
    FoldedEntity folded[3];
    for (size_t which = 0; which < 3; ++which) {
      SEKISHO_INVARIANT(who[which].value < entity_count_);
      folded[which] = all_entities_[who[which].value];
    }
    const Party* const slots = snapshot_.view_of(request.context).slots;
    const Plan* plan =
        snapshot_.plans_->find(folded[0].kind, folded[1].kind, folded[2].kind, slots);
    if (plan == nullptr || !plan->is_for_many) {
      outcomes_[i] = snapshot_.authorize_ids(request);
      return;
    }
    if (plan->number >= batches_.size()) batches_.resize(plan->number + 1);
    auto& batch = batches_[plan->number];
    if (batch == nullptr) {
      if (made_ >= most_) {
        outcomes_[i] = snapshot_.authorize_ids(request);
        return;
      }
      batch = std::make_unique<PlanBatch>(*plan);
      ++made_;
    }
    Lane& lane = batch->add();
    lane.request = static_cast<uint32_t>(i);
    lane.slots = slots;
    for (size_t which = 0; which < 3; ++which) {
      lane.numbers[which] = who[which].value;
      lane.cells[which] = all_cells_ + folded[which].cells;
      __builtin_prefetch(lane.cells[which]);
    }
    if (batch->is_full()) finish(*batch);
  }

  void finish(PlanBatch& batch) {
    batch.run(parts_.program, entities_);
    const auto lanes = batch.lanes();
    for (size_t i = 0; i < lanes.size(); ++i) {
      OutcomeId& out = outcomes_[lanes[i].request];
      if (batch.is_simple(i)) {
        const Plan::Rule* rule = batch.only(i);
        out = rule == nullptr
                  ? OutcomeId()
                  : OutcomeId(
                        rule->first + static_cast<uint32_t>(std::countr_zero(rule->policies)) + 1,
                        (rule->policies & rule->forbids) == 0);
      } else {
        const Judgement judgement = batch.judgement(i);
        out = {judgement.number_in(parts_.outcomes), judgement.allows()};
      }
    }
    batch.clear();
  }

  const DecisionSnapshot& snapshot_;
  const FoldedEntities& entities_;
  const CompiledPolicies::Parts& parts_;
  std::span<const Numbers> requests_;
  std::span<OutcomeId> outcomes_;
  // Read out once, since the compiler would have to do it for every request.
  const FoldedEntity* all_entities_;
  size_t entity_count_;
  const Cell* all_cells_;
  size_t most_;  // batches
  size_t made_ = 0;
  std::vector<std::unique_ptr<PlanBatch>> batches_;  // by plan
};

void DecisionSnapshot::authorize_bulk(std::span<const Numbers> requests,
                                      std::span<OutcomeId> outcomes) const {
  SEKISHO_INVARIANT(requests.size() == outcomes.size());
  if (plans_->is_in_use() && requests.size() >= kWorthBatches) {
    Bulk(*this, requests, outcomes).run();
  } else {
    authorize_each(requests, outcomes);
  }
}

void DecisionSnapshot::authorize_each(std::span<const Numbers> requests,
                                      std::span<OutcomeId> outcomes) const {
  // Far ahead fetches where the parties' attributes begin, near ahead the attributes.
  const auto fetch_far = [&](const Numbers& request) {
    __builtin_prefetch(entities_->entities.data() + request.principal.value);
    __builtin_prefetch(entities_->entities.data() + request.resource.value);
  };
  const auto fetch_near = [&](const Numbers& request) {
    __builtin_prefetch(known(request.principal).cells);
    __builtin_prefetch(known(request.resource).cells);
    if (request.context == nullptr) return;
    const std::span<const Party> slots = request.context->slots_;
    for (const Party& slot : slots.first(std::min(slots.size(), kFetchedSlots))) {
      __builtin_prefetch(slot.cells);
    }
  };
  for (size_t i = 0; i < requests.size(); ++i) {
    if (i + kFarAhead < requests.size()) {
      fetch_far(requests[i + kFarAhead]);
      fetch_near(requests[i + kNearAhead]);
    }
    outcomes[i] = authorize_ids(requests[i]);
  }
}

}  // namespace sekisho::cedar
