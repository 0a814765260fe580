#include "cedar/outcome_table.h"

#include <algorithm>
#include <mutex>

namespace sekisho::cedar {
namespace {

constexpr size_t kFirstSlots = 1024;

}  // namespace

OutcomeTable::Slot& OutcomeTable::Slots::at(uint64_t key) {
  for (size_t i = (key * 0x9E3779B97F4A7C15ull >> 32) & mask;; i = (i + 1) & mask) {
    const uint64_t there = all[i].key.load(std::memory_order_acquire);
    if (there == key || there == 0) return all[i];
  }
}

OutcomeTable::OutcomeTable(uint32_t policies) : policies_(policies) {
  generations_.push_back(std::make_unique<Slots>(kFirstSlots));
  slots_ = generations_.back().get();
}

uint32_t OutcomeTable::child(uint32_t parent, uint32_t policy) {
  const uint64_t key = uint64_t{parent} << 32 | policy;
  const Slot& known = slots_.load(std::memory_order_acquire)->at(key);
  if (known.key.load(std::memory_order_acquire) == key) return known.number;
  const std::unique_lock lock(mutex_);
  Slots* slots = slots_.load(std::memory_order_relaxed);
  if (Slot& slot = slots->at(key); slot.key.load(std::memory_order_relaxed) == key) {
    return slot.number;
  }
  const auto fill = [&](uint64_t filled, uint32_t number) {
    Slot& slot = slots->at(filled);
    slot.number = number;
    slot.key.store(filled, std::memory_order_release);
  };
  const uint32_t first = policies_ + 1;
  if ((keys_.size() + 1) * 2 > slots->all.size()) {
    slots = generations_.emplace_back(std::make_unique<Slots>(slots->all.size() * 2)).get();
    for (size_t i = 0; i < keys_.size(); ++i) fill(keys_[i], first + static_cast<uint32_t>(i));
    slots_.store(slots, std::memory_order_release);
  }
  const uint32_t number = first + static_cast<uint32_t>(keys_.size());
  keys_.push_back(key);
  fill(key, number);
  return number;
}

OutcomeTable::Key OutcomeTable::key_of(uint32_t number) const {
  Key out;
  const std::shared_lock lock(mutex_);
  while (number > policies_) {
    const uint64_t key = keys_[number - policies_ - 1];
    const auto policy = static_cast<uint32_t>(key);
    ((policy & kErred) != 0 ? out.errors : out.reasons).push_back(policy & ~kErred);
    number = static_cast<uint32_t>(key >> 32);
  }
  if (number != 0) out.reasons.push_back(number - 1);
  std::ranges::reverse(out.reasons);
  std::ranges::reverse(out.errors);
  return out;
}

}  // namespace sekisho::cedar
