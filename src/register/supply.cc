#include "register/supply.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <new>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/string_pool.h"
#include "register/growing.h"
#include "register/supply_key.h"

namespace sekisho::reg {
namespace {

using Key = SupplyKey;

constexpr uint32_t kOtherKey = SupplyKey::kHighEnd;  // in place of the first three digits
constexpr uint32_t kFree = 1023;
constexpr uint32_t kNoSlot = std::numeric_limits<uint32_t>::max();
constexpr uint32_t kManyRows = (1u << 22) - 1;  // the count stands in Data::many

// A table that is read at random is worth large pages: most of a look-up in 4 KiB pages is spent on
// finding the page. Where the kernel has none to give, nothing is lost.
template <class T>
struct LargePages {
  using value_type = T;
  static constexpr std::align_val_t kPage{size_t{2} << 20};

  LargePages() = default;
  template <class U>
  explicit(false) LargePages(const LargePages<U>&) {}
  T* allocate(size_t count) {
    const size_t bytes = count * sizeof(T);
    if (bytes < static_cast<size_t>(kPage)) return static_cast<T*>(::operator new(bytes));
    void* out = ::operator new(bytes, kPage);
    ::madvise(out, bytes, MADV_HUGEPAGE);
    return static_cast<T*>(out);
  }
  void deallocate(T* memory, size_t count) {
    if (count * sizeof(T) < static_cast<size_t>(kPage)) return ::operator delete(memory);
    ::operator delete(memory, kPage);
  }
  bool operator==(const LargePages&) const = default;
};

template <class T>
using LargeTable = std::vector<T, LargePages<T>>;

// Before `seal`, `row` is the point's number in the order of first sight; afterwards the index of
// its first row.
struct Slot {
  uint64_t low = 0;
  uint32_t high : 10 = kFree;
  uint32_t count : 22 = 0;
  uint32_t row = 0;
};
static_assert(sizeof(Slot) == 16);

uint64_t mixed(const Key& key) {
  uint64_t h = (key.low ^ (uint64_t{key.high} << 54)) * 0x9E3779B97F4A7C15;
  h ^= h >> 32;
  return h * 0xD6E8FEB86659FD93;
}

// Distinct texts in one block of memory, numbered from 0. Cheaper for millions of short texts than
// a StringPool, whose views alone take 16 bytes a text.
class Customers {
 public:
  static constexpr uint32_t kFull = std::numeric_limits<uint32_t>::max();

  uint32_t intern(std::string_view text) {
    if ((ends_.size() + 1) * 4 > slots_.size() * 3) grow();
    const uint64_t full = hash_bytes(text);
    const auto hash = static_cast<uint32_t>(full);
    size_t at = (full >> 20) & (slots_.size() - 1);
    for (; slots_[at].id != kFull; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash == hash && this->text(slots_[at].id) == text) return slots_[at].id;
    }
    if (bytes_.size() + text.size() >= kFull || ends_.size() + 1 >= kFull) return kFull;
    bytes_.append(text.data(), text.size());
    ends_.push(static_cast<uint32_t>(bytes_.size()));
    slots_[at] = {hash, static_cast<uint32_t>(ends_.size() - 1)};
    return slots_[at].id;
  }
  std::string_view text(uint32_t id) const {
    if (id >= ends_.size()) return {};
    const uint32_t begin = id == 0 ? 0 : ends_[id - 1];
    return {bytes_.data() + begin, ends_[id] - begin};
  }
  size_t size() const { return ends_.size(); }
  size_t bytes() const {
    return bytes_.bytes() + ends_.bytes() + slots_.capacity() * sizeof(Entry);
  }
  // No text enters afterwards.
  void freeze() {
    LargeTable<Entry>().swap(slots_);
    bytes_.shrink();
    ends_.shrink();
  }

 private:
  struct Entry {
    uint32_t hash = 0;
    uint32_t id = kFull;
  };

  void grow() {
    LargeTable<Entry> wider(slots_.empty() ? 1024 : slots_.size() * 2);
    LargeTable<Entry>().swap(slots_);
    for (uint32_t id = 0; id < ends_.size(); ++id) {
      const uint64_t full = hash_bytes(text(id));
      size_t at = (full >> 20) & (wider.size() - 1);
      while (wider[at].id != kFull) at = (at + 1) & (wider.size() - 1);
      wider[at] = {static_cast<uint32_t>(full), id};
    }
    slots_ = std::move(wider);
  }

