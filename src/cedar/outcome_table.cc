#include "cedar/outcome_table.h"

#include <algorithm>
#include <mutex>

namespace sekisho::cedar {
namespace {

constexpr uint64_t kMix = 0x9E3779B97F4A7C15ull;

}  // namespace

OutcomeTable::OutcomeTable(uint32_t policies) : policies_(policies), buckets_(kBuckets) {}

uint32_t OutcomeTable::number_of(std::span<const uint32_t> reasons,
                                 std::span<const uint32_t> errors) {
  if (errors.empty() && reasons.size() < 2) return reasons.empty() ? 0 : reasons.front() + 1;
  uint64_t hash = reasons.size();
  for (const uint32_t policy : reasons) hash = (hash ^ policy) * kMix;
  for (const uint32_t policy : errors) hash = (hash ^ ~uint64_t{policy}) * kMix;
  std::atomic<const Entry*>& bucket = buckets_[(hash >> 32) % kBuckets];
  const auto find = [&]() -> const Entry* {
    const Entry* entry = bucket.load(std::memory_order_acquire);
    while (entry != nullptr && !(std::ranges::equal(entry->key.reasons, reasons) &&
                                 std::ranges::equal(entry->key.errors, errors))) {
      entry = entry->next;
    }
    return entry;
  };
  if (const Entry* known = find()) return known->number;
  const std::unique_lock lock(mutex_);
  if (const Entry* known = find()) return known->number;
  const auto number = policies_ + 1 + static_cast<uint32_t>(entries_.size());
  entries_.push_back(std::make_unique<const Entry>(
      Entry{{{reasons.begin(), reasons.end()}, {errors.begin(), errors.end()}},
            number,
            bucket.load(std::memory_order_relaxed)}));
  bucket.store(entries_.back().get(), std::memory_order_release);
  return number;
}

OutcomeTable::Key OutcomeTable::key_of(uint32_t number) const {
  if (number == 0) return {};
  if (number <= policies_) return {{number - 1}, {}};
  const std::shared_lock lock(mutex_);
  return entries_[number - policies_ - 1]->key;
}

uint32_t OutcomeTable::size() const {
  const std::shared_lock lock(mutex_);
  return policies_ + 1 + static_cast<uint32_t>(entries_.size());
}

}  // namespace sekisho::cedar
