#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/string_pool.h"
#include "logs/raw_field.h"

namespace sekisho::logs {

// Remembers what each distinct spelling (raw bytes and their form) of a field means, so that
// decoding, folding and looking up happen once for each and not once for each line. Keys of up to
// 16 and of up to 32 bytes lie in their slots; the rest goes through a pool. Not thread-safe.
class SpellingTable {
 public:
  static constexpr uint32_t kUnknown = 0xFFFFFFFF;

  // What the spelling means, or kUnknown. `readable_end` bounds what may be read behind the field.
  [[gnu::always_inline]] uint32_t find(const RawField& field, const char* readable_end) const {
    if (field.size <= 16) return short_.find(load<2>(field, readable_end));
    if (field.size <= 32) return middle_.find(load<4>(field, readable_end));
    return find_long(field);
  }

  // Starts to load what `find` will look at.
  void prefetch(const RawField& field, const char* readable_end) const {
    if (field.size - 1U < 16U) short_.prefetch(load<2>(field, readable_end));
  }

  void remember(const RawField& field, uint32_t meaning);
  size_t size() const { return short_.size() + middle_.size() + long_meanings_.size(); }
  void clear();

 private:
  template <size_t kWords>
  struct Key {
    uint64_t words[kWords];
    uint32_t tag;  // length and form; never 0
    bool operator==(const Key& other) const {
      uint64_t difference = tag ^ other.tag;
      for (size_t i = 0; i < kWords; ++i) difference |= words[i] ^ other.words[i];
      return difference == 0;
    }
  };

  template <size_t kWords>
  class Table {
   public:
    Table() : slots_(size_t{1} << kFirstBits) {}
    uint32_t find(const Key<kWords>& key) const {
      const size_t mask = slots_.size() - 1;
      size_t i = home(key);
      for (size_t probes = 0; probes < kMaxProbes; ++probes, i = (i + 1) & mask) {
        const Slot& slot = slots_[i];
        if (slot.key == key) return slot.meaning;
        if (slot.key.tag == 0) break;
      }
      return kUnknown;
    }
    void prefetch(const Key<kWords>& key) const { __builtin_prefetch(&slots_[home(key)]); }
    void insert(const Key<kWords>& key, uint32_t meaning);
    size_t size() const { return used_; }
    void clear() { *this = Table(); }

   private:
    static constexpr int kFirstBits = 6;
    // A key with more neighbours than that is not remembered: input made to collide costs its own
    // decoding each time, and nothing else.
    static constexpr size_t kMaxProbes = 64;
    // Aligned, so that one line of a cache holds it, and one prefetch fetches it.
    struct alignas(std::bit_ceil(sizeof(uint64_t) * (kWords + 1))) Slot {
      Key<kWords> key{};
      uint32_t meaning = 0;
    };
    // Each bit of the key reaches the upper bits of the sum, which are taken.
    size_t home(const Key<kWords>& key) const {
      constexpr uint64_t kOdd[4] = {0x9E3779B97F4A7C15, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB,
                                    0x8EBC6AF09C88C6E3};
      uint64_t sum = key.tag * uint64_t{0x589965CC75374CC3};
      for (size_t i = 0; i < kWords; ++i) sum += key.words[i] * kOdd[i];
      return static_cast<size_t>(sum >> shift_);
    }
    std::vector<Slot> slots_;
    int shift_ = 64 - kFirstBits;
    size_t used_ = 0;
  };

  static uint32_t tag_of(const RawField& field) {
    return field.size + 1 + (static_cast<uint32_t>(field.form) << 24);
  }

  template <size_t kWords>
  static Key<kWords> load(const RawField& field, const char* readable_end) {
    Key<kWords> key;
    key.tag = tag_of(field);
    if (static_cast<size_t>(readable_end - field.data) >= sizeof key.words) [[likely]] {
      std::memcpy(key.words, field.data, sizeof key.words);
      // 32 bytes of ones and then zeros: read from its middle, they mask what is not the field's.
      uint64_t masks[kWords];
      std::memcpy(masks, kOnesThenZeros + 32 - field.size, sizeof masks);
      for (size_t i = 0; i < kWords; ++i) key.words[i] &= masks[i];
      return key;
    }
    std::memset(key.words, 0, sizeof key.words);
    if (field.size != 0) std::memcpy(key.words, field.data, field.size);
    return key;
  }

  static const unsigned char kOnesThenZeros[64];

  uint32_t find_long(const RawField& field) const;

  Table<2> short_;
  Table<4> middle_;
  StringPool long_;  // keys: bytes and, behind them, the form
  std::vector<uint32_t> long_meanings_;
};

}  // namespace sekisho::logs