  Growing<char> bytes_;
  Growing<uint32_t> ends_;
  LargeTable<Entry> slots_;
};

}  // namespace

struct SupplyContracts::Data {
  Growing<SupplyContract> rows;
  Growing<Origin> origins;
  Growing<uint32_t> point_of;  // for each row, until sealed
  LargeTable<Slot> slots;
  uint32_t point_count = 0;
  StringPool other_keys;
  Customers customers;
  std::unordered_map<uint32_t, uint32_t> many;  // first row -> count, where 22 bits are too few
  bool sealed = false;

  const Slot* find(const Key& key) const {
    if (slots.empty()) return nullptr;
    const size_t mask = slots.size() - 1;
    for (size_t at = mixed(key) & mask; slots[at].high != kFree; at = (at + 1) & mask) {
      if (slots[at].low == key.low && slots[at].high == key.high) return &slots[at];
    }
    return nullptr;
  }

  static size_t free_slot(const LargeTable<Slot>& table, const Key& key) {
    const size_t mask = table.size() - 1;
    size_t at = mixed(key) & mask;
    while (table[at].high != kFree) at = (at + 1) & mask;
    return at;
  }

  void grow_slots() {
    LargeTable<Slot> wider(slots.empty() ? 1024 : slots.size() * 2);
    for (const Slot& slot : slots) {
      if (slot.high != kFree) wider[free_slot(wider, {slot.high, slot.low})] = slot;
    }
    slots = std::move(wider);
  }

  uint32_t point_number(const Key& key) {
    if ((size_t{point_count} + 1) * 4 > slots.size() * 3) grow_slots();
    const size_t mask = slots.size() - 1;
    size_t at = mixed(key) & mask;
    for (; slots[at].high != kFree; at = (at + 1) & mask) {
      if (slots[at].low == key.low && slots[at].high == key.high) return slots[at].row;
    }
    slots[at].low = key.low;
    slots[at].high = key.high;
    slots[at].row = point_count;
    return point_count++;
  }

  // Both tables are far larger than any cache: the second miss waits together with the first.
  void prefetch(const Key& key) const {
    if (!slots.empty()) __builtin_prefetch(&slots[mixed(key) & (slots.size() - 1)], 1);
  }

  uint32_t count_of(const Slot& slot) const {
    return slot.count == kManyRows ? many.at(slot.row) : slot.count;
  }

  std::optional<Key> key_of(std::string_view text) const {
    Key key;
    if (Key::pack(text, key)) return key;
    const uint32_t other = other_keys.find(text);
    if (other != StringPool::kAbsent) return Key{kOtherKey, other};
    std::string digits(text);
    std::erase(digits, '-');
    return Key::pack(digits, key) ? std::optional(key) : std::nullopt;
  }

  void place_rows();
  void order_rows_of(uint32_t first, uint32_t count);
};

// Moves every row to its point's place, without a second copy of the rows.
void SupplyContracts::Data::place_rows() {
  std::vector<uint32_t> next(size_t{point_count} + 1, 0);
  for (size_t i = 0; i < rows.size(); ++i) ++next[point_of[i] + 1];
  for (size_t p = 1; p < next.size(); ++p) next[p] += next[p - 1];
  for (Slot& slot : slots) {
    if (slot.high == kFree) continue;
    const uint32_t first = next[slot.row];
    const uint32_t count = next[slot.row + 1] - first;
    if (count >= kManyRows) many[first] = count;
    slot.count = std::min(count, kManyRows);
    slot.row = first;
  }
  for (size_t i = 0; i < rows.size(); ++i) point_of[i] = next[point_of[i]]++;
  for (size_t i = 0; i < rows.size(); ++i) {
    while (point_of[i] != i) {
      const uint32_t to = point_of[i];
      std::swap(rows[i], rows[to]);
      std::swap(origins[i], origins[to]);
      std::swap(point_of[i], point_of[to]);
    }
  }
}

void SupplyContracts::Data::order_rows_of(uint32_t first, uint32_t count) {
  std::vector<std::pair<SupplyContract, Origin>> both;
  both.reserve(count);
  for (uint32_t i = first; i < first + count; ++i) both.emplace_back(rows[i], origins[i]);
  const auto order = [](const auto& entry) {
    const auto& [row, origin] = entry;
    return std::tuple(row.period.from, row.period.until, origin, row.retailer, row.customer,
                      row.applied);
  };
  std::ranges::sort(both, {}, order);
  for (uint32_t i = 0; i < count; ++i) {
    rows[first + i] = both[i].first;
    origins[first + i] = both[i].second;
  }
}

