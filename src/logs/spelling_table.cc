#include "logs/spelling_table.h"

#include <string>

namespace sekisho::logs {
namespace {

std::string long_key(const RawField& field) {
  std::string key(field.view());
  key += static_cast<char>(field.form);
  return key;
}

}  // namespace

constexpr unsigned char kOn = 0xFF;
const unsigned char SpellingTable::kOnesThenZeros[64] = {
    kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn,
    kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn, kOn};

template <size_t kWords>
void SpellingTable::Table<kWords>::insert(const Key<kWords>& key, uint32_t meaning) {
  if ((used_ + 1) * 2 > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    --shift_;
    used_ = 0;
    for (const Slot& slot : old) {
      if (slot.key.tag != 0) insert(slot.key, slot.meaning);
    }
  }
  const size_t mask = slots_.size() - 1;
  size_t i = home(key);
  for (size_t probes = 0; probes < kMaxProbes; ++probes, i = (i + 1) & mask) {
    if (slots_[i].key.tag != 0) continue;
    slots_[i] = {key, meaning};
    ++used_;
    return;
  }
}

void SpellingTable::remember(const RawField& field, uint32_t meaning) {
  if (field.size <= 16) {
    short_.insert(load<2>(field, field.data + field.size), meaning);
  } else if (field.size <= 32) {
    middle_.insert(load<4>(field, field.data + field.size), meaning);
  } else {
    long_.intern(long_key(field));
    long_meanings_.push_back(meaning);
  }
}

void SpellingTable::clear() {
  short_.clear();
  middle_.clear();
  long_.clear();
  long_meanings_.clear();
}

uint32_t SpellingTable::find_long(const RawField& field) const {
  if (long_meanings_.empty()) return kUnknown;
  const uint32_t id = long_.find(long_key(field));
  return id == StringPool::kAbsent ? kUnknown : long_meanings_[id];
}

}  // namespace sekisho::logs
