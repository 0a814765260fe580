#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "cedar/policy.h"

// Internal to this folder.
namespace sekisho::cedar {

// What the policies whose scope matches say of a request: those that hold or err, in the order in
// which they were judged.
class Judgement {
 public:
  // Adds the policy when it holds, without a jump that would have to be foreseen.
  void add(uint32_t policy, Effect effect, bool holds) { push(list_of(effect), policy, holds); }
  void add_error(uint32_t policy) { push(kErrors, policy, true); }

  bool allows() const {
    return counts_[list_of(Effect::kForbid)] == 0 && counts_[list_of(Effect::kPermit)] != 0;
  }
  // The policies that determine the decision.
  std::span<const uint32_t> reasons() const {
    return list(list_of(allows() ? Effect::kPermit : Effect::kForbid));
  }
  std::span<const uint32_t> errors() const { return list(kErrors); }

 private:
  static constexpr uint32_t kNear = 32;
  static constexpr size_t kErrors = 2;
  static constexpr size_t kLists = 3;
  static size_t list_of(Effect effect) { return static_cast<size_t>(effect); }

  void push(size_t to, uint32_t policy, bool is_added) {
    const uint32_t count = counts_[to];
    if (count < kNear) [[likely]] {
      near_[to][count] = policy;
      counts_[to] = count + (is_added ? 1 : 0);
    } else if (is_added) {
      push_far(to, policy);
    }
  }
  std::span<const uint32_t> list(size_t which) const {
    if (far_ != nullptr && !(*far_)[which].empty()) return (*far_)[which];
    return {near_[which], counts_[which]};
  }
  [[gnu::noinline]] void push_far(size_t to, uint32_t policy) {
    if (far_ == nullptr) far_ = std::make_unique<std::array<std::vector<uint32_t>, kLists>>();
    std::vector<uint32_t>& all = (*far_)[to];
    if (all.empty()) all.assign(near_[to], near_[to] + kNear);
    all.push_back(policy);
  }

  uint32_t counts_[kLists] = {};
  uint32_t near_[kLists][kNear];
  std::unique_ptr<std::array<std::vector<uint32_t>, kLists>> far_;  // longer lists, whole
};

}  // namespace sekisho::cedar