SupplyContracts::SupplyContracts() : data_(std::make_unique<Data>()) {}
SupplyContracts::SupplyContracts(SupplyContracts&&) noexcept = default;
SupplyContracts& SupplyContracts::operator=(SupplyContracts&&) noexcept = default;
SupplyContracts::~SupplyContracts() = default;

bool SupplyContracts::add(std::string_view key_text, std::string_view customer,
                          const SupplyContract& contract, Origin origin) {
  SEKISHO_INVARIANT(!data_->sealed);
  if (data_->rows.size() + 1 >= std::numeric_limits<uint32_t>::max()) return false;
  Key key;
  const bool is_packed = Key::pack(key_text, key);
  if (is_packed) data_->prefetch(key);
  const uint32_t customer_id = data_->customers.intern(customer);
  if (customer_id == Customers::kFull) return false;
  if (!is_packed) key = {kOtherKey, data_->other_keys.intern(key_text)};
  data_->point_of.push(data_->point_number(key));
  data_->rows.push(contract);
  data_->rows[data_->rows.size() - 1].customer = customer_id;
  data_->origins.push(origin);
  return true;
}

void SupplyContracts::seal() {
  if (data_->sealed) return;
  data_->sealed = true;
  data_->customers.freeze();
  data_->place_rows();
  data_->point_of.clear();
  for (const Slot& slot : data_->slots) {
    if (slot.high == kFree) continue;
    const uint32_t count = data_->count_of(slot);
    if (count > 1) data_->order_rows_of(slot.row, count);
  }
  data_->rows.shrink();
  data_->origins.shrink();
}

std::span<const SupplyContract> SupplyContracts::history(std::string_view key_text) const {
  SEKISHO_INVARIANT(data_->sealed || data_->rows.size() == 0);
  const std::optional<Key> key = data_->key_of(key_text);
  const Slot* slot = key ? data_->find(*key) : nullptr;
  if (slot == nullptr) return {};
  return {data_->rows.data() + slot->row, data_->count_of(*slot)};
}

const SupplyContract* SupplyContracts::at(std::string_view key, Instant t) const {
  const auto all = history(key);
  for (size_t i = all.size(); i-- > 0;) {
    if (all[i].period.contains(t)) return &all[i];
  }
  return nullptr;
}

std::string_view SupplyContracts::customer(uint32_t index) const {
  return data_->customers.text(index);
}

Origin SupplyContracts::origin(const SupplyContract& row) const {
  const auto index = static_cast<size_t>(&row - data_->rows.data());
  return index < data_->origins.size() ? data_->origins[index] : Origin{};
}

void SupplyContracts::for_each(
    const std::function<void(std::string_view, std::span<const SupplyContract>)>& visit) const {
  SEKISHO_INVARIANT(data_->sealed || data_->rows.size() == 0);
  std::vector<uint32_t> slot_at(data_->rows.size(), kNoSlot);
  for (uint32_t i = 0; i < data_->slots.size(); ++i) {
    if (data_->slots[i].high != kFree) slot_at[data_->slots[i].row] = i;
  }
  for (const uint32_t index : slot_at) {
    if (index == kNoSlot) continue;
    const Slot& slot = data_->slots[index];
    const std::span<const SupplyContract> rows{data_->rows.data() + slot.row,
                                               data_->count_of(slot)};
    if (slot.high == kOtherKey) {
      visit(data_->other_keys.text(static_cast<uint32_t>(slot.low)), rows);
    } else {
      const auto digits = Key{slot.high, slot.low}.digits();
      visit({digits.data(), digits.size()}, rows);
    }
  }
}

size_t SupplyContracts::points() const {
  return data_->point_count;
}
size_t SupplyContracts::rows() const {
  return data_->rows.size();
}
size_t SupplyContracts::customers() const {
  return data_->customers.size();
}

size_t SupplyContracts::bytes() const {
  return data_->rows.bytes() + data_->origins.bytes() + data_->point_of.bytes() +
         data_->slots.capacity() * sizeof(Slot) + data_->customers.bytes();
}

}  // namespace sekisho::reg
