#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <span>
#include <vector>

// Internal to this folder.
namespace sekisho::cedar {

// Numbers for (decision, determining policies, erring policies). Number 0 is the denial without
// any, number 1 + i is the decision by policy i alone; the others are given as they come. Any
// number of threads; finding a known one takes no lock.
class OutcomeTable {
 public:
  explicit OutcomeTable(uint32_t policies);

  struct Key {
    std::vector<uint32_t> reasons;
    std::vector<uint32_t> errors;
  };

  uint32_t number_of(std::span<const uint32_t> reasons, std::span<const uint32_t> errors);
  // The number must come from this table.
  Key key_of(uint32_t number) const;
  uint32_t size() const;

 private:
  struct Entry {
    Key key;
    uint32_t number;
    const Entry* next;
  };
  static constexpr size_t kBuckets = 4096;

  uint32_t policies_;
  std::vector<std::atomic<const Entry*>> buckets_;
  mutable std::shared_mutex mutex_;  // guards entries_ and the making of new ones
  std::vector<std::unique_ptr<const Entry>> entries_;
};

}  // namespace sekisho::cedar
