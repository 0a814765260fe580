#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <vector>

// Internal to this folder.
namespace sekisho::cedar {

// Numbers for (determining policies, erring policies). Number 0 stands for neither, number 1 + i
// for policy i alone; the others are given as they come. Any number of threads; finding a known
// one takes no lock. At most 2^31 policies.
class OutcomeTable {
 public:
  explicit OutcomeTable(uint32_t policies);

  struct Key {
    std::vector<uint32_t> reasons = {};
    std::vector<uint32_t> errors = {};
  };

  // The number of what `number` stands for and one policy more. Add reasons first, both in the
  // order of policies.
  uint32_t with_reason(uint32_t number, uint32_t policy) {
    return number == 0 ? policy + 1 : child(number, policy);
  }
  uint32_t with_error(uint32_t number, uint32_t policy) { return child(number, policy | kErred); }
  // The number must come from this table.
  Key key_of(uint32_t number) const;

 private:
  static constexpr uint32_t kErred = 1u << 31;

  // The numbers are the nodes of a tree: a list is a shorter list and one more policy, marked when
  // it erred. Key 0 is never used: that policy has the number 1 by itself.
  struct Slot {
    std::atomic<uint64_t> key = 0;
    uint32_t number = 0;  // written before the key
  };
  struct Slots {
    explicit Slots(size_t count) : mask(count - 1), all(count) {}
    // The slot with the key, or the empty one where it belongs.
    Slot& at(uint64_t key);
    size_t mask;
    std::vector<Slot> all;
  };

  uint32_t child(uint32_t parent, uint32_t policy);

  uint32_t policies_;
  std::atomic<Slots*> slots_;
  mutable std::shared_mutex mutex_;  // guards what follows, and the filling of slots
  std::vector<std::unique_ptr<Slots>> generations_;  // readers may still be in an old one
  std::vector<uint64_t> keys_;                       // by number, after those of single policies
};

}  // namespace sekisho::cedar
