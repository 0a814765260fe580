#pragma once

#include <array>
#include <bit>
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
  // The same, where there is one word of policies.
  JudgedWord run_word();

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

  JudgedWord judge_word(uint64_t policies, uint32_t word);
  // Judges policies of one word with equal conditions. `steps` are those that these begin among.
  void judge(uint32_t first_step, uint32_t memo, const Step* steps, uint64_t policies,
             JudgedWord& out);
  // How the condition ends.
  uint32_t end_of(const Step* steps, uint32_t at);
  uint32_t remembered_end_of(const Step* steps, uint32_t at, uint32_t memo);
  Evaluation& evaluation();

  static constexpr uint32_t kMemosPerWord = 32;

  const Parties& parties_;
  std::array<uint64_t, kMaxMemos / kMemosPerWord> memos_{};
  std::optional<Evaluation> evaluation_;  // few requests need one
};

inline JudgedWord StepRunner::run_word() {
  return judge_word(
      parties_[0].kind->rows[0] & parties_[1].kind->rows[1] & parties_[2].kind->rows[2], 0);
}

[[gnu::always_inline]] inline JudgedWord StepRunner::judge_word(uint64_t policies, uint32_t word) {
  JudgedWord out{word * 64, program().forbids[word], 0, 0};
  const Program::Rule* const rules = program().rules.data() + out.first;
  const Step* const steps = program().steps.data();
  while (policies != 0) {
    const Program::Rule& rule = rules[std::countr_zero(policies)];
    judge(rule.first_step, rule.memo, steps, rule.alike & policies, out);
    policies &= ~rule.alike;
  }
  return out;
}

inline void StepRunner::judge(uint32_t first_step, uint32_t memo, const Step* steps,
                              uint64_t policies, JudgedWord& out) {
  const uint32_t end =
      memo == kNoId ? end_of(steps, first_step) : remembered_end_of(steps, first_step, memo);
  out.holds |= end == kConditionHolds ? policies : 0;
  if (end == kConditionErrs) [[unlikely]] {
    out.errors |= policies;
  }
}

inline uint32_t StepRunner::end_of(const Step* steps, uint32_t at) {
  while (at < kConditionErrs) at = steps[at].run(steps[at], *this);
  return at;
}

}  // namespace sekisho::cedar
