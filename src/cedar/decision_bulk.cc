#include <algorithm>
#include <array>
#include <bit>
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
constexpr size_t kFetchedLines = 3;
// Fewer requests are not worth being sorted by plan, nor are fewer of them for a plan on average.
constexpr size_t kWorthBatches = 64;
constexpr size_t kWorthPlan = 32;
constexpr int kKnownBits = 7;

}  // namespace

// Sorts requests by plan and decides those of one plan together.
class DecisionSnapshot::Bulk {
 public:
  Bulk(const DecisionSnapshot& snapshot, std::span<const Numbers> requests,
       std::span<OutcomeId> outcomes)
      : snapshot_(snapshot),
        entities_(*snapshot.entities_),
        parts_(*snapshot.policies_->parts_),
        plans_(*snapshot.plans_),
        slots_(plans_.slots()),
        requests_(requests),
        outcomes_(outcomes),
        all_entities_(entities_.entities.data()),
        entity_count_(entities_.entities.size()),
        all_cells_(entities_.cells.data()),
        no_context_(entities_.no_context.data()),
        most_(std::max<size_t>(requests.size() / kWorthPlan, 4)) {}

  void run() {
    // Which is worth a loop of its own for each number of slots.
    using Sort = void (Bulk::*)();
    static constexpr std::array<Sort, kMaxPlanSlots + 1> kSortAll = {
        &Bulk::sort_all<0>, &Bulk::sort_all<1>, &Bulk::sort_all<2>,
        &Bulk::sort_all<3>, &Bulk::sort_all<4>, &Bulk::sort_all<5>};
    (this->*kSortAll[slots_.size()])();
    for (const auto& batch : batches_) {
      if (batch != nullptr) finish(*batch);
    }
  }

 private:
  template <size_t kSlots>
  void sort_all() {
    for (size_t i = 0; i < requests_.size(); ++i) {
      if (i + kFarAhead < requests_.size()) {
        fetch(requests_[i + kFarAhead]);
        fetch_slots(requests_[i + kNearAhead]);
      }
      sort<kSlots>(i);
    }
  }

  struct Known {
    PlanKey key = kNoPlanKey;
    PlanBatch* batch = nullptr;
  };

  void fetch(const Numbers& request) const {
    __builtin_prefetch(all_entities_ + request.principal.value);
    __builtin_prefetch(all_entities_ + request.resource.value);
    __builtin_prefetch(request.context);
  }

  void fetch_slots(const Numbers& request) const {
    if (request.context == nullptr) return;
    const auto* slots = reinterpret_cast<const char*>(request.context->slots_.data());
    for (size_t line = 0; line < kFetchedLines; ++line) __builtin_prefetch(slots + line * 64);
  }

  template <size_t kSlots>
  [[gnu::always_inline]] void sort(size_t i) {
    const Numbers& request = requests_[i];
    LaneInput input;
    input.numbers = {request.principal.value, request.action.value, request.resource.value};
    std::array<uint32_t, 3> kinds;
    for (size_t which = 0; which < kinds.size(); ++which) {
      SEKISHO_INVARIANT(input.numbers[which] < entity_count_);
      const FoldedEntity& folded = all_entities_[input.numbers[which]];
      kinds[which] = folded.kind;
      input.cells[which] = all_cells_ + folded.cells;
    }
    input.slots = no_context_;
    if (request.context != nullptr) {
      SEKISHO_INVARIANT(request.context->snapshot_ == &snapshot_);
      input.slots = request.context->slots_.data();
    }
    PlanKey key = PlanTable::of_parties(kinds[0], kinds[1], kinds[2]);
    for (size_t slot = 0; slot < kSlots; ++slot) {
      const Party& party = input.slots[slots_[slot]];
      key = party.kind == nullptr ? kNoPlanKey : key | PlanTable::of_slot(slot, party.kind->number);
      input.slot_cells[slot] = party.cells;
    }
    Known& known = known_[key * 0x9E3779B97F4A7C15ull >> (64 - kKnownBits)];
    PlanBatch* const batch = key == known.key ? known.batch : find_batch(key, known);
    if (batch == nullptr) {
      outcomes_[i] = snapshot_.authorize_ids(request);
      return;
    }
    batch->add<kSlots>(static_cast<uint32_t>(i), input);
    if (batch->is_full()) finish(*batch);
  }

  // Null when the request has to be decided alone.
  [[gnu::noinline]] PlanBatch* find_batch(PlanKey key, Known& known) {
    const Plan* plan = key == kNoPlanKey ? nullptr : plans_.find(key);
    if (plan == nullptr || !plan->is_for_many) return nullptr;
    if (plan->number >= batches_.size()) batches_.resize(plan->number + 1);
    auto& batch = batches_[plan->number];
    if (batch == nullptr) {
      if (made_ >= most_) return nullptr;
      batch = std::make_unique<PlanBatch>(*plan, parts_.program, entities_);
      ++made_;
    }
    known = {key, batch.get()};
    return batch.get();
  }

  void finish(PlanBatch& batch) {
    batch.run();
    const std::span<const uint32_t> requests = batch.requests();
    for (const uint32_t request : requests) outcomes_[request] = OutcomeId();
    const auto for_each = [&](uint64_t lanes, const auto& outcome_of) {
      for (; lanes != 0; lanes &= lanes - 1) {
        const auto lane = static_cast<size_t>(std::countr_zero(lanes));
        outcomes_[requests[lane]] = outcome_of(lane);
      }
    };
    const std::span<const Plan::Rule> rules = batch.plan().rules;
    for (size_t i = 0; i < rules.size(); ++i) {
      const JudgedWord word{rules[i].first, rules[i].forbids, rules[i].policies, 0};
      const OutcomeId id(word.simple_number(), word.allows());
      for_each(batch.holds()[i] & ~batch.several(), [&](size_t) { return id; });
    }
    for_each(batch.several(), [&](size_t lane) {
      const Judgement judgement = batch.judgement(lane);
      return OutcomeId(judgement.number_in(parts_.outcomes), judgement.allows());
    });
    batch.clear();
  }

  const DecisionSnapshot& snapshot_;
  const FoldedEntities& entities_;
  const CompiledPolicies::Parts& parts_;
  PlanTable& plans_;
  std::span<const uint32_t> slots_;  // of contexts, whose classes plans know
  std::span<const Numbers> requests_;
  std::span<OutcomeId> outcomes_;
  // Read out once, since the compiler would have to do it for every request.
  const FoldedEntity* all_entities_;
  size_t entity_count_;
  const Cell* all_cells_;
  const Party* no_context_;
  size_t most_;  // batches
  size_t made_ = 0;
  std::vector<std::unique_ptr<PlanBatch>> batches_;        // by plan
  std::array<Known, size_t{1} << kKnownBits> known_ = {};  // by a hash of the key
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
