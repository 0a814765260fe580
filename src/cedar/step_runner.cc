#include "cedar/step_runner.h"

#include <bit>

namespace sekisho::cedar {

void StepRunner::run(const RowShape& shape, Judgement& out) {
  const uint64_t* const a = entities().rows.summary(parties_[0].kind->rows[0]);
  const uint64_t* const b = entities().rows.summary(parties_[1].kind->rows[1]);
  const uint64_t* const c = entities().rows.summary(parties_[2].kind->rows[2]);
  for (uint32_t group = 0; group < shape.summaries; ++group) {
    uint64_t words = a[group] & b[group] & c[group];
    for (; words != 0; words &= words - 1) {
      const uint32_t word = group * 64 + static_cast<uint32_t>(std::countr_zero(words));
      const uint32_t at = shape.summaries + word;
      out.add(judge_word(a[at] & b[at] & c[at], word));
    }
  }
}

void StepRunner::run(const Plan& plan, Judgement& out) {
  if (plan.rules.empty()) return;
  JudgedWord word{plan.rules.front().first, plan.rules.front().forbids, 0, 0};
  for (const Plan::Rule& rule : plan.rules) {
    if (rule.first != word.first) {
      out.add(word);
      word = {rule.first, rule.forbids, 0, 0};
    }
    judge(rule.first_step, rule.memo, plan.steps.data(), rule.policies, word);
  }
  out.add(word);
}

uint32_t StepRunner::remembered_end_of(const Step* steps, uint32_t at, uint32_t memo) {
  const Verdict known = recalled(memo);
  if (known != Verdict::kUnknown) {
    return known == Verdict::kHolds   ? kConditionHolds
           : known == Verdict::kFails ? kConditionFails
                                      : kConditionErrs;
  }
  const uint32_t end = end_of(steps, at);
  keep(memo, end == kConditionHolds   ? Verdict::kHolds
             : end == kConditionFails ? Verdict::kFails
                                      : Verdict::kErrs);
  return end;
}

Evaluation& StepRunner::evaluation() {
  if (!evaluation_) evaluation_.emplace(program(), entities(), parties_, context());
  return *evaluation_;
}

}  // namespace sekisho::cedar
