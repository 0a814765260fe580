#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Internal to this folder.
namespace sekisho::cedar {

inline constexpr uint32_t kNoId = UINT32_MAX;

// Texts, each within a space (0 where there is but one), numbered from 0 in the order in which
// they came. Safe to read from many threads once nothing is added.
class TextTable {
 public:
  uint32_t intern(std::string_view text, uint32_t space = 0);
  // kNoId when the text is not here.
  uint32_t find(std::string_view text, uint32_t space = 0) const;

  std::string_view text(uint32_t id) const {
    const Entry& entry = entries_[id];
    return std::string_view(arena_).substr(entry.offset, entry.length);
  }
  uint32_t space(uint32_t id) const { return entries_[id].space; }
  uint32_t size() const { return static_cast<uint32_t>(entries_.size()); }
  void reserve(size_t count);

 private:
  struct Entry {
    uint64_t offset;
    uint32_t length;
    uint32_t space;
  };
  struct Bucket {
    uint32_t hash = 0;
    uint32_t id = kNoId;
  };
  // The bucket that holds the text, or the empty one where it belongs.
  size_t bucket_of(std::string_view text, uint32_t space, uint32_t hash) const;
  void grow(size_t buckets);

  std::string arena_;
  std::vector<Entry> entries_;
  std::vector<Bucket> buckets_;  // a power of two, at most half full
};

}  // namespace sekisho::cedar
