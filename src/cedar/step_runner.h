#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "cedar/cell_operations.h"
#include "cedar/evaluation.h"
#include "cedar/judgement.h"
#include "cedar/plan.h"
#include "cedar/scope_index.h"

// Internal to this folder.
namespace sekisho::cedar {

// Runs the conditions of policies for one request: the way that nearly every decision takes from
// end to end. For the time of one decision, on one thread; what is passed must outlive it.
class StepRunner : private CellOperations {
 public:
  StepRunner(const Program& program, const FoldedEntities& entities, const Parties& parties,
             const ContextView& context)
      : CellOperations(program, entities, context), parties_(parties) {}

  // Judges every policy whose scope matches.
  void run(const RowShape& shape, Judgement& out);

  // Judges the policies of a plan for these parties.
  void run(const Plan& plan, Judgement& out);

  // What does a step.
  using Function = uint32_t (*)(const Step&, StepRunner&);
  static Function function_for(const Step& step);

 private:
  struct Functions;

  // Two bits for each memo.
  enum class Verdict : uint8_t { kUnknown, kHolds, kFails, kErrs };
  Verdict recalled(uint32_t memo) const {
    return static_cast<Verdict>(memos_[memo / kMemosPerWord] >> (memo % kMemosPerWord * 2) & 3);
  }
  void keep(uint32_t memo, Verdict verdict) {
    memos_[memo / kMemosPerWord] |= static_cast<uint64_t>(verdict) << (memo % kMemosPerWord * 2);
  }

  void judge_word(uint64_t policies, uint32_t first, Judgement& out);
  Verdict run_steps(const Step* steps, uint32_t first);
  // `steps` are those that the rule begins among.
  void judge(uint32_t policy, uint32_t first_step, uint32_t memo, Effect effect, const Step* steps,
             Judgement& out);
  Evaluation& evaluation();

  static constexpr uint32_t kMemosPerWord = 32;

  const Parties& parties_;
  std::array<uint64_t, kMaxMemos / kMemosPerWord> memos_{};
  std::optional<Evaluation> evaluation_;  // few requests need one
};

}  // namespace sekisho::cedar
