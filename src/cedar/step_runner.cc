#include "cedar/step_runner.h"

#include <bit>

namespace sekisho::cedar {

void StepRunner::run(const RowShape& shape, Judgement& out) {
  const uint64_t* const rows = entities().rows.data();
  const uint64_t* const a = rows + parties_[0].kind->principal_row;
  const uint64_t* const b = rows + parties_[1].kind->action_row;
  const uint64_t* const c = rows + parties_[2].kind->resource_row;
  if (shape.words == 1) {
    judge_word(a[1] & b[1] & c[1], 0, out);
    return;
  }
  for (uint32_t group = 0; group < shape.summaries; ++group) {
    uint64_t words = a[group] & b[group] & c[group];
    for (; words != 0; words &= words - 1) {
      const uint32_t word = group * 64 + static_cast<uint32_t>(std::countr_zero(words));
      const uint32_t at = shape.summaries + word;
      judge_word(a[at] & b[at] & c[at], word * 64, out);
    }
  }
}

void StepRunner::run(const Plan& plan, Judgement& out) {
  for (const Plan::Rule& rule : plan.rules) {
    judge(rule.policy, rule.first_step, rule.memo, rule.effect, plan.steps.data(), out);
  }
}

void StepRunner::judge_word(uint64_t policies, uint32_t first, Judgement& out) {
  for (; policies != 0; policies &= policies - 1) {
    const uint32_t policy = first + static_cast<uint32_t>(std::countr_zero(policies));
    const Program::Rule& rule = program().rules[policy];
    judge(policy, rule.first_step, rule.memo, rule.effect, program().steps.data(), out);
  }
}

inline void StepRunner::judge(uint32_t policy, uint32_t first_step, uint32_t memo, Effect effect,
                              const Step* steps, Judgement& out) {
  Verdict verdict = memo == kNoId ? Verdict::kUnknown : recalled(memo);
  if (verdict == Verdict::kUnknown) {
    verdict = run_steps(steps, first_step);
    if (memo != kNoId) keep(memo, verdict);
  }
  out.add(policy, effect, verdict == Verdict::kHolds);
  if (verdict == Verdict::kErrs) [[unlikely]] {
    out.add_error(policy);
  }
}

inline StepRunner::Verdict StepRunner::run_steps(const Step* steps, uint32_t at) {
  while (at < kConditionErrs) at = steps[at].run(steps[at], *this);
  if (at == kConditionErrs) [[unlikely]] {
    return Verdict::kErrs;
  }
  return at == kConditionHolds ? Verdict::kHolds : Verdict::kFails;
}

Evaluation& StepRunner::evaluation() {
  if (!evaluation_) evaluation_.emplace(program(), entities(), parties_, context());
  return *evaluation_;
}

}  // namespace sekisho::cedar
