#include "cedar/judgement.h"

namespace sekisho::cedar {

uint32_t Judgement::number_of_many(OutcomeTable& outcomes) const {
  uint32_t number = 0;
  const auto for_each_policy = [&](const auto& bits_of, const auto& visit) {
    const auto visit_word = [&](const JudgedWord& word) {
      for (uint64_t bits = bits_of(word); bits != 0; bits &= bits - 1) {
        visit(word.first + static_cast<uint32_t>(std::countr_zero(bits)));
      }
    };
    for (uint32_t i = 0; i < count_; ++i) visit_word(near_[i]);
    for (const JudgedWord& word : far_) visit_word(word);
  };
  for_each_policy([&](const JudgedWord& word) { return reasons_of(word); },
                  [&](uint32_t policy) { number = outcomes.with_reason(number, policy); });
  for_each_policy([](const JudgedWord& word) { return word.errors; },
                  [&](uint32_t policy) { number = outcomes.with_error(number, policy); });
  return number;
}

}  // namespace sekisho::cedar
