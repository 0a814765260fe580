#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "cedar/outcome_table.h"

// Internal to this folder.
namespace sekisho::cedar {

// Of 64 policies those that hold and those that err, a bit each.
struct JudgedWord {
  uint32_t first;    // the number of the first policy
  uint64_t forbids;  // of the 64, whether they hold or not
  uint64_t holds;
  uint64_t errors;

  bool allows() const { return (holds & forbids) == 0 && holds != 0; }
  // Those that determine the decision, if no policy of another word holds.
  uint64_t reasons() const { return (holds & forbids) != 0 ? holds & forbids : holds; }
  // True when one policy or none is all that there is to say.
  bool is_simple() const { return errors == 0 && (reasons() & (reasons() - 1)) == 0; }
  // Requires that.
  uint32_t simple_number() const {
    return holds == 0 ? 0 : first + static_cast<uint32_t>(std::countr_zero(reasons())) + 1;
  }
};

// What the policies whose scope matches say of a request: those that hold or err.
class Judgement {
 public:
  // In the order of policies.
  void add(const JudgedWord& word) {
    if ((word.holds | word.errors) == 0) return;
    forbids_ |= (word.holds & word.forbids) != 0;
    permits_ |= (word.holds & ~word.forbids) != 0;
    if (count_ < kNear) [[likely]] {
      near_[count_++] = word;
    } else {
      far_.push_back(word);
    }
  }

  bool allows() const { return permits_ && !forbids_; }
  // Of the policies that determine the decision, and of those that err.
  uint32_t number_in(OutcomeTable& outcomes) const {
    if (count_ == 0) return 0;
    const bool is_simple = count_ == 1 && near_[0].is_simple();
    return is_simple ? near_[0].simple_number() : number_of_many(outcomes);
  }

 private:
  static constexpr uint32_t kNear = 4;

  uint64_t reasons_of(const JudgedWord& word) const {
    return forbids_ ? word.holds & word.forbids : word.holds;
  }
  uint32_t number_of_many(OutcomeTable& outcomes) const;

  bool permits_ = false;  // some policy does
  bool forbids_ = false;
  uint32_t count_ = 0;
  JudgedWord near_[kNear];
  std::vector<JudgedWord> far_;  // those behind
};

}  // namespace sekisho::cedar
