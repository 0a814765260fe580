#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "cedar/cell_operations.h"
#include "cedar/judgement.h"
#include "cedar/plan.h"

// Decides many requests of one plan at once. Internal to this folder.
namespace sekisho::cedar {

// A request by what its entities are numbered and where their attributes begin; its context, and
// where those in the slots that plans have classes of begin.
struct LaneInput {
  std::array<uint32_t, 3> numbers;
  std::array<const Cell*, 3> cells;
  const Party* slots;
  std::array<const Cell*, kMaxPlanSlots> slot_cells;
};

// Up to 64 requests of one plan, each a lane. Each test is done for all lanes that come by it, one
// after the other, and gives a bit for each: so a test is chosen once and not for every request.
// What a plan's tests read stands in columns: for each lane, where the cells begin.
class PlanBatch {
 public:
  static constexpr size_t kLanes = 64;
  // What is passed must outlive this.
  PlanBatch(const Plan& plan, const Program& program, const FoldedEntities& entities);
  PlanBatch(const PlanBatch&) = delete;
  PlanBatch& operator=(const PlanBatch&) = delete;

  const Plan& plan() const { return plan_; }
  bool is_full() const { return count_ == kLanes; }
  // `request` is the caller's number; the plan has that many slots.
  template <size_t kPlanSlots>
  [[gnu::always_inline]] void add(uint32_t request, const LaneInput& input) {
    const size_t lane = count_++;
    requests_[lane] = request;
    for (size_t which = 0; which < 3; ++which) {
      parties_[which][lane].number = input.numbers[which];
      columns_[kPartyCells + which][lane] = bytes_of(input.cells[which]);
      __builtin_prefetch(input.cells[which]);
    }
    columns_[kSlots][lane] = bytes_of(input.slots);
    for (size_t i = 0; i < kPlanSlots; ++i) {
      columns_[kSlotCells + i][lane] = bytes_of(input.slot_cells[i]);
      __builtin_prefetch(input.slot_cells[i]);
    }
  }
  std::span<const uint32_t> requests() const { return {requests_.data(), count_}; }
  void clear() { count_ = 0; }

  // Judges the lanes.
  void run();
  // After that: the lanes of which more is to be said than that one policy holds, or none does.
  uint64_t several() const { return several_; }
  // By rule of the plan, for which lanes it holds.
  std::span<const uint64_t> holds() const { return holds_; }
  Judgement judgement(size_t lane) const;

 private:
  // The columns, in bytes: cells of parties, and of those in slots whose classes the plan knows;
  // the parties themselves; the slots; and two that are the same for every lane.
  enum Column : uint8_t {
    kPartyCells = 0,
    kParties = 3,
    kSlots = 6,
    kConstants,
    kNothing,
    kSlotCells
  };
  static constexpr size_t kColumns = kSlotCells + kMaxPlanSlots;
  static constexpr uint32_t kComputed = UINT32_MAX;

  // Where an operand stands in all lanes.
  struct Source {
    uint32_t column = kComputed;
    size_t offset = 0;  // bytes
  };
  struct Test {
    StepOp op;
    Source a;
    Source b;
  };
  // What no column has, made for a test.
  struct Scratch {
    std::array<Cell, kLanes> cells;
    std::array<const std::byte*, kLanes> column;
  };
  class Operands;

  static const std::byte* bytes_of(const void* place) {
    return static_cast<const std::byte*>(place);
  }
  Source source_of(const Operand& operand) const;
  Operands operands(const Source& source, const Operand& operand, uint64_t lanes,
                    size_t side) const;
  uint64_t truths(size_t test, uint64_t lanes, uint64_t& errors) const;
  Cell set_test(StepOp op, Cell left, Cell right) const;
  uint64_t holding(size_t rule, uint64_t lanes);

  const Plan& plan_;
  const FoldedEntities& entities_;
  const Program& program_;
  CellOperations operations_;
  size_t count_ = 0;
  std::array<uint32_t, kLanes> requests_ = {};
  std::array<std::array<Cell, kLanes>, 3> parties_;
  std::array<std::array<const std::byte*, kLanes>, kColumns> columns_;
  std::unique_ptr<Scratch[]> scratch_;  // of left and right operands, if needed
  std::vector<Test> tests_;
  // By test: for which lanes it was done, and how it ended.
  std::vector<uint64_t> known_;
  std::vector<uint64_t> truths_;
  std::vector<uint64_t> errors_;
  std::vector<uint64_t> waiting_;  // by link, the lanes that have come there
  std::vector<uint64_t> holds_;    // by rule, for which lanes
  std::vector<uint64_t> errs_;
  uint64_t several_ = 0;
};

}  // namespace sekisho::cedar
